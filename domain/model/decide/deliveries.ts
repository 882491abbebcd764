import { deliveryActs, type DeliveryAct, type Receipt, type RecordsDelivery } from '../delivery.ts'
import type { DeliveryId } from '../ids.ts'
import type { Material } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import type { Decided } from './decided.ts'

function deliveryFor(actor: Actor, material: Material, deliveryId: DeliveryId): RecordsDelivery | Refused {
  const allowed = mayAct(actor, 'retry-delivery', material)
  if (isRefused(allowed)) return allowed
  return material.deliveries.find(({ id }) => id === deliveryId) ?? refused('delivery-not-found')
}

const allows = ({ state }: RecordsDelivery, act: DeliveryAct): boolean => deliveryActs[state].includes(act)

/**
 * A records manager sends a delivery again that was refused, was given up, or of which they found
 * out that it never arrived. What was registered stays so, and no adapter creates a second record.
 */
export function requeueDelivery(actor: Actor, material: Material, deliveryId: DeliveryId): Decided {
  const delivery = deliveryFor(actor, material, deliveryId)
  if (isRefused(delivery)) return delivery
  return allows(delivery, 'requeue') ? [{ type: 'delivery-requeued', deliveryId }] : refused('delivery-not-rejected')
}

/** Asks or tries again at once, without waiting for the next attempt. */
export function hurryDelivery(actor: Actor, material: Material, deliveryId: DeliveryId): Decided {
  const delivery = deliveryFor(actor, material, deliveryId)
  if (isRefused(delivery)) return delivery
  return allows(delivery, 'hurry') ? [{ type: 'delivery-hurried', deliveryId }] : refused('delivery-not-open')
}

/** Decides that a version will not go to a records system; the reason stays in the history. */
export function giveUpDelivery(actor: Actor, material: Material, deliveryId: DeliveryId, reason: string): Decided {
  const delivery = deliveryFor(actor, material, deliveryId)
  if (isRefused(delivery)) return delivery
  if (!allows(delivery, 'give-up')) return refused('delivery-not-open')
  return reason.trim() ? [{ type: 'delivery-given-up', deliveryId, reason: reason.trim() }] : refused('reason-required')
}

/** Writes down that a version came to the records system by other means, with the proof. */
export function markDelivered(
  actor: Actor,
  material: Material,
  deliveryId: DeliveryId,
  receipt: Receipt,
  reason: string,
): Decided {
  const delivery = deliveryFor(actor, material, deliveryId)
  if (isRefused(delivery)) return delivery
  if (!allows(delivery, 'mark-delivered')) return refused('delivery-not-open')
  if (!reason.trim()) return refused('reason-required')
  return [{ type: 'delivery-marked-delivered', deliveryId, receipt, reason: reason.trim() }]
}

/**
 * Explains why the records system rightly has other bytes than those sent (it converted the format
 * or added a clause). From then on its bytes are expected. Bytes that are missing cannot be explained.
 */
export function explainFixity(actor: Actor, material: Material, deliveryId: DeliveryId, reason: string): Decided {
  const delivery = deliveryFor(actor, material, deliveryId)
  if (isRefused(delivery)) return delivery
  if (!delivery.fixity) return []
  if (!reason.trim()) return refused('reason-required')
  const files: { name: string; sha256: NonNullable<(typeof delivery.fixity.findings)[number]['found']> }[] = []
  for (const { name, found } of delivery.fixity.findings) {
    if (found === null || delivery.fixity.place === 'storage') return refused('delivery-bytes-missing', { file: name })
    files.push({ name, sha256: found })
  }
  return [{ type: 'delivery-fixity-explained', deliveryId, reason: reason.trim(), files }]
}
