import {
  disputeOver,
  mayAct,
  openDisputes,
  reactionStateOf,
  speaksFor,
  versionInWork,
  type Actor,
  type CommentId,
  type Dispute,
  type Instant,
  type Material,
  type ReactionState,
  type ReviewComment,
} from '@glosa/domain/model'

/** How a comment stands after its settlement, for one person. */
export interface CommentStanding {
  /** What the body that lodged it says. */
  readonly reaction: ReactionState
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
  const inWork = versionInWork(material)
  const linked = new Map<CommentId, number[]>()
  for (const { duplicateOf, withdrawn, number } of material.comments.values()) {
    if (duplicateOf === null || withdrawn) continue
    linked.set(duplicateOf, [...(linked.get(duplicateOf) ?? []), number])
  }
  return (comment) => {
    const dispute = disputeOver(material, comment.id)
    const isPresent = material.state !== 'locked' && comment.version === inWork
    const reaction = isPresent
      ? reactionStateOf(comment.settled, now)
      : (comment.settled?.reaction?.kind ?? (comment.settled?.reactBy ? 'silent' : 'not-asked'))
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
