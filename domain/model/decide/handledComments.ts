import type { CommentId } from '../ids.ts'
import { currentRound, duplicatesOf, isCounted, type Material } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused } from '../refusals.ts'
import { isUndisclosed } from '../reviewRound.ts'
import { nextNumbers } from './commentNumbers.ts'
import { changeableComment } from './comments.ts'
import { visibleComment, type Decided } from './decided.ts'

/** Links comments that say the same, so that one settlement serves all. All or none. */
export function linkComments(
  actor: Actor,
  material: Material,
  commentId: CommentId,
  duplicates: readonly CommentId[],
): Decided {
  const allowed = mayAct(actor, 'link-comments', material)
  if (isRefused(allowed)) return allowed
  const first = changeableComment(actor, material, commentId)
  if (isRefused(first)) return first
  if (!isCounted(first) || first.duplicateOf !== null) return refused('link-not-possible')
  for (const id of duplicates) {
    const comment = changeableComment(actor, material, id)
    if (isRefused(comment)) return comment
    if (id === commentId || !isCounted(comment)) return refused('link-not-possible')
    // No chains: each duplicate is settled with one comment that stands for itself.
    if (duplicatesOf(material, id).length > 0) return refused('link-not-possible')
  }
  const fresh = duplicates.filter((id) => material.comments.get(id)?.duplicateOf !== commentId)
  return fresh.length > 0 ? [{ type: 'comments-linked', commentId, duplicates: fresh }] : []
}

export function unlinkComment(actor: Actor, material: Material, commentId: CommentId): Decided {
  const allowed = mayAct(actor, 'link-comments', material)
  if (isRefused(allowed)) return allowed
  const comment = changeableComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  return comment.duplicateOf === null ? [] : [{ type: 'comment-unlinked', commentId }]
}

/** The drafter admits a comment that came after the deadline, or declines it with a reason. */
export function decideLateComment(
  actor: Actor,
  material: Material,
  commentId: CommentId,
  admitted: boolean,
  reason: string | null,
): Decided {
  const allowed = mayAct(actor, 'admit-late', material)
  if (isRefused(allowed)) return allowed
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (comment.withdrawn) return refused('already-withdrawn')
  if (!comment.late) return refused('not-late')
  if (comment.late.decision) return refused('already-decided')
  if (!admitted && !reason?.trim()) return refused('reason-required')
  const round = material.rounds.find(({ id }) => id === comment.roundId) ?? currentRound(material)
  const isHidden = !admitted || (round !== null && isUndisclosed(round))
  const number = isHidden ? 0 : (nextNumbers(material, [commentId])[0]?.number ?? 0)
  return [{ type: 'late-comment-decided', commentId, admitted, reason: reason?.trim() || null, number }]
}

/** Passes what somebody who left the office still had open to their unit; nobody asks for it. Private notes stay theirs. */
export function passCommentsOf(
  material: Material,
  person: { readonly personId: string; readonly displayName: string },
): Decided {
  if (material.state === 'locked') return []
  const open = [...material.comments.values()].filter(
    ({ by, unitId, visibility, withdrawn, settled, passedAt }) =>
      by.personId === person.personId &&
      unitId !== null &&
      visibility !== 'private' &&
      !withdrawn &&
      !settled &&
      passedAt === null,
  )
  const [first] = open
  if (!first) return []
  return [
    {
      type: 'comments-passed',
      personId: first.by.personId,
      displayName: first.by.displayName,
      commentIds: open.map(({ id }) => id),
    },
  ]
}
