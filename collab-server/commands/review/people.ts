import type { Person, PersonId, PersonStamp, Unit, UnitId } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'

/** The office's people and units as the directory knows them now. */
export interface OfficePeople {
  person(id: PersonId): Person | null
  unit(id: UnitId): Unit | null
  /** `null` for somebody whom the directory does not know. */
  stamp(id: PersonId): PersonStamp | null
}

/** Reads the directory once, for a command that names people or units. */
export async function officePeople(context: {
  readonly projections: Pick<CommandContext['projections'], 'directory'>
}): Promise<OfficePeople> {
  const { people, units } = await context.projections.directory()
  const person = (id: PersonId) => people.find((each) => each.id === id) ?? null
  const unit = (id: UnitId) => units.find((each) => each.id === id) ?? null
  return {
    person,
    unit,
    stamp(id) {
      const found = person(id)
      if (!found) return null
      const { displayName, unitId } = found
      return { personId: found.id, displayName, unitId, unitName: (unitId && unit(unitId)?.name) ?? null }
    },
  }
}
