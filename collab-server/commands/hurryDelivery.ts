import { hurryDelivery as decide, stampOf, type Actor, type DeliveryId, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Has the next attempt of a delivery made at once. */
export const hurryDelivery = (context: CommandContext, actor: Actor, materialId: MaterialId, deliveryId: DeliveryId) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, deliveryId))
