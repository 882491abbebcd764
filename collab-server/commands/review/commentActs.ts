import {
  decideLateComment as decideLate,
  editComment as decideEdit,
  isRefused,
  linkComments as decideLink,
  stampOf,
  unlinkComment as decideUnlink,
  withdrawComment as decideWithdraw,
  type Actor,
  type CommentContent,
  type CommentId,
  type MaterialEvent,
  type MaterialId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Words a private note or a draft of the unit anew. */
export const editComment = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
  content: CommentContent,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decideEdit(actor, material, commentId, content))

/** Withdraws many comments in one act; all or nothing. */
export const withdrawComments = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentIds: readonly CommentId[],
) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => {
    const events: MaterialEvent[] = []
    for (const commentId of new Set(commentIds)) {
      const decided = decideWithdraw(actor, material, commentId)
      if (isRefused(decided)) return decided
      events.push(...decided)
    }
    return events
  })

/** Admits a comment that came after the deadline, or declines it. */
export const decideLateComment = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
  wish: { readonly admitted: boolean; readonly reason: string | null },
) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) =>
    decideLate(actor, material, commentId, wish.admitted, wish.reason),
  )

/** Links comments that say the same. */
export const linkComments = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
  duplicates: readonly CommentId[],
) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decideLink(actor, material, commentId, duplicates))

/** Lets a linked comment stand for itself again. */
export const unlinkComment = (context: CommandContext, actor: Actor, materialId: MaterialId, commentId: CommentId) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decideUnlink(actor, material, commentId))
