import {
  replyToComment as decide,
  stampOf,
  type Actor,
  type CommentId,
  type MaterialId,
  type ReplyId,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Adds a reply to a comment. */
export const replyToComment = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
  text: string,
) => {
  const id = context.newId<ReplyId>()
  return decideAndAppend(context, stampOf(actor), materialId, (material) =>
    decide(actor, material, commentId, { id, text }),
  )
}
