import {
  isRefused,
  standingApprovals,
  systemStamp,
  voidApprovals as decide,
  type Material,
  type MaterialId,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend, decideAndAppendNow } from '../decideAndAppend.ts'

/**
 * Compares the text with what was approved and voids approvals of another one. Asked some moments
 * after every change, and at the latest when anybody looks, approves or locks.
 * @returns the material after it, `null` when there is none
 */
export async function voidApprovals(context: CommandContext, materialId: MaterialId): Promise<Material | null> {
  const loaded = await context.materials.load(materialId)
  if (!loaded || !hasApprovals(loaded.material)) return loaded?.material ?? null
  const done = await decideAndAppend(context, systemStamp, materialId, (material) => voidedIn(context, material))
  return isRefused(done) ? loaded.material : done.material
}

/** The same for a caller that already has its turn of the material. */
export async function voidApprovalsNow(context: CommandContext, material: Material): Promise<Material | Refused> {
  if (!hasApprovals(material)) return material
  const done = await decideAndAppendNow(context, systemStamp, material.id, (now) => voidedIn(context, now))
  return isRefused(done) ? done : done.material
}

const hasApprovals = (material: Material): boolean =>
  material.state !== 'locked' && standingApprovals(material).length > 0

async function voidedIn(context: CommandContext, material: Material) {
  if (!hasApprovals(material)) return []
  const hash = await context.texts.hash(material)
  return isRefused(hash) ? hash : decide(material, hash)
}
