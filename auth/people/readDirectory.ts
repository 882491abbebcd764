import type { DirectoryFinding, Person, PersonId, Role, Unit } from '@glosa/domain/model'
import { attributesOf, loginAttributes } from '../directory/attributeMap.ts'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { dnKey, dnKeyOrNull } from '../directory/dn.ts'
import { isEnded } from './accountState.ts'
import { entryId } from './entryId.ts'
import { groupFindings, unknownMembers } from './findings.ts'
import { MembershipGraph, readGroups, type GroupWithMembers } from './membershipGraph.ts'
import { personFilter } from './personFilter.ts'
import { personAttributes, personOf } from './personOf.ts'
import { groupKeys, isUnitGroup, namedGroupKey, unitOf, unitOfStanding } from './unitGroups.ts'

/** A group that gives a role, as the configuration names it and as the directory has it. */
export interface RoleGroup {
  readonly role: Role
  readonly named: string
  /** `null` when there is no such group. */
  readonly found: { readonly id: string | null; readonly dn: string; readonly name: string } | null
  /** How many people have the role through it. */
  readonly people: number
}

/** A group that is a unit. */
export interface UnitInDirectory {
  readonly unit: Unit
  readonly dn: string
  /** How many people have this as their unit. */
  readonly people: number
}

export interface DirectoryContent {
  readonly people: readonly Person[]
  readonly units: readonly Unit[]
  readonly findings: readonly DirectoryFinding[]
  readonly roleGroups: readonly RoleGroup[]
  readonly unitsInDirectory: readonly UnitInDirectory[]
  /** Keys of all groups, to notice that one is gone. */
  readonly groupKeys: ReadonlySet<string>
}

/**
 * Everybody and every unit, in three paged searches; ended accounts are left out. Somebody whose
 * login another entry has too is left out as well, since neither can sign in. What does not fit
 * is a finding, never an error.
 * @throws DirectoryUnavailable when no server answers
 */
export async function readDirectory(client: DirectoryClient, now: number): Promise<DirectoryContent> {
  const { config } = client
  const entries = await client.search({
    base: config.peopleBase,
    scope: 'sub',
    filter: personFilter(config),
    attributes: personAttributes(config),
  })
  const groups = await readGroups(client)
  const findings = [
    ...groupFindings(groups, config),
    ...(await unknownMembers(client, groups, new Set(entries.map(({ dn }) => dnKey(dn))))),
  ]
  const placed = new Placing(config, groups)
  const seats: Seat[] = []
  for (const entry of entries) {
    if (isEnded(entry, config, now)) continue
    const seat = placed.seatOf(entry)
    if (seat.directUnits > 1) findings.push({ code: 'several-units', subject: entry.dn })
    if (seat.person === null) findings.push({ code: 'person-without-id', subject: entry.dn })
    else seats.push(seat)
  }
  const twice = loginsUsedTwice(seats, config)
  for (const seat of twice) findings.push({ code: 'login-used-twice', subject: seat.entry.dn })
  const counted = seats.filter((seat) => !twice.has(seat))
  const people = counted.flatMap(({ person }) => person ?? [])
  const units = placed.unitsWithLeaders(counted)
  return {
    people,
    units,
    findings,
    roleGroups: roleGroupsOf(groups, counted, config),
    unitsInDirectory: [...placed.units].map(([key, { id }]) => ({
      unit: units.find((unit) => unit.id === id) ?? { id, name: '', mark: '' },
      dn: groups.get(key)?.entry.dn ?? '',
      people: people.filter(({ unitId }) => unitId === id).length,
    })),
    groupKeys: new Set([...groups.values()].map(({ entry }) => entryId(entry, config) ?? dnKey(entry.dn))),
  }
}

/** Where an entry stands among groups and units. */
interface Seat {
  readonly entry: DirectoryEntry
  readonly person: Person | null
  readonly directUnits: number
  /** Keys by which a configuration can name the groups around the person. */
  readonly groupKeys: ReadonlySet<string>
  readonly led: readonly Unit[]
  readonly deputised: readonly Unit[]
}

/** Gives everybody their place, from one reading of all groups. */
class Placing {
  readonly #config: DirectoryConfig
  readonly #groups: ReadonlyMap<string, GroupWithMembers>
  readonly #graph: MembershipGraph
  /** Units by the key of their group. */
  readonly units = new Map<string, Unit>()

