import { withdrawDispute as decide, stampOf, type Actor, type DisputeId, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** The body that insisted gives in. */
export const withdrawDispute = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  disputeId: DisputeId,
  reason: string | null,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, disputeId, reason))
