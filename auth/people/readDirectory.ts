import type { DirectoryFinding, Person, Role, Unit } from '@glosa/domain/model'
import { setImmediate as breathe } from 'node:timers/promises'
import { attributesOf, loginAttributes } from '../directory/attributeMap.ts'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import { dnKey } from '../directory/dn.ts'
import { isEnded } from './accountState.ts'
import { entryId } from './entryId.ts'
import { groupFindings, unknownMembers } from './findings.ts'
import { readGroups, type GroupWithMembers } from './membershipGraph.ts'
import { personFilter } from './personFilter.ts'
import { personAttributes } from './personOf.ts'
import { Placing, type Seat } from './placing.ts'
import { groupKeys, namedGroupKey } from './unitGroups.ts'

const peopleAtOnce = 100

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
  for (const [index, entry] of entries.entries()) {
    // A large office must not keep everybody's keystrokes waiting.
    if (index % peopleAtOnce === peopleAtOnce - 1) await breathe()
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
