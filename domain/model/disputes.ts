import type { Dispute } from './dispute.ts'
import type { DisputeLevel } from './disputeLevel.ts'
import type { CommentId } from './ids.ts'
import type { Material } from './material.ts'
import type { Actor } from './people.ts'

export * from './dispute.ts'

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
