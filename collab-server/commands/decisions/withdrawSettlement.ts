import { withdrawSettlement as decide, stampOf, type Actor, type CommentId, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Takes a settlement back before the lock. */
export const withdrawSettlement = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, commentId))
