import type { DeliveryId } from '../ids.ts'
import { unsettledComments, type Material, type MaterialVersion } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import type { Decided } from './decided.ts'

/** Whether the material may be locked now; asked before the gate closes and again before the event is appended. */
export function mayLock(actor: Actor, material: Material): true | Refused {
  const allowed = mayAct(actor, 'lock', material)
  if (isRefused(allowed)) return allowed
  const unsettled = unsettledComments(material).length
  return unsettled === 0 || refused('comments-unsettled', { unsettled })
}

export function lockMaterial(
  actor: Actor,
  material: Material,
  version: Omit<MaterialVersion, 'lockedAt' | 'lockedBy'>,
  deliveries: readonly { readonly id: DeliveryId; readonly target: string }[],
): Decided {
  const allowed = mayLock(actor, material)
  return isRefused(allowed) ? allowed : [{ type: 'material-locked', version, deliveries }]
}
