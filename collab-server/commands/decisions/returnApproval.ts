import { returnApproval as decide, stampOf, type Actor, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Sends the text back to its drafter, with reasons. */
export const returnApproval = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  reason: string,
  stepId: string | null,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, stepId, reason))
