import { materialCardOf, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'

/** Brings cards that fell behind their material up to date. @returns how many were behind */
export async function repairProjections(
  context: Pick<CommandContext, 'materials' | 'materialLog' | 'projections' | 'now'>,
): Promise<number> {
  const known = await context.projections.cardSequences()
  let repaired = 0
  for (const materialId of await context.materialLog.materialIds()) {
    const records = await context.materialLog.read(materialId, known.get(materialId) ?? 0)
    const last = records.at(-1)
    if (!last) continue
    const loaded = await context.materials.load(materialId as MaterialId)
    if (!loaded) continue
    await context.projections.putCard(materialCardOf(loaded.material, last.at))
    repaired++
  }
  return repaired
}
