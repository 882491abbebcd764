import {
  disputeOver,
  mayAct,
  openDisputes,
  speaksFor,
  toldReactionOf,
  type Actor,
  type CommentId,
  type Dispute,
  type Instant,
  type Material,
  type ReviewComment,
  type ToldReaction,
} from '@glosa/domain/model'

/** How a comment stands after its settlement, for one person. */
export interface CommentStanding {
  /** What the body that lodged it says. */
  readonly reaction: ToldReaction
  /** Whether the person may agree or insist now. */
  readonly mayReact: boolean
  /** The last dispute over it; `null` for most. */
  readonly dispute: Dispute | null
  readonly isDisputeOpen: boolean
  /** Number of the comment that it is settled with; `null` when it stands for itself. */
  readonly linkedTo: number | null
  /** Numbers of the comments that are settled with it. */
  readonly duplicates: readonly number[]
}

/**
 * How the comments of a material stand, for one person; the server asks the same rules again.
 * @returns a reader of the standing of one comment
 */
export function standingsOf(
  actor: Actor,
  material: Material,
  now: Instant,
): (comment: ReviewComment) => CommentStanding {
  const mayReact = mayAct(actor, 'react', material) === true
  const open = new Set(openDisputes(material).map(({ id }) => id))
  const linked = new Map<CommentId, number[]>()
  for (const { duplicateOf, withdrawn, number } of material.comments.values()) {
    if (duplicateOf === null || withdrawn) continue
    linked.set(duplicateOf, [...(linked.get(duplicateOf) ?? []), number])
  }
  return (comment) => {
    const dispute = disputeOver(material, comment.id)
    const reaction = toldReactionOf(material, comment, now)
    return {
      reaction,
      mayReact:
        mayReact &&
        reaction === 'awaited' &&
        !comment.withdrawn &&
        dispute?.outcome?.kind !== 'decided' &&
        speaksFor(actor, comment),
      dispute,
      isDisputeOpen: dispute !== null && open.has(dispute.id),
      linkedTo: comment.duplicateOf === null ? null : (material.comments.get(comment.duplicateOf)?.number ?? null),
      duplicates: (linked.get(comment.id) ?? []).sort((a, b) => a - b),
    }
  }
}
