import {
  currentRound,
  editComment,
  isRefused,
  mayAct,
  unitAsked,
  unlinkComment,
  withdrawComment,
  type Actor,
  type Material,
  type ReviewComment,
} from '@glosa/domain/model'

/** What the person may do with comments of a material now; the server asks the same policy again. */
export interface CommentRights {
  readonly lodge: boolean
  readonly notePrivately: boolean
  readonly reply: boolean
  readonly settle: boolean
  readonly link: boolean
}

export const commentRightsOf = (actor: Actor, material: Material): CommentRights => ({
  lodge: mayAct(actor, 'lodge-comment', material) === true,
  notePrivately: mayAct(actor, 'note-privately', material) === true,
  reply: mayAct(actor, 'reply', material) === true,
  settle: mayAct(actor, 'settle', material) === true,
  link: mayAct(actor, 'link-comments', material) === true,
})

/** Whether the person may take this comment back: their own, or one of the unit that they lead. */
export const mayWithdraw = (actor: Actor, material: Material, comment: ReviewComment): boolean =>
  !isRefused(withdrawComment(actor, material, comment.id))

/** Whether the person may word it anew: a note of theirs, a draft of theirs or of the unit that they lead. */
export const mayEdit = (actor: Actor, material: Material, comment: ReviewComment): boolean =>
  !isRefused(editComment(actor, material, comment.id, comment))

/** Whether the person decides now if this late comment counts. */
export const mayDecideLate = (actor: Actor, material: Material, { late, visibility, withdrawn }: ReviewComment) =>
  late?.decision === null &&
  visibility !== 'unit' &&
  withdrawn === null &&
  mayAct(actor, 'admit-late', material) === true

/** Whether the person may hand this note to their unit for its set. */
export function mayForward(actor: Actor, material: Material, comment: ReviewComment): boolean {
  if (comment.visibility !== 'private' || comment.by.personId !== actor.personId || comment.withdrawn) return false
  if (mayAct(actor, 'lodge-comment', material) !== true) return false
  const round = currentRound(material)
  const unit = round && unitAsked(actor, round)
  return !!round && !!unit && !round.answers.some(({ unitId }) => unitId === unit.unitId)
}

/** Whether the person may link this comment to others, or be settled together with them. */
export const mayLink = (actor: Actor, material: Material, comment: ReviewComment): boolean =>
  mayAct(actor, 'link-comments', material) === true &&
  comment.number > 0 &&
  !comment.withdrawn &&
  !comment.settled &&
  comment.duplicateOf === null

/** Whether the person may let a linked comment stand for itself again. */
export const mayUnlink = (actor: Actor, material: Material, comment: ReviewComment): boolean =>
  comment.duplicateOf !== null && !isRefused(unlinkComment(actor, material, comment.id))
