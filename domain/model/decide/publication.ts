import type { Material } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import type { PublicationPlan, PublicCopy } from '../publication/publication.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import { versionOf } from '../versionSeals.ts'
import type { Decided } from './decided.ts'

/** Keeps how a material is to be published: preparing takes time, and more than one person. */
export function planPublication(actor: Actor, material: Material, plan: PublicationPlan): Decided {
  const allowed = checked(actor, material, plan)
  return isRefused(allowed) ? allowed : [{ type: 'publication-planned', plan }]
}

/**
 * Makes a material public, or shows something else of it from now on.
 * @param copy the files made by this plan; `null` when the plan has no copy
 */
export function publishMaterial(
  actor: Actor,
  material: Material,
  plan: PublicationPlan,
  copy: PublicCopy | null,
): Decided {
  const allowed = checked(actor, material, plan)
  if (isRefused(allowed)) return allowed
  return copy?.version === plan.copy?.version ? [{ type: 'material-published', plan, copy }] : refused('conflict')
}

/** Takes everything off the public pages again. */
export function withdrawPublication(actor: Actor, material: Material, reason: string): Decided {
  const allowed = mayAct(actor, 'withdraw-publication', material)
  if (isRefused(allowed)) return allowed
  if (!material.publication.published) return refused('not-published')
  return reason.trim() ? [{ type: 'publication-withdrawn', reason }] : refused('reason-required')
}

function checked(actor: Actor, material: Material, { copy }: PublicationPlan): true | Refused {
  const allowed = mayAct(actor, 'publish', material)
  if (isRefused(allowed) || !copy) return allowed
  const version = versionOf(material, copy.version)
  if (isRefused(version)) return version
  const bodies = new Set(version.parts.flatMap((part) => (part.bodyId !== null ? [part.partId] : [])))
  const files = new Set(version.parts.flatMap((part) => (part.bodyId === null ? [part.partId] : [])))
  const isKnown =
    copy.redactions.every(({ partId }) => bodies.has(partId)) &&
    copy.leftOut.every((partId) => bodies.has(partId)) &&
    copy.attached.every((partId) => files.has(partId)) &&
    copy.hiddenTitles.every((partId) => bodies.has(partId) || files.has(partId))
  return isKnown || refused('part-not-found')
}
