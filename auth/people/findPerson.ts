import { AndFilter, EqualityFilter } from 'ldapts'
import type { Person, Unit } from '@glosa/domain/model'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { groupsByMember, groupsOf } from '../directory/groups.ts'
import { isEnded } from './accountState.ts'
import { chosenUnit, isUnitGroup, personAttributes, personOf, unitOf } from './personOf.ts'

/** A person entry before their password is known to be right. */
export type FoundEntry =
  | { readonly type: 'one'; readonly entry: DirectoryEntry }
  | { readonly type: 'none' }
  /** Two entries have this login: nobody is signed in by it. */
  | { readonly type: 'ambiguous' }

/** Looks for the one entry with this login below the base of people. The login is never read as a filter. */
export async function findEntryByLogin(client: DirectoryClient, login: string): Promise<FoundEntry> {
  const { config } = client
  const attributes = attributesOf(config)
  const entries = await client.search({
    base: config.peopleBase,
    scope: 'sub',
    filter: new AndFilter({
      filters: [
        new EqualityFilter({ attribute: 'objectClass', value: attributes.personClass }),
        new EqualityFilter({ attribute: attributes.login, value: login }),
      ],
    }),
    attributes: personAttributes(config),
  })
  const [entry, second] = entries
  if (entry === undefined) return { type: 'none' }
  return second === undefined ? { type: 'one', entry } : { type: 'ambiguous' }
}

export interface FoundPerson {
  readonly person: Person
  readonly unit: Unit | null
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
  if (isEnded(entry, config.preset, now)) return null
  const groups = await groupsOf(client, entry.dn)
  const unit = await unitOfEntry(client, entry, groups)
  const person = personOf(entry, unit, groups, config)
  return person && { person, unit }
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

/** The unit whose group names the person; else one that contains a group of theirs. */
async function unitOfEntry(
  client: DirectoryClient,
  entry: DirectoryEntry,
  groups: readonly DirectoryEntry[],
): Promise<Unit | null> {
  const { config } = client
  if (config.unitsBase === null) return null
  const units = (some: readonly DirectoryEntry[]) =>
    some.map((group) => unitOf(group, config)).filter((u) => u !== null)
  const direct = await groupsByMember(client, entry.dn, [config.unitsBase], 1)
  return chosenUnit(units(direct)) ?? chosenUnit(units(groups.filter((group) => isUnitGroup(group, config))))
}
