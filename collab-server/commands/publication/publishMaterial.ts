import {
  isRefused,
  mayAct,
  planPublication as decidePlan,
  publishMaterial as decidePublish,
  recordReferenceOf,
  refused,
  sealOf,
  stampOf,
  versionOf,
  withdrawPublication as decideWithdraw,
  type Actor,
  type CopyPlan,
  type Material,
  type MaterialId,
  type PublicationPlan,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend, type Done } from '../decideAndAppend.ts'
import { frozenVersionOf } from '../meetings/frozenVersions.ts'
import { keepPublicCopy, makePublicCopy } from './makePublicCopy.ts'
import type { CopySource, PublicCopies } from './publicCopies.ts'

/** Keeps a plan for later. */
export const planPublication = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  plan: PublicationPlan,
): Promise<Done | Refused> =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decidePlan(actor, material, plan))

/** The copy as it would be published, for looking at it before. */
export async function previewPublicCopy(
  context: CommandContext,
  copies: PublicCopies,
  actor: Actor,
  materialId: MaterialId,
  plan: PublicationPlan,
): Promise<{ readonly material: Material; readonly pdf: Uint8Array } | Refused> {
  const material = await plannable(context, actor, materialId, plan)
  if (isRefused(material)) return material
  if (!plan.copy) return refused('version-not-found')
  const source = await sourceOf(context, material, plan.title, plan.copy)
  if (isRefused(source)) return source
  const made = await makePublicCopy({ blobs: context.blobs, copies }, source)
  return isRefused(made) ? made : { material, pdf: made.pdf }
}

/** Publishes by a plan: prints and checks the copy first, then shows it to everybody. */
export async function publishMaterial(
  context: CommandContext,
  copies: PublicCopies,
  actor: Actor,
  materialId: MaterialId,
  plan: PublicationPlan,
): Promise<Done | Refused> {
  const material = await plannable(context, actor, materialId, plan)
  if (isRefused(material)) return material
  const copy = plan.copy ? await copyOf(context, copies, material, plan.title, plan.copy) : null
  if (isRefused(copy)) return copy
  return decideAndAppend(context, stampOf(actor), materialId, (latest) => decidePublish(actor, latest, plan, copy))
}

/** Takes a material off the public pages. */
export const withdrawPublication = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  reason: string,
): Promise<Done | Refused> =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decideWithdraw(actor, material, reason))

/** Refuses before anything is printed. */
async function plannable(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  plan: PublicationPlan,
): Promise<Material | Refused> {
  const material = (await context.materials.load(materialId))?.material
  if (!material) return refused('not-found')
  const readable = mayAct(actor, 'read', material)
  if (isRefused(readable)) return readable
  const decided = decidePlan(actor, material, plan)
  return isRefused(decided) ? decided : material
}

async function copyOf(
  context: CommandContext,
  copies: PublicCopies,
  material: Material,
  title: string,
  plan: CopyPlan,
) {
  const source = await sourceOf(context, material, title, plan)
  if (isRefused(source)) return source
  const made = await makePublicCopy({ blobs: context.blobs, copies }, source)
  return isRefused(made) ? made : keepPublicCopy({ blobs: context.blobs, copies }, source, made)
}

async function sourceOf(
  context: CommandContext,
  material: Material,
  title: string,
  plan: CopyPlan,
): Promise<CopySource | Refused> {
  const version = versionOf(material, plan.version)
  if (isRefused(version)) return version
  const frozen = await frozenVersionOf(context, version)
  if (!frozen) return refused('version-not-found')
  const reference = recordReferenceOf(material.deliveries, plan.version)
  const recordNumber = sealOf(version)?.recordNumber ?? reference?.referenceNumber ?? material.documentReference
  return { frozen, plan, title, recordNumber }
}
