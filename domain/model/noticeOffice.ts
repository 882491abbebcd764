import type { PersonId, SessionId, UnitId } from './ids.ts'
import type { Actor, Person, Unit } from './people.ts'

/** The office as those see it who decide whom to tell. */
export interface NoticeOffice {
  person(id: PersonId): Person | null
  /** Everybody the directory counts to the unit. */
  membersOf(unitId: UnitId): readonly PersonId[]
  /** The heads of the unit and whoever stands in for them now. */
  headsOf(unitId: UnitId): readonly PersonId[]
  withRole(role: Person['roles'][number]): readonly PersonId[]
  /** The person as one who reads, with the rights of now; `null` for somebody the directory no longer knows. */
  readerOf(id: PersonId): Actor | null
}

/** No session: this actor is only ever asked what they may see. */
const noSession = '' as SessionId

/**
 * @param substitutesOf who stands in now for this person, beyond the deputies that the directory names
 */
export function noticeOfficeOf(
  people: readonly Person[],
  units: readonly Unit[],
  substitutesOf: (head: PersonId) => readonly PersonId[] = () => [],
): NoticeOffice {
  const byId = new Map(people.map((person) => [person.id, person]))
  const unitById = new Map(units.map((unit) => [unit.id, unit]))
  const members = new Map<UnitId, PersonId[]>()
  for (const { id, unitId } of people) {
    if (unitId === null) continue
    const list = members.get(unitId)
    if (list) list.push(id)
    else members.set(unitId, [id])
  }
  return {
    person: (id) => byId.get(id) ?? null,
    membersOf: (unitId) => members.get(unitId) ?? [],
    headsOf(unitId) {
      const unit = unitById.get(unitId)
      const heads =
        unit?.headIds ?? (members.get(unitId) ?? []).filter((id) => byId.get(id)?.roles.includes('unit-head'))
      return [...new Set([...heads, ...heads.flatMap((head) => substitutesOf(head))])]
    },
    withRole: (role) => people.filter(({ roles }) => roles.includes(role)).map(({ id }) => id),
    readerOf(id) {
      const person = byId.get(id)
      if (!person) return null
      const unit = person.unitId === null ? undefined : unitById.get(person.unitId)
      return {
        personId: person.id,
        sessionId: noSession,
        displayName: person.displayName,
        unitId: person.unitId,
        unitName: unit?.name ?? null,
        roles: person.roles,
      }
    },
  }
}
