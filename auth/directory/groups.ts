import { AndFilter, EqualityFilter, OrFilter, type Filter } from 'ldapts'
import type { DirectoryClient } from './directoryClient.ts'
import { attributesOf } from './attributeMap.ts'
import type { DirectoryEntry } from './directoryEntry.ts'
import { dnKey, isWithin } from './dn.ts'
import { guidBytes } from './identifiers.ts'

const depthLimit = 16
const perSearch = 40

/** Attributes of a group that the callers need. */
export const groupAttributes = (client: DirectoryClient): readonly string[] => {
  const { id, unitMark, unitName } = attributesOf(client.config)
  return [id, unitMark, unitName, 'cn', ...(client.config.preset === 'active-directory' ? ['objectSid'] : [])]
}

/**
 * Every group that somebody is in, also through groups in groups, nearest first. In Active
 * Directory the primary group is among them.
 */
export async function groupsOf(client: DirectoryClient, personDn: string): Promise<readonly DirectoryEntry[]> {
  return client.config.preset === 'active-directory'
    ? groupsByToken(client, personDn)
    : groupsByMember(client, personDn)
}

/** Breadth first over `member`; a circle of groups ends, because a group is asked for once. */
export async function groupsByMember(
  client: DirectoryClient,
  personDn: string,
  bases: readonly string[] = groupBases(client),
  depth: number = depthLimit,
): Promise<readonly DirectoryEntry[]> {
  const { member } = attributesOf(client.config)
  const found = new Map<string, DirectoryEntry>()
  let front = [personDn]
  for (let level = 0; front.length > 0 && level < depth; level += 1) {
    const next: string[] = []
    for (const some of chunks(front, perSearch)) {
      const isParent = new OrFilter({ filters: some.map((value) => new EqualityFilter({ attribute: member, value })) })
      for (const group of await searchGroups(client, isParent, groupAttributes(client), bases)) {
        const key = dnKey(group.dn)
        if (found.has(key)) continue
        found.set(key, group)
        next.push(group.dn)
      }
    }
    front = next
  }
  return [...found.values()]
}

/** Active Directory computes the whole closure in `tokenGroups`, but only for a base search. */
async function groupsByToken(client: DirectoryClient, personDn: string): Promise<readonly DirectoryEntry[]> {
  const [person] = await client.search({
    base: personDn,
    scope: 'base',
    filter: new EqualityFilter({ attribute: 'objectClass', value: 'user' }),
    attributes: ['tokenGroups'],
  })
  const found = new Map<string, DirectoryEntry>()
  for (const sids of chunks(person?.bytes('tokenGroups') ?? [], perSearch)) {
    const isOne = new OrFilter({ filters: sids.map((value) => new EqualityFilter({ attribute: 'objectSid', value })) })
    for (const group of await searchGroups(client, isOne)) found.set(dnKey(group.dn), group)
  }
  return [...found.values()]
}

/** Where groups are looked for: the base of groups and, when it lies elsewhere, the base of units. */
export const groupBases = (client: Pick<DirectoryClient, 'config'>): readonly string[] => {
  const { groupsBase, unitsBase } = client.config
  return unitsBase === null || isWithin(unitsBase, groupsBase) ? [groupsBase] : [groupsBase, unitsBase]
}

/** The groups by which a filter finds something, wherever groups are. */
export async function searchGroups(
  client: DirectoryClient,
  filter: Filter,
  attributes: readonly string[] = groupAttributes(client),
  bases: readonly string[] = groupBases(client),
): Promise<readonly DirectoryEntry[]> {
  const { groupClass } = attributesOf(client.config)
  const isGroup = new EqualityFilter({ attribute: 'objectClass', value: groupClass })
  const found = new Map<string, DirectoryEntry>()
  for (const base of bases) {
    const groups = await client.search({
      base,
      scope: 'sub',
      filter: new AndFilter({ filters: [isGroup, filter] }),
      attributes,
    })
    for (const group of groups) found.set(dnKey(group.dn), group)
  }
  return [...found.values()]
}

/** A group that the configuration names by id or DN; `null` when there is none. */
export async function findNamedGroup(client: DirectoryClient, named: string): Promise<DirectoryEntry | null> {
  const { groupClass, id } = attributesOf(client.config)
  if (named.includes('=')) {
    const filter = new EqualityFilter({ attribute: 'objectClass', value: groupClass })
    const [group] = await client.search({ base: named, scope: 'base', filter, attributes: groupAttributes(client) })
    return group ?? null
  }
  const value = id.toLowerCase() === 'objectguid' ? guidBytes(named) : named
  if (value === null) return null
  return (await searchGroups(client, new EqualityFilter({ attribute: id, value })))[0] ?? null
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
}
