import {
  applyRecord,
  emptyMaterial,
  isRefused,
  materialCardOf,
  refused,
  type Decided,
  type Material,
  type MaterialId,
  type MaterialRecord,
  type PersonStamp,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { hashRecord } from './hashRecord.ts'

const tries = 5

/** What a command comes to: the material after it. */
export interface Done {
  readonly material: Material
}

/**
 * load → decide → append → announce. When somebody else was faster the decision is made again on
 * the new state. No events means that there was nothing to do: done, nothing appended.
 * @param decide pure, or at most reading; may run several times
 * @throws on an outage of the storage
 */
export function decideAndAppend(
  context: CommandContext,
  by: PersonStamp,
  materialId: MaterialId,
  decide: (material: Material) => Decided | Promise<Decided>,
): Promise<Done | Refused> {
  return context.materials.oneAtATime(materialId, () => decideAndAppendNow(context, by, materialId, decide))
}

/** The same for a caller that already has its turn (`Materials.oneAtATime`). */
export async function decideAndAppendNow(
  context: CommandContext,
  by: PersonStamp,
  materialId: MaterialId,
  decide: (material: Material) => Decided | Promise<Decided>,
): Promise<Done | Refused> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const loaded = await context.materials.load(materialId)
    if (!loaded) return refused('not-found')
    const events = await decide(loaded.material)
    if (isRefused(events)) return events
    if (events.length === 0) return { material: loaded.material }
    const record = hashRecord({
      materialId,
      sequence: loaded.material.sequence + 1,
      at: context.now(),
      by,
      events,
      previous: loaded.lastHash,
    })
    if ((await context.materialLog.append(record)) === 'sequence-taken') continue
    return { material: await afterAppend(context, record, loaded.material) }
  }
  return refused('conflict')
}

/** Appends the first record of a new material. */
export async function appendFirst(
  context: CommandContext,
  by: PersonStamp,
  materialId: MaterialId,
  events: Exclude<Decided, Refused>,
): Promise<Done | Refused> {
  const record = hashRecord({ materialId, sequence: 1, at: context.now(), by, events, previous: null })
  if ((await context.materialLog.append(record)) === 'sequence-taken') return refused('conflict')
  return { material: await afterAppend(context, record, emptyMaterial(materialId)) }
}

async function afterAppend(context: CommandContext, record: MaterialRecord, before: Material): Promise<Material> {
  context.materials.appended(record)
  const material = applyRecord(before, record)
  context.announcer.announce(record, material, before)
  try {
    await context.projections.putCard(materialCardOf(material, record.at))
  } catch (error) {
    // The event is durable and announced: the list follows by the repairing worker.
    context.projectionFailed(record.materialId, error)
  }
  return material
}
