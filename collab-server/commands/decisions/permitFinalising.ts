import {
  permitFinalising as decide,
  stampOf,
  type Actor,
  type DisputeId,
  type DisputeRuling,
  type MaterialId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** The top level lets the material be finalised although disputes last. */
export const permitFinalising = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  disputeIds: readonly DisputeId[],
  wish: Omit<DisputeRuling, 'ruling'>,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, disputeIds, wish))
