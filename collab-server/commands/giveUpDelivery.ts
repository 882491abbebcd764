import { giveUpDelivery as decide, stampOf, type Actor, type DeliveryId, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Decides that a version will not go to a records system. */
export const giveUpDelivery = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  deliveryId: DeliveryId,
  reason: string,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, deliveryId, reason))
