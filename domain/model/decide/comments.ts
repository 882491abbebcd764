import type { CommentId, PartId, ReplyId } from '../ids.ts'
import { currentRound, type CommentKind, type CommentPlace, type Material, type Visibility } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct, maySeeComment } from '../policy.ts'
import { isRefused, refused } from '../refusals.ts'
import type { Instant } from '../time.ts'
import { visibleComment, type Decided } from './decided.ts'

export interface CommentWish {
  readonly commentId: CommentId
  readonly kind: CommentKind
  readonly visibility: Visibility
  readonly place: CommentPlace
  readonly text: string
  readonly justification: string | null
  readonly proposedWording: string | null
}

/**
 * Decides the lodging of a comment. An essential one needs a justification, an editorial one is
 * never essential by its kind, wording can only be proposed for words (čl. 5 Legislativních
 * pravidel vlády, taken over by internal rules: domain.md §1.1, §1.2). Late ones are refused.
 */
export function lodgeComment(actor: Actor, material: Material, wish: CommentWish, now: Instant): Decided {
  const isPrivate = wish.visibility === 'private'
  const allowed = mayAct(actor, isPrivate ? 'note-privately' : 'lodge-comment', material)
  if (isRefused(allowed)) return allowed
  const { place } = wish
  if (place.at !== 'material' && !material.parts.some((part) => part.id === place.partId)) {
    return refused('part-not-found')
  }
  if (place.at === 'passage') {
    const part = material.parts.find(({ id }) => id === place.partId)
    if (part?.form !== 'body' || part.bodyId !== place.anchor.bodyId) return refused('part-not-found')
  }
  if (wish.proposedWording !== null && place.at !== 'passage') return refused('quote-not-in-body')
  if (material.comments.has(wish.commentId)) return refused('conflict')
  const round = currentRound(material)
  if (!isPrivate) {
    if (round?.state !== 'open') return refused('round-not-open')
    if (now > round.closesAt) return refused('deadline-passed')
    if (wish.kind === 'essential' && !wish.justification) return refused('justification-required')
  }
  const numbers = [...material.comments.values()].map((comment) => comment.number)
  return [
    {
      type: 'comment-lodged',
      ...wish,
      number: isPrivate ? 0 : Math.max(0, ...numbers) + 1,
      roundId: round?.id ?? null,
    },
  ]
}

/** Withdrawal by its author, until the comment is settled; the comment stays in the history. */
export function withdrawComment(actor: Actor, material: Material, commentId: CommentId): Decided {
  const readable = mayAct(actor, 'read', material)
  if (isRefused(readable)) return readable
  if (material.state === 'locked') return refused('material-locked')
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (comment.by.personId !== actor.personId) return refused('not-the-author')
  if (comment.withdrawn) return refused('already-withdrawn')
  if (comment.settled) return refused('already-settled')
  return [{ type: 'comment-withdrawn', commentId }]
}

export function replyToComment(
  actor: Actor,
  material: Material,
  commentId: CommentId,
  reply: { readonly id: ReplyId; readonly text: string },
): Decided {
  const allowed = mayAct(actor, 'reply', material)
  if (isRefused(allowed)) return allowed
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (comment.withdrawn) return refused('already-withdrawn')
  return [{ type: 'comment-replied', commentId, reply }]
}

export interface RepairedAnchor {
  readonly commentId: CommentId
  readonly first: string
  readonly last: string
}

/** New places of anchors; the command has checked each against the text. Unknown and hidden comments are left out. */
export function repairAnchors(
  actor: Actor,
  material: Material,
  partId: PartId,
  anchors: readonly RepairedAnchor[],
): Decided {
  const allowed = mayAct(actor, 'repair-anchors', material)
  if (isRefused(allowed)) return allowed
  const changed = anchors.filter(({ commentId, first, last }) => {
    const comment = material.comments.get(commentId)
    if (!comment || !maySeeComment(actor, comment) || comment.withdrawn) return false
    if (comment.place.at !== 'passage' || comment.place.partId !== partId) return false
    return comment.place.anchor.first !== first || comment.place.anchor.last !== last
  })
  return changed.length > 0 ? [{ type: 'anchors-repaired', anchors: changed }] : []
}
