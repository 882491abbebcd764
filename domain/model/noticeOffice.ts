import type { PersonId, SessionId, UnitId } from './ids.ts'
import type { SettlementRelease } from './officeSettings.ts'
import { headshipOf, type Actor, type Person, type Unit } from './people.ts'
import { isInForce, stoodForBy, type Substitution } from './substitutions.ts'
import type { Instant } from './time.ts'

/** The office at one moment, as those see it who decide whom to tell. */
export interface NoticeOffice {
  /** When prepared settlements are shown, by the office's settings. */
  readonly release: SettlementRelease
  person(id: PersonId): Person | null
  /** Everybody the directory counts to the unit. */
  membersOf(unitId: UnitId): readonly PersonId[]
  /** The heads of the unit and whoever stands in for them now. */
  headsOf(unitId: UnitId): readonly PersonId[]
  /** The person and whoever stands in for them now. */
  withDeputies(personId: PersonId): readonly PersonId[]
  withRole(role: Person['roles'][number]): readonly PersonId[]
  /** The person as one who reads, with the rights of now; `null` for somebody the directory no longer knows. */
  readerOf(id: PersonId): Actor | null
}

/** No session: this actor is only ever asked what they may see. */
const noSession = '' as SessionId

export function noticeOfficeOf(
  directory: { readonly people: readonly Person[]; readonly units: readonly Unit[] },
  substitutions: readonly Substitution[],
  release: SettlementRelease,
  now: Instant,
): NoticeOffice {
  const { people, units } = directory
  const byId = new Map(people.map((person) => [person.id, person]))
  const unitNames = new Map(units.map(({ id, name }) => [id, name]))
  const inForce = substitutions.filter((each) => isInForce(each, now))

  const readerOf = (id: PersonId): Actor | null => {
    const person = byId.get(id)
    if (!person) return null
    const { displayName, unitId, roles } = person
    const unitName = unitId === null ? null : (unitNames.get(unitId) ?? null)
    const standsFor = stoodForBy(id, inForce, byId, now)
    const actor = { personId: id, sessionId: noSession, displayName, unitId, unitName, roles }
    return standsFor.length > 0 ? { ...actor, standsFor } : actor
  }
  const membersOf = (unitId: UnitId) => people.filter((person) => person.unitId === unitId).map(({ id }) => id)
  const leads = (id: PersonId, unitId: UnitId): boolean => {
    const reader = readerOf(id)
    return reader !== null && headshipOf(reader, unitId) !== null
  }
  return {
    release,
    person: (id) => byId.get(id) ?? null,
    membersOf,
    headsOf: (unitId) =>
      [...new Set([...membersOf(unitId), ...inForce.map(({ deputy }) => deputy.personId)])].filter((id) =>
        leads(id, unitId),
      ),
    withDeputies: (personId) => [
      personId,
      ...inForce.filter(({ absent }) => absent.personId === personId).map(({ deputy }) => deputy.personId),
    ],
    withRole: (role) => people.filter(({ roles }) => roles.includes(role)).map(({ id }) => id),
    readerOf,
  }
}
