import {
  isRefused,
  mayAct,
  materialShownTo,
  refused,
  type Actor,
  type MaterialId,
  type PrintFinding,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { draftVersion } from './draftVersion.ts'

/**
 * What the printed version could not show if the material were locked now, with the places: asked
 * before a lock, while the text can still be mended. Comments hidden from the actor are not in it.
 */
export async function checkPrinting(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
): Promise<readonly PrintFinding[] | Refused> {
  const loaded = await context.materials.load(materialId)
  if (!loaded) return refused('not-found')
  const allowed = mayAct(actor, 'read', loaded.material)
  if (isRefused(allowed)) return allowed
  if (loaded.material.state === 'locked') return []
  const draft = await draftVersion(context, actor, materialShownTo(actor, loaded.material))
  return isRefused(draft) ? draft : context.findUnshowable(draft)
}
