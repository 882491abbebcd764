import { escalateDispute as decide, stampOf, type Actor, type DisputeId, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Passes a dispute on to the next level. */
export const escalateDispute = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  disputeId: DisputeId,
  reason: string,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, disputeId, reason))
