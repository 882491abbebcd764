import { PresenceFilter } from 'ldapts'
import type { DirectoryFinding } from '@glosa/domain/model'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import { dnKeyOrNull, isWithin } from '../directory/dn.ts'
import { groupBases } from '../directory/groups.ts'
import type { GroupWithMembers } from './membershipGraph.ts'
import { groupKeys, isUnitGroup, namedGroupKey, unitOf } from './unitGroups.ts'

type Groups = ReadonlyMap<string, GroupWithMembers>

/** What is odd about groups and about the way the configuration names them. */
export function groupFindings(groups: Groups, config: DirectoryConfig): readonly DirectoryFinding[] {
  const findings: DirectoryFinding[] = []
  for (const { entry } of groups.values()) {
    if (isUnitGroup(entry, config) && unitOf(entry, config) === null)
      findings.push({ code: 'unit-without-id', subject: entry.dn })
  }
  const named = new Set([...groups.values()].flatMap(({ entry }) => groupKeys(entry, config)))
  for (const wanted of Object.values(config.roleGroups).flat()) {
    if (!named.has(namedGroupKey(wanted))) findings.push({ code: 'role-group-missing', subject: wanted })
    else if (wanted.includes('=')) findings.push({ code: 'role-group-by-dn', subject: wanted })
  }
  for (const { group, heads, deputies } of config.unitGroups ?? []) {
    for (const wanted of [group, heads, deputies]) {
      if (wanted !== undefined && !named.has(namedGroupKey(wanted)))
        findings.push({ code: 'unit-group-missing', subject: wanted })
    }
  }
  return findings
}

/** More than this many unknown DNs are not looked up one by one. */
const lookedUp = 200

/**
 * Members, heads and deputies that are nobody Glosa knows. Those outside every base are the
 * office's own business and left alone.
 * @param people keys of the DNs of all person entries, ended ones too
 */
export async function unknownMembers(
  client: DirectoryClient,
  groups: Groups,
  people: ReadonlySet<string>,
): Promise<readonly DirectoryFinding[]> {
  const { config } = client
  const bases = [config.peopleBase, ...groupBases(client)]
  const { unitHead, unitDeputy } = attributesOf(config)
  const findings: DirectoryFinding[] = []
  const unknown = new Map<string, { readonly dn: string; readonly leads: boolean }>()
  for (const { entry, members } of groups.values()) {
    const leaders = isUnitGroup(entry, config)
      ? [unitHead, unitDeputy].flatMap((attribute) => (attribute === null ? [] : entry.texts(attribute)))
      : []
    for (const [dns, leads] of [[members, false] as const, [leaders, true] as const]) {
      for (const dn of dns) {
        const key = dnKeyOrNull(dn)
        if (key === null) findings.push({ code: 'member-not-a-dn', subject: `${entry.dn}: ${dn}` })
        else if (!people.has(key) && !groups.has(key) && bases.some((base) => isWithin(dn, base)))
          unknown.set(key, { dn, leads })
      }
    }
  }
  let asked = 0
  for (const { dn, leads } of unknown.values()) {
    const isThere = (asked += 1) <= lookedUp && (await exists(client, dn))
    findings.push({ code: isThere ? 'unknown-member' : leads ? 'dead-leader' : 'dead-member', subject: dn })
  }
  return findings
}

async function exists(client: DirectoryClient, dn: string): Promise<boolean> {
  const found = await client.search({
    base: dn,
    scope: 'base',
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: ['1.1'],
  })
  return found.length > 0
}
