import type { CommentId, DisputeId } from './ids.ts'
import type { Material } from './material.ts'
import type { DisputeLevel } from './officeSettings.ts'
import type { Actor, PersonStamp } from './people.ts'
import type { Instant } from './time.ts'

/** How a competent person decides: the drafter's settlement holds, or the comment must be accepted. */
export const rulings = ['settlement-stands', 'comment-upheld'] as const
export type Ruling = (typeof rulings)[number]

/** A discussion of a dispute (vypořádací jednání). */
export interface DisputeMeeting {
  readonly level: number
  readonly heldAt: Instant
  readonly present: string
  readonly conclusion: string
  readonly recordedBy: PersonStamp
  readonly recordedAt: Instant
}

/** How a dispute ended. */
export type DisputeOutcome = { readonly by: PersonStamp; readonly at: Instant } & (
  | {
      readonly kind: 'decided'
      readonly level: number
      readonly ruling: Ruling
      readonly reason: string
      readonly resolution: string | null
    }
  /** The lodging body no longer insists. */
  | { readonly kind: 'withdrawn'; readonly reason: string | null }
  /** The lodging body agreed with a new settlement. */
  | { readonly kind: 'agreed' }
)

/** A dispute (rozpor) over an essential comment whose settlement the lodging body does not accept. */
export interface Dispute {
  readonly id: DisputeId
  /** 1, 2, 3 … within the material. */
  readonly number: number
  /** The comment that was insisted on, then linked ones. */
  readonly commentIds: readonly CommentId[]
  readonly openedBy: PersonStamp
  readonly openedAt: Instant
  readonly reason: string
  /** The levels of the office as they were when it was opened. */
  readonly levels: readonly DisputeLevel[]
  /** Index of the level it is at. */
  readonly level: number
  readonly escalations: readonly {
    readonly level: number
    readonly by: PersonStamp
    readonly at: Instant
    readonly reason: string
  }[]
  readonly meetings: readonly DisputeMeeting[]
  readonly outcome: DisputeOutcome | null
  /** The top level lets the material be finalised although the dispute lasts. */
  readonly finalisingPermitted: {
    readonly by: PersonStamp
    readonly at: Instant
    readonly reason: string
    readonly resolution: string | null
  } | null
}

/** Disputes that nobody ended. One over comments that were all withdrawn is over. */
export const openDisputes = (material: Pick<Material, 'disputes' | 'comments'>): readonly Dispute[] =>
  material.disputes.filter(({ outcome, commentIds }) => {
    // A comment that is not in the material is one hidden from whoever looks: the dispute is open all the same.
    const isGone = commentIds.every((id) => material.comments.get(id)?.withdrawn)
    return outcome === null && !isGone
  })

/** Disputes that stand in the way of finalising. */
export const blockingDisputes = (material: Pick<Material, 'disputes' | 'comments'>): readonly Dispute[] =>
  openDisputes(material).filter(({ finalisingPermitted }) => finalisingPermitted === null)

export const disputeOver = (material: Pick<Material, 'disputes'>, commentId: CommentId): Dispute | null =>
  material.disputes.findLast((dispute) => dispute.commentIds.includes(commentId)) ?? null

/** Whether the actor may decide disputes at this level of the office. */
export function isCompetent(
  actor: Actor,
  material: Pick<Material, 'sponsor'>,
  level: DisputeLevel | undefined,
): boolean {
  const decider = level?.decider
  switch (decider?.by) {
    case 'role':
      return actor.roles.includes(decider.role)
    case 'person':
      return actor.personId === decider.personId
    case 'sponsor':
      return material.sponsor ? actor.personId === material.sponsor.personId : actor.roles.includes('council-member')
    case 'body':
      return actor.roles.includes(decider.recordedBy)
    default:
      return false
  }
}

/** Whether the actor decides an open dispute of this material, now or on a higher level. */
export const isJudge = (actor: Actor, material: Pick<Material, 'sponsor' | 'disputes' | 'comments'>): boolean =>
  openDisputes(material).some(({ levels, level }) =>
    levels.some((one, index) => index >= level && isCompetent(actor, material, one)),
  )
