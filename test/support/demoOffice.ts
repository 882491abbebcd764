import { randomBytes } from 'node:crypto'
import { demoPeople, demoUnits } from '@glosa/auth/demo'
import { opaqueIdFrom, type Instant, type Material, type PersonId, type UnitId } from '@glosa/domain/model'
import { createMeetings } from '../../collab-server/commands/meetings/meetings.ts'
import { createSubstitutions } from '../../collab-server/commands/review/substitutions.ts'
import { seedDemo } from '../../collab-server/demo/seedDemo.ts'
import { openCommandOffice } from './commandOffice.ts'

const id = <T extends string>(kind: string, word: string) => `${kind}:${word}` as T

/** The demo office as it is at its first start at a time; `close` it. */
export async function openDemoOffice(now: Instant) {
  const { context, storage, close } = await openCommandOffice()
  await storage.projections.putDirectory(
    demoPeople.map(({ login, displayName, unitMark, roles }) => ({
      id: id<PersonId>('person', login),
      login,
      displayName,
      email: null,
      unitId: unitMark === null ? null : id<UnitId>('unit', unitMark),
      roles,
    })),
    demoUnits.map(({ mark, name }) => ({ id: id<UnitId>('unit', mark), name, mark })),
  )
  const { officeLog, projections, materialLog } = storage
  const meetingsAt = (then: () => Instant) => createMeetings({ officeLog, now: then }, () => undefined)
  const office = { ...context, now: () => now, meetings: meetingsAt(() => now) }
  const substitutions = createSubstitutions(
    { officeLog, projections, now: () => now, newId: () => opaqueIdFrom(randomBytes(64)) },
    () => undefined,
  )
  const count = await seedDemo(office, meetingsAt, substitutions)
  const materials: Material[] = []
  for (const materialId of await materialLog.materialIds()) {
    const loaded = await office.materials.load(materialId)
    if (loaded) materials.push(loaded.material)
  }
  return { office, storage, count, materials, close }
}
