import type { Material } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused } from '../refusals.ts'
import type { SignedCopy } from '../seals.ts'
import { sealOf, versionOf } from '../versionSeals.ts'
import type { Decided } from './decided.ts'

/** Asks for the office's seal on a locked version; a worker makes it. Asking again changes nothing. */
export function orderSeal(actor: Actor, material: Material, number: number): Decided {
  const allowed = mayAct(actor, 'order-seal', material)
  if (isRefused(allowed)) return allowed
  const version = versionOf(material, number)
  if (isRefused(version)) return version
  if (version.sealOrder) return []
  return sealOf(version) ? refused('version-already-sealed') : [{ type: 'seal-ordered', version: number }]
}

/** Keeps a copy that was signed outside; the command has checked it against the version. The same copy twice is one. */
export function addSignedCopy(actor: Actor, material: Material, number: number, copy: SignedCopy): Decided {
  const allowed = mayAct(actor, 'add-signed-copy', material)
  if (isRefused(allowed)) return allowed
  const version = versionOf(material, number)
  if (isRefused(version)) return version
  const isThere = version.signedCopies?.some(({ blob }) => blob === copy.blob) ?? false
  return isThere ? [] : [{ type: 'signed-copy-added', version: number, copy }]
}
