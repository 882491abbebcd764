import { EqualityFilter } from 'ldapts'
import type { AccountState, Person, Role, Unit } from '@glosa/domain/model'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { dnKey } from '../directory/dn.ts'
import { groupBases, groupsByMember, groupsOf, searchGroups } from '../directory/groups.ts'
import { primaryGroupSid } from '../directory/identifiers.ts'
import { accountState } from './accountState.ts'
import { entryId } from './entryId.ts'
import { describePerson, findEntryByLogin, standingOf } from './findPerson.ts'
import { groupKeys, namedGroupKey } from './unitGroups.ts'

/** A group on the way from a person to a right. */
export interface GroupStep {
  readonly id: string | null
  readonly dn: string
  readonly name: string
}

/** Why somebody has a role. */
export interface RoleReason {
  readonly role: Role
  /**
   * `group`: `chain` leads from a group that names the person to the one that gives the role;
   * `leads-unit`: they are a head of a unit; `everybody`: whoever may sign in has it.
   */
  readonly by: 'group' | 'leads-unit' | 'everybody'
  readonly chain: readonly GroupStep[]
}

/** What somebody with this login would be, and why. */
export type LoginExplained =
  | { readonly outcome: 'none' }
  | { readonly outcome: 'ambiguous'; readonly dns: readonly string[] }
  | {
      readonly outcome: 'one'
      readonly dn: string
      readonly account: AccountState
      /** `null` when the account was ended, or the entry lacks a stable id or a login. */
      readonly person: Person | null
      readonly unit: Unit | null
      readonly directUnits: readonly Unit[]
      readonly leads: readonly Unit[]
      readonly deputises: readonly Unit[]
      readonly roles: readonly RoleReason[]
      /** Every group the person is in, each with the shortest way to it; the primary group of Active Directory is a way of its own. */
      readonly groups: readonly (readonly GroupStep[])[]
    }

/**
 * Describes a login as sign-in would, without a password, and says by which groups.
 * @throws DirectoryUnavailable when no server answers
 */
export async function explainLogin(client: DirectoryClient, login: string, now: number): Promise<LoginExplained> {
  const found = await findEntryByLogin(client, login)
  if (found.type === 'none') return { outcome: 'none' }
  if (found.type === 'ambiguous') return { outcome: 'ambiguous', dns: found.dns }
  const { entry } = found
  const { config } = client
  const described = await describePerson(client, entry, now)
  const standing = await standingOf(client, entry, await groupsOf(client, entry.dn))
  const ways = await waysToGroups(client, entry)
  const step = (group: DirectoryEntry): GroupStep => ({
    id: entryId(group, config),
    dn: group.dn,
    name: group.text('cn') ?? group.dn,
  })
  const reasons = (described?.person.roles ?? []).flatMap((role): RoleReason[] => {
    const named = new Set((config.roleGroups[role] ?? []).map(namedGroupKey))
    const byGroup = ways
      .filter(({ group }) => groupKeys(group, config).some((key) => named.has(key)))
      .map(({ chain }): RoleReason => ({ role, by: 'group', chain: chain.map(step) }))
    if (role === 'staff') byGroup.push({ role, by: 'everybody', chain: [] })
    if (role === 'unit-head' && standing.led.length > 0) byGroup.push({ role, by: 'leads-unit', chain: [] })
    return byGroup
  })
  return {
    outcome: 'one',
    dn: entry.dn,
    account: accountState(entry, config, now),
    person: described?.person ?? null,
    unit: described?.unit ?? null,
    directUnits: standing.direct,
    leads: standing.led,
    deputises: standing.deputised,
    roles: reasons,
    groups: ways.map(({ chain }) => chain.map(step)),
  }
}

interface Way {
  readonly group: DirectoryEntry
  /** From a group that names the person to `group` itself. */
  readonly chain: readonly DirectoryEntry[]
}

/** The shortest way to every group; one search for each group, so for looking at one person only. */
async function waysToGroups(client: DirectoryClient, entry: DirectoryEntry): Promise<readonly Way[]> {
  const ways = new Map<string, Way>()
  const queue: Way[] = []
  const enter = (group: DirectoryEntry, before: readonly DirectoryEntry[]) => {
    const key = dnKey(group.dn)
    if (ways.has(key)) return
    const way = { group, chain: [...before, group] }
    ways.set(key, way)
    queue.push(way)
  }
  const parents = (dn: string) => groupsByMember(client, dn, groupBases(client), 1)
  for (const group of [...(await primaryGroup(client, entry)), ...(await parents(entry.dn))]) enter(group, [])
  for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
    for (const parent of await parents(way.group.dn)) enter(parent, way.chain)
  }
  return [...ways.values()]
}

async function primaryGroup(client: DirectoryClient, entry: DirectoryEntry): Promise<readonly DirectoryEntry[]> {
  const { preset } = client.config
  const sid = entry.bytes('objectSid')[0]
  const rid = entry.text('primaryGroupID')
  const value = preset === 'active-directory' && sid && rid !== null ? primaryGroupSid(sid, rid) : null
  return value ? searchGroups(client, new EqualityFilter({ attribute: 'objectSid', value })) : []
}
