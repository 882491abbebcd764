import { returnSettlements as decide, stampOf, type Actor, type CommentId, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** The sponsor sends prepared settlements back to the drafter. */
export const returnSettlements = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentIds: readonly CommentId[],
  reason: string,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, commentIds, reason))
