import { EqualityFilter, OrFilter } from 'ldapts'
import type { Person, PersonId, Unit } from '@glosa/domain/model'
import { attributesOf, loginAttributes } from '../directory/attributeMap.ts'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { findNamedGroup, groupBases, groupsByMember, groupsOf, searchGroups } from '../directory/groups.ts'
import { isEnded, passwordMark } from './accountState.ts'
import { idFilter } from './entryId.ts'
import { personFilter } from './personFilter.ts'
import { personAttributes, personOf } from './personOf.ts'
import { groupKeys, isUnitGroup, namedGroupKey, unitOf, unitOfStanding, type Standing } from './unitGroups.ts'

/** A person entry before their password is known to be right. */
export type FoundEntry =
  | { readonly type: 'one'; readonly entry: DirectoryEntry }
  | { readonly type: 'none' }
  /** Two entries have this login: nobody is signed in by it. */
  | { readonly type: 'ambiguous'; readonly dns: readonly string[] }

/** Looks for the one entry with this login below the base of people. The login is never read as a filter. */
export async function findEntryByLogin(client: DirectoryClient, login: string): Promise<FoundEntry> {
  const { config } = client
  const hasLogin = loginAttributes(attributesOf(config)).map(
    (attribute) => new EqualityFilter({ attribute, value: login }),
  )
  const entries = await client.search({
    base: config.peopleBase,
    scope: 'sub',
    filter: personFilter(config, new OrFilter({ filters: hasLogin })),
    attributes: personAttributes(config),
  })
  const [entry, second] = entries
  if (entry === undefined) return { type: 'none' }
  return second === undefined ? { type: 'one', entry } : { type: 'ambiguous', dns: entries.map(({ dn }) => dn) }
}

/** The entry of a person, wherever below the base of people it lies now; `null` when it is not there any more. */
export async function findEntryById(client: DirectoryClient, personId: PersonId): Promise<DirectoryEntry | null> {
  const { config } = client
  const isOne = idFilter(personId, config)
  if (isOne === null) return null
  const [entry] = await client.search({
    base: config.peopleBase,
    scope: 'sub',
    filter: personFilter(config, isOne),
    attributes: personAttributes(config),
  })
  return entry ?? null
}

export interface FoundPerson {
  readonly person: Person
  readonly unit: Unit | null
  /** When the password was set, as the directory writes it; for comparing only. */
  readonly passwordMark: string | null
}

/**
 * The person of an entry, with unit and roles as the directory has them now.
 * @returns `null` when the account was ended or the entry lacks a stable id or a login
 */
export async function describePerson(
  client: DirectoryClient,
  entry: DirectoryEntry,
  now: number,
): Promise<FoundPerson | null> {
  const { config } = client
  if (isEnded(entry, config, now)) return null
  const groups = await groupsOf(client, entry.dn)
  const standing = await standingOf(client, entry, groups)
  const unit = unitOfStanding(standing)
  const keys = new Set(groups.flatMap((group) => groupKeys(group, config)))
  const person = personOf(entry, unit, keys, standing.led.length > 0, config)
  return person && { person, unit, passwordMark: passwordMark(entry, config) }
}

/** The person with this login, unless there is none, more than one, or the account was ended. */
export async function findPersonByLogin(
  client: DirectoryClient,
  login: string,
  now: number,
): Promise<FoundPerson | null> {
  const found = await findEntryByLogin(client, login)
  return found.type === 'one' ? describePerson(client, found.entry, now) : null
}

/** @param groups every group of the person, also through others */
export async function standingOf(
  client: DirectoryClient,
  entry: DirectoryEntry,
  groups: readonly DirectoryEntry[],
): Promise<Standing> {
  const { config } = client
  const unitsIn = (some: readonly DirectoryEntry[]) =>
    some.filter((group) => isUnitGroup(group, config)).flatMap((group) => unitOf(group, config) ?? [])
  const named = async (attribute: string | null) =>
    attribute === null ? [] : unitsIn(await searchGroups(client, new EqualityFilter({ attribute, value: entry.dn })))
  const { unitHead, unitDeputy } = attributesOf(config)
  return {
    direct: unitsIn(await groupsByMember(client, entry.dn, groupBases(client), 1)),
    led: [...(await named(unitHead)), ...(await configuredUnits(client, groups, 'heads'))],
    deputised: [...(await named(unitDeputy)), ...(await configuredUnits(client, groups, 'deputies'))],
    around: unitsIn(groups),
  }
}

/** Units whose configured group of heads or deputies is among the person's groups. */
async function configuredUnits(
  client: DirectoryClient,
  groups: readonly DirectoryEntry[],
  by: 'heads' | 'deputies',
): Promise<readonly Unit[]> {
  const { config } = client
  const keys = new Set(groups.flatMap((group) => groupKeys(group, config)))
  const units: Unit[] = []
  for (const unitGroup of config.unitGroups ?? []) {
    const leaders = unitGroup[by]
    if (leaders === undefined || !keys.has(namedGroupKey(leaders))) continue
    const group = await findNamedGroup(client, unitGroup.group)
    const unit = group && unitOf(group, config)
    if (unit) units.push(unit)
  }
  return units
}
