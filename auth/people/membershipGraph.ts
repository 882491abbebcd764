import { PresenceFilter } from 'ldapts'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { dnKey, dnKeyOrNull } from '../directory/dn.ts'
import { groupAttributes, searchGroups } from '../directory/groups.ts'
import { sidText } from '../directory/identifiers.ts'
import { allMembers } from './allMembers.ts'

/** A group with the DNs of its members, as the directory writes them. */
export interface GroupWithMembers {
  readonly entry: DirectoryEntry
  readonly members: readonly string[]
}

/** Every group by the key of its DN. */
export async function readGroups(client: DirectoryClient): Promise<ReadonlyMap<string, GroupWithMembers>> {
  const { member, unitHead, unitDeputy } = attributesOf(client.config)
  const wanted = [...groupAttributes(client), member, 'groupType', unitHead, unitDeputy].filter((name) => name !== null)
  const found = await searchGroups(client, new PresenceFilter({ attribute: 'objectClass' }), wanted)
  const groups = new Map<string, GroupWithMembers>()
  for (const entry of found) groups.set(dnKey(entry.dn), { entry, members: await allMembers(client, entry, member) })
  return groups
}

/** Active Directory gives rights by security groups only; those of distribution are lists of addresses. */
const securityBit = 0x8000_0000
const givesRights = (group: DirectoryEntry): boolean => {
  const type = group.text('groupType')
  return type === null || ((Number(type) >>> 0) & securityBit) >>> 0 !== 0
}

/** Who is in which group; keys are DN keys. */
export class MembershipGraph {
  readonly #groups: ReadonlyMap<string, GroupWithMembers>
  readonly #parents = new Map<string, string[]>()
  readonly #byRid = new Map<string, string[]>()

  constructor(groups: ReadonlyMap<string, GroupWithMembers>) {
    this.#groups = groups
    for (const [key, { entry, members }] of groups) {
      for (const member of new Set(members.map(dnKeyOrNull))) {
        if (member === null) continue
        const parents = this.#parents.get(member)
        if (parents) parents.push(key)
        else this.#parents.set(member, [key])
      }
      const sid = entry.bytes('objectSid')[0]
      const rid = sid && sidText(sid).split('-').at(-1)
      if (rid !== undefined) this.#byRid.set(rid, [...(this.#byRid.get(rid) ?? []), key])
    }
  }

  /** Groups that name this entry. */
  parents(key: string): readonly string[] {
    return this.#parents.get(key) ?? []
  }

  /** Groups whose security id ends with this number: the primary group of Active Directory. */
  groupsWithRid(rid: string): readonly string[] {
    return this.#byRid.get(rid) ?? []
  }

  /** Every group around the starts, also through others; a circle ends. The first start is no group itself. */
  closure(starts: readonly string[]): readonly string[] {
    const found = new Set(starts.slice(1))
    const queue = [...starts]
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      for (const parent of this.parents(key)) {
        const group = this.#groups.get(parent)
        if (found.has(parent) || !group || !givesRights(group.entry)) continue
        found.add(parent)
        queue.push(parent)
      }
    }
    return [...found]
  }
}
