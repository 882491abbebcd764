import type { DeliveryId } from '../ids.ts'
import type { Material } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused } from '../refusals.ts'
import type { Decided } from './decided.ts'

/** A records manager sends a rejected delivery again. */
export function requeueDelivery(actor: Actor, material: Material, deliveryId: DeliveryId): Decided {
  const allowed = mayAct(actor, 'retry-delivery', material)
  if (isRefused(allowed)) return allowed
  const delivery = material.deliveries.find(({ id }) => id === deliveryId)
  if (!delivery) return refused('delivery-not-found')
  return delivery.state === 'rejected' ? [{ type: 'delivery-requeued', deliveryId }] : refused('delivery-not-rejected')
}
