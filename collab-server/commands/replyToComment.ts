import {
  isRefused,
  refused,
  replyToComment as decide,
  stampOf,
  type Actor,
  type CommentId,
  type MaterialId,
  type PersonId,
  type ReplyId,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'
import { mentionsOf } from './review/mentions.ts'

/** Adds a reply to a comment. */
export const replyToComment = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
  text: string,
  mentioned: readonly PersonId[] = [],
) => {
  const id = context.newId<ReplyId>()
  return decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const decided = decide(actor, material, commentId, { id, text })
    if (isRefused(decided) || mentioned.length === 0) return decided
    const comment = material.comments.get(commentId)
    const mentions = comment ? await mentionsOf(context, mentioned, comment, material) : refused('comment-not-found')
    return isRefused(mentions) ? mentions : decide(actor, material, commentId, { id, text, mentions })
  })
}
