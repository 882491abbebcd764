import { flagMaterial as decide, stampOf, type Actor, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Says what the material touches; conditions of approval routes ask for it. */
export async function flagMaterial(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  flags: readonly string[],
) {
  const { settings } = await context.settings.read()
  const known = settings.codeLists['material-flags'].map(({ code }) => code)
  return decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, flags, known))
}
