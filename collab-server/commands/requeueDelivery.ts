import { requeueDelivery as decide, stampOf, type Actor, type DeliveryId, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Queues a rejected delivery again. */
export const requeueDelivery = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  deliveryId: DeliveryId,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, deliveryId))
