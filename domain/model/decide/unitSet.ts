import type { CommentId, UnitId } from '../ids.ts'
import { currentRound, type Material, type ReviewComment } from '../material.ts'
import { headshipOf, type Actor, type PersonStamp } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import { deadlineOf, isUndisclosed, type ClosedRound, type OpenRound } from '../reviewRound.ts'
import type { Instant } from '../time.ts'
import { nextNumbers } from './commentNumbers.ts'
import { changeableComment, faultInContent, unitAsked } from './comments.ts'
import type { Decided } from './decided.ts'

/** Hands own private notes to the unit for its set. All or none. */
export function forwardComments(actor: Actor, material: Material, commentIds: readonly CommentId[]): Decided {
  const allowed = mayAct(actor, 'lodge-comment', material)
  if (isRefused(allowed)) return allowed
  const round = currentRound(material)
  const unit = round && unitAsked(actor, round)
  if (!round || !unit) return refused('not-asked')
  if (round.answers.some(({ unitId }) => unitId === unit.unitId)) return refused('set-already-sent')
  for (const commentId of commentIds) {
    const comment = changeableComment(actor, material, commentId)
    if (isRefused(comment)) return comment
    if (comment.visibility !== 'private') return refused('comment-not-draft')
  }
  return commentIds.length > 0 ? [{ type: 'comments-forwarded', roundId: round.id, commentIds, ...unit }] : []
}

/** Leaves a draft out of the set, with a reason for its author. */
export function rejectUnitComment(actor: Actor, material: Material, commentId: CommentId, reason: string): Decided {
  const comment = draftLed(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (comment.unitSet?.state !== 'draft') return refused('comment-not-draft')
  if (!reason.trim()) return refused('reason-required')
  return [{ type: 'unit-comment-rejected', commentId, visibility: 'unit', reason: reason.trim() }]
}

/** Takes a rejected or merged draft back into the set. */
export function restoreUnitComment(actor: Actor, material: Material, commentId: CommentId): Decided {
  const comment = draftLed(actor, material, commentId)
  if (isRefused(comment)) return comment
  return comment.unitSet?.state === 'draft' ? [] : [{ type: 'unit-comment-restored', commentId, visibility: 'unit' }]
}

/** Takes several drafts up in one; its words are edited like those of any draft. */
export function mergeUnitComments(
  actor: Actor,
  material: Material,
  commentId: CommentId,
  merged: readonly CommentId[],
): Decided {
  const target = draftLed(actor, material, commentId)
  if (isRefused(target)) return target
  if (target.unitSet?.state !== 'draft') return refused('comment-not-draft')
  if (merged.length === 0) return []
  if (merged.includes(commentId)) return refused('link-not-possible')
  for (const id of merged) {
    const comment = draftLed(actor, material, id)
    if (isRefused(comment)) return comment
    if (comment.unitSet?.state !== 'draft') return refused('comment-not-draft')
    if (comment.unitSet.unitId !== target.unitSet.unitId) return refused('link-not-possible')
  }
  return [{ type: 'unit-comments-merged', commentId, visibility: 'unit', merged }]
}

/**
 * Sends the one official set of a unit, or says "bez připomínek" for it. By its head or a deputy;
 * fixed afterwards. After the deadline it is only offered, for the drafter to admit.
 */
export function sendUnitSet(
  actor: Actor,
  material: Material,
  wish: { readonly unitId: UnitId; readonly withoutComments: boolean; readonly asLate: boolean },
  now: Instant,
): Decided {
  const allowed = mayAct(actor, 'answer-for-unit', material)
  if (isRefused(allowed)) return allowed
  const round = currentRound(material)
  const asked = round?.invited.find((each) => 'unitId' in each && each.unitId === wish.unitId)
  if (!round || !asked || !('unitId' in asked)) return refused('not-asked')
  const headship = headshipOf(actor, asked.unitId)
  if (headship === null) return refused('not-permitted')
  if (round.answers.some(({ unitId }) => unitId === asked.unitId)) return refused('set-already-sent')
  const late = round.state === 'closed' || now > deadlineOf(round, asked.unitId)
  if (late && !wish.asLate) return refused('deadline-passed')
  const drafts = draftsOf(material, round, asked.unitId)
  if (wish.withoutComments !== (drafts.length === 0)) return refused('invalid-input', { field: 'withoutComments' })
  for (const draft of drafts) {
    const fault = faultInContent(draft, draft)
    if (fault) return refused(fault.refused, { commentId: draft.id })
  }
  const ids = drafts.map(({ id }) => id)
  const hidden = late || isUndisclosed(round)
  const numbers = hidden ? ids.map((commentId) => ({ commentId, number: 0 })) : nextNumbers(material, ids)
  return [
    {
      type: 'unit-set-sent',
      roundId: round.id,
      unitId: asked.unitId,
      unitName: asked.unitName,
      standingFor: headship === 'head' ? null : headship,
      late,
      comments: numbers.map((each) => ({ ...each, visibility: round.audience })),
    },
  ]
}

/** The comments that would go out in the set of a unit now, in the order of drafting. */
export const draftsOf = (
  material: Material,
  round: OpenRound | ClosedRound,
  unitId: UnitId,
): readonly ReviewComment[] =>
  [...material.comments.values()].filter(
    ({ unitSet, roundId, withdrawn }) =>
      unitSet?.state === 'draft' && unitSet.unitId === unitId && roundId === round.id && !withdrawn,
  )

/** The draft, if the actor leads the unit it is of and its set was not sent yet. */
function draftLed(actor: Actor, material: Material, commentId: CommentId): ReviewComment | Refused {
  const allowed = mayAct(actor, 'answer-for-unit', material)
  if (isRefused(allowed)) return allowed
  const comment = changeableComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  const { unitSet } = comment
  if (!unitSet || unitSet.state === 'sent') return refused('comment-not-draft')
  if (headshipOf(actor, unitSet.unitId) === null) return refused('not-permitted')
  const round = material.rounds.find(({ id }) => id === comment.roundId)
  return round?.answers.some(({ unitId }) => unitId === unitSet.unitId) ? refused('set-already-sent') : comment
}

/** In whose name a set was sent, for letters and tables. */
export const signerOf = (answer: { readonly by: PersonStamp; readonly standingFor: PersonStamp | null }): string =>
  answer.standingFor ? `${answer.by.displayName} (${answer.standingFor.displayName})` : answer.by.displayName
