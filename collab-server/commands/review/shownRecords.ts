import {
  applyRecord,
  emptyMaterial,
  isRevealing,
  recordShownTo,
  type Actor,
  type Material,
  type MaterialRecord,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'

/**
 * The history of a material after a sequence number as the actor may see it now. Where a record
 * revealed comments, they are as they were then: what came later follows by its own events.
 */
export async function shownRecords(
  context: Pick<CommandContext, 'materialLog'>,
  actor: Actor,
  material: Material,
  after: number,
): Promise<readonly Pick<MaterialRecord, 'sequence' | 'at' | 'by' | 'events'>[]> {
  const records = await context.materialLog.read(material.id, after)
  if (!records.some(isRevealing)) return records.flatMap((record) => recordShownTo(actor, record, material) ?? [])
  const earlier = after === 0 ? [] : await context.materialLog.read(material.id)
  let before = emptyMaterial(material.id)
  for (const record of earlier) if (record.sequence <= after) before = applyRecord(before, record)
  return records.flatMap((record) => {
    const then = applyRecord(before, record)
    const shown = recordShownTo(actor, record, material, { before, after: then })
    before = then
    return shown ?? []
  })
}
