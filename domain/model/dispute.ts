import type { DisputeLevel } from './disputeLevel.ts'
import type { CommentId, DisputeId } from './ids.ts'
import type { PersonStamp } from './people.ts'
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
