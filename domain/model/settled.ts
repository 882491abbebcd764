import type { CommentAnchor } from './commentAnchor.ts'
import type { CommentId } from './ids.ts'
import type { PersonStamp } from './people.ts'
import type { Instant } from './time.ts'

/** How the drafter answered. Every settlement but a plain acceptance gives its reason. */
export type Settlement =
  | { readonly verdict: 'accepted'; readonly reason?: string }
  | {
      readonly verdict: 'accepted-in-part' | 'not-accepted' | 'explained' | 'noted'
      readonly reason: string
    }
export const verdicts = ['accepted', 'accepted-in-part', 'not-accepted', 'explained', 'noted'] as const
export type Verdict = Settlement['verdict']

/** What the body that lodged a comment says to its settlement. */
export const reactionKinds = ['agreed', 'insisted'] as const
export type ReactionKind = (typeof reactionKinds)[number]

/** Who shows a prepared settlement to those who lodged the comment. */
export const releasers = ['drafter', 'sponsor'] as const
export type Releaser = (typeof releasers)[number]

/** A settlement that a comment has now. */
export interface Settled {
  readonly settlement: Settlement
  readonly by: PersonStamp
  readonly at: Instant
  /** Whether the proposed wording was put into the text in the same act. */
  readonly wordingApplied: boolean
  /** Since when those who may see the comment see the settlement; `null` while the drafter prepares it. */
  readonly released: { readonly by: PersonStamp; readonly at: Instant } | null
  /** Who is to release it; `null` once it is released, and when it was shown at once. */
  readonly heldFor: Releaser | null
  /** The sponsor sent the prepared settlement back; it has to be given anew. */
  readonly returned: { readonly by: PersonStamp; readonly at: Instant; readonly reason: string } | null
  /** Until when the lodging body may agree or insist; silence after it is consent. `null` when it is not asked. */
  readonly reactBy: Instant | null
  readonly reaction: {
    readonly kind: ReactionKind
    readonly by: PersonStamp
    readonly at: Instant
    readonly reason: string | null
  } | null
  /** The words as they stood when they were accepted (`quote` is the accepted wording); `null` when none were. */
  readonly passage: CommentAnchor | null
  /** The linked comment for which this settlement was given; `null` when given for this one. */
  readonly servedBy: CommentId | null
}
