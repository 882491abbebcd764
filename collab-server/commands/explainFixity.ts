import { explainFixity as decide, stampOf, type Actor, type DeliveryId, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Says why the records system rightly has other bytes than those delivered. */
export const explainFixity = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  deliveryId: DeliveryId,
  reason: string,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, deliveryId, reason))
