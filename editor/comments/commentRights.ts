import { mayAct, type Actor, type Material, type ReviewComment } from '@glosa/domain/model'

/** What the person may do with comments of a material now; the server asks the same policy again. */
export interface CommentRights {
  readonly lodge: boolean
  readonly notePrivately: boolean
  readonly reply: boolean
  readonly settle: boolean
}

export const commentRightsOf = (actor: Actor, material: Material): CommentRights => ({
  lodge: mayAct(actor, 'lodge-comment', material) === true,
  notePrivately: mayAct(actor, 'note-privately', material) === true,
  reply: mayAct(actor, 'reply', material) === true,
  settle: mayAct(actor, 'settle', material) === true,
})

/** Whether the person may take this comment of theirs back. */
export const mayWithdraw = (actor: Actor, material: Material, comment: ReviewComment): boolean =>
  material.state !== 'locked' &&
  comment.by.personId === actor.personId &&
  comment.settled === null &&
  comment.withdrawn === null