  constructor(config: DirectoryConfig, groups: ReadonlyMap<string, GroupWithMembers>) {
    this.#config = config
    this.#groups = groups
    this.#graph = new MembershipGraph(groups)
    for (const [key, { entry }] of groups) {
      const unit = isUnitGroup(entry, config) ? unitOf(entry, config) : null
      if (unit) this.units.set(key, unit)
    }
  }

  seatOf(entry: DirectoryEntry): Seat {
    const key = dnKey(entry.dn)
    const primary = entry.text('primaryGroupID')
    const around = this.#graph.closure([key, ...(primary === null ? [] : this.#graph.groupsWithRid(primary))])
    const inGroups = around.flatMap((each) => this.#groups.get(each)?.entry ?? [])
    const keys = new Set(inGroups.flatMap((group) => groupKeys(group, this.#config)))
    const { unitHead, unitDeputy } = attributesOf(this.#config)
    const led = this.#led(key, keys, unitHead, 'heads')
    const deputised = this.#led(key, keys, unitDeputy, 'deputies')
    const direct = this.#graph.parents(key).flatMap((each) => this.units.get(each) ?? [])
    const unit = unitOfStanding({
      direct,
      led,
      deputised,
      around: around.flatMap((each) => this.units.get(each) ?? []),
    })
    const person = personOf(entry, unit, inGroups, led.length > 0, this.#config)
    return { entry, person, directUnits: direct.length, groupKeys: keys, led, deputised }
  }

  /** The units with the people who lead them; left open when the directory says nothing about any unit. */
  unitsWithLeaders(seats: readonly Seat[]): readonly Unit[] {
    const leaders = (id: Unit['id'], led: (seat: Seat) => readonly Unit[]): readonly PersonId[] =>
      seats.flatMap((seat) => (seat.person && led(seat).some((unit) => unit.id === id) ? [seat.person.id] : []))
    return [...this.units.values()].map((unit) => {
      const headIds = leaders(unit.id, ({ led }) => led)
      const deputyIds = leaders(unit.id, ({ deputised }) => deputised)
      return {
        ...unit,
        ...(headIds.length > 0 ? { headIds } : {}),
        ...(deputyIds.length > 0 ? { deputyIds } : {}),
      }
    })
  }

  #led(person: string, around: ReadonlySet<string>, attribute: string | null, by: 'heads' | 'deputies'): Unit[] {
    return [...this.units].flatMap(([key, unit]) => {
      const group = this.#groups.get(key)?.entry
      if (!group) return []
      const byName = attribute !== null && group.texts(attribute).some((dn) => dnKeyOrNull(dn) === person)
      return byName || this.#leadersOf(group, by).some((named) => around.has(named)) ? [unit] : []
    })
  }

  #leadersOf(group: DirectoryEntry, by: 'heads' | 'deputies'): readonly string[] {
    const keys = groupKeys(group, this.#config)
    return (this.#config.unitGroups ?? []).flatMap((unitGroup) => {
      const leaders = unitGroup[by]
      return leaders !== undefined && keys.includes(namedGroupKey(unitGroup.group)) ? [namedGroupKey(leaders)] : []
    })
  }
}

/** Everybody who shares a login with somebody else, by any attribute that people sign in with. */
function loginsUsedTwice(seats: readonly Seat[], config: DirectoryConfig): ReadonlySet<Seat> {
  const byLogin = new Map<string, Set<Seat>>()
  for (const seat of seats) {
    for (const attribute of loginAttributes(attributesOf(config))) {
      for (const value of seat.entry.texts(attribute)) {
        const login = value.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ')
        byLogin.set(login, (byLogin.get(login) ?? new Set()).add(seat))
      }
    }
  }
  return new Set([...byLogin.values()].flatMap((sharing) => (sharing.size > 1 ? [...sharing] : [])))
}

function roleGroupsOf(
  groups: ReadonlyMap<string, GroupWithMembers>,
  seats: readonly Seat[],
  config: DirectoryConfig,
): readonly RoleGroup[] {
  const byKey = new Map(
    [...groups.values()].flatMap(({ entry }) => groupKeys(entry, config).map((key) => [key, entry] as const)),
  )
  return Object.entries(config.roleGroups).flatMap(([role, named]) =>
    (named ?? []).map((each): RoleGroup => {
      const key = namedGroupKey(each)
      const group = byKey.get(key)
      return {
        role: role as Role,
        named: each,
        found: group ? { id: entryId(group, config), dn: group.dn, name: group.text('cn') ?? group.dn } : null,
        people: seats.filter((seat) => seat.groupKeys.has(key)).length,
      }
    }),
  )
}
