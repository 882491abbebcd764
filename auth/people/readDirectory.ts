import { EqualityFilter } from 'ldapts'
import type { Person, Unit } from '@glosa/domain/model'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { dnKey, isWithin } from '../directory/dn.ts'
import { groupAttributes, groupBases } from '../directory/groups.ts'
import { sidText } from '../directory/identifiers.ts'
import { allMembers } from './allMembers.ts'
import { isEnded } from './accountState.ts'
import { chosenUnit, groupKeys, isUnitGroup, namedGroupKey, personAttributes, personOf, unitOf } from './personOf.ts'

/** Something in the directory that an administrator should look at. Names entries, never passwords. */
export interface DirectoryFinding {
  readonly code:
    | 'person-without-id'
    | 'unit-without-id'
    | 'login-used-twice'
    | 'several-units'
    /** A member that is no person and no group: whoever gets that DN later would get the rights. */
    | 'unknown-member'
    | 'role-group-missing'
  readonly subject: string
}

export interface DirectoryContent {
  readonly people: readonly Person[]
  readonly units: readonly Unit[]
  readonly findings: readonly DirectoryFinding[]
}

/**
 * Everybody and every unit, in three paged searches; ended accounts are left out. Somebody whose
 * login another entry has too is left out as well, since neither can sign in.
 * @throws DirectoryUnavailable when no server answers
 */
export async function readDirectory(client: DirectoryClient, now: number): Promise<DirectoryContent> {
  const { config } = client
  const attributes = attributesOf(config)
  const findings: DirectoryFinding[] = []

  const entries = await client.search({
    base: config.peopleBase,
    scope: 'sub',
    filter: new EqualityFilter({ attribute: 'objectClass', value: attributes.personClass }),
    attributes: personAttributes(config),
  })
  const groups = await readGroups(client)
  const graph = new MembershipGraph(groups)

  const units = new Map<string, Unit>()
  for (const [key, { entry }] of groups) {
    if (!isUnitGroup(entry, config)) continue
    const unit = unitOf(entry, config)
    if (unit) units.set(key, unit)
    else findings.push({ code: 'unit-without-id', subject: entry.dn })
  }

  const known = new Set([...entries.map(({ dn }) => dnKey(dn)), ...groups.keys()])
  for (const { members } of groups.values()) {
    for (const member of members) {
      if (known.has(dnKey(member)) || !isWithin(member, config.peopleBase)) continue
      findings.push({ code: 'unknown-member', subject: member })
    }
  }
  const named = new Set([...groups.values()].flatMap(({ entry }) => groupKeys(entry, config)))
  for (const wanted of Object.values(config.roleGroups).flat()) {
    if (!named.has(namedGroupKey(wanted))) findings.push({ code: 'role-group-missing', subject: wanted })
  }

  const people = new Map<string, Person | null>()
  for (const entry of entries) {
    if (isEnded(entry, config.preset, now)) continue
    const primary = entry.text('primaryGroupID')
    const starts = [dnKey(entry.dn), ...(primary === null ? [] : graph.groupsWithRid(primary))]
    const direct = graph.parents(dnKey(entry.dn)).flatMap((key) => units.get(key) ?? [])
    if (direct.length > 1) findings.push({ code: 'several-units', subject: entry.dn })
    const around = graph.closure(starts)
    const unit = chosenUnit(direct) ?? chosenUnit(around.flatMap((key) => units.get(key) ?? []))
    const inGroups = around.flatMap((key) => groups.get(key)?.entry ?? [])
    const person = personOf(entry, unit, inGroups, config)
    if (person === null) {
      findings.push({ code: 'person-without-id', subject: entry.dn })
      continue
    }
    const login = person.login.normalize('NFC').toLowerCase()
    if (people.has(login)) findings.push({ code: 'login-used-twice', subject: entry.dn })
    people.set(login, people.has(login) ? null : person)
  }
  return { people: [...people.values()].filter((person) => person !== null), units: [...units.values()], findings }
}

interface GroupWithMembers {
  readonly entry: DirectoryEntry
  readonly members: readonly string[]
}

async function readGroups(client: DirectoryClient): Promise<ReadonlyMap<string, GroupWithMembers>> {
  const { groupClass, member } = attributesOf(client.config)
  const groups = new Map<string, GroupWithMembers>()
  for (const base of groupBases(client)) {
    const found = await client.search({
      base,
      scope: 'sub',
      filter: new EqualityFilter({ attribute: 'objectClass', value: groupClass }),
      attributes: [...groupAttributes(client), member],
    })
    for (const entry of found) {
      groups.set(dnKey(entry.dn), { entry, members: await allMembers(client, entry, member) })
    }
  }
  return groups
}

/** Who is in which group; keys are DN keys. */
class MembershipGraph {
  readonly #parents = new Map<string, string[]>()
  readonly #byRid = new Map<string, string[]>()

  constructor(groups: ReadonlyMap<string, GroupWithMembers>) {
    for (const [key, { entry, members }] of groups) {
      for (const member of new Set(members.map(dnKey))) {
        const parents = this.#parents.get(member) ?? []
        this.#parents.set(member, [...parents, key])
      }
      const sid = entry.bytes('objectSid')[0]
      const rid = sid && sidText(sid).split('-').at(-1)
      if (rid !== undefined) this.#byRid.set(rid, [...(this.#byRid.get(rid) ?? []), key])
    }
  }

  parents(key: string): readonly string[] {
    return this.#parents.get(key) ?? []
  }

  /** Groups whose security id ends with this number: the primary group of Active Directory. */
  groupsWithRid(rid: string): readonly string[] {
    return this.#byRid.get(rid) ?? []
  }

  /** Every group around the starts, also through others; a circle ends. */
  closure(starts: readonly string[]): readonly string[] {
    const found = new Set(starts.slice(1))
    const queue = [...starts]
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      for (const parent of this.parents(key)) {
        if (found.has(parent)) continue
        found.add(parent)
        queue.push(parent)
      }
    }
    return [...found]
  }
}
