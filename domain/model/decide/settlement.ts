import type { CommentId } from '../ids.ts'
import type { Material, Settlement } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused } from '../refusals.ts'
import { visibleComment, type Decided } from './decided.ts'

/** Settles a comment; the wording is applied to the text by the command, in the same act. */
export function settleComment(
  actor: Actor,
  material: Material,
  commentId: CommentId,
  settlement: Settlement,
  wordingApplied: boolean,
): Decided {
  const allowed = mayAct(actor, 'settle', material)
  if (isRefused(allowed)) return allowed
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (comment.visibility === 'private') return refused('comment-not-found')
  if (comment.withdrawn) return refused('already-withdrawn')
  if (comment.settled) return refused('already-settled')
  if (settlement.verdict !== 'accepted' && !settlement.reason.trim()) return refused('reason-required')
  if (wordingApplied && (comment.proposedWording === null || settlement.verdict !== 'accepted')) {
    return refused('no-proposed-wording')
  }
  return [{ type: 'comment-settled', commentId, settlement, wordingApplied }]
}

/** Takes a settlement back before the lock, so that it can be given anew. */
export function withdrawSettlement(actor: Actor, material: Material, commentId: CommentId): Decided {
  const allowed = mayAct(actor, 'settle', material)
  if (isRefused(allowed)) return allowed
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  return comment.settled ? [{ type: 'settlement-withdrawn', commentId }] : []
}
