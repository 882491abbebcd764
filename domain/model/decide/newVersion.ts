import type { Material, Part } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused } from '../refusals.ts'
import type { Decided } from './decided.ts'

/**
 * Takes a locked material up again as its next version. The locked one stays as it is for ever:
 * its texts, comments, approvals and signatures; work goes on in new texts that begin as its copies.
 * @param parts the parts of the locked version with new bodies
 */
export function startNewVersion(
  actor: Actor,
  material: Material,
  wish: { readonly reason: string; readonly tabled: boolean; readonly parts: readonly Part[] },
): Decided {
  const allowed = mayAct(actor, 'start-version', material)
  if (isRefused(allowed)) return allowed
  if (!wish.reason.trim()) return refused('reason-required')
  const { reason, tabled, parts } = wish
  return [{ type: 'version-started', number: material.versions.length + 1, reason, tabled, parts }]
}
