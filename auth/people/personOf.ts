import { roles, type Person, type Role, type Unit } from '@glosa/domain/model'
import { attributesOf, loginAttributes } from '../directory/attributeMap.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { accountAttributes } from './accountState.ts'
import { personIdOf } from './entryId.ts'
import { groupKeys, namedGroupKey } from './unitGroups.ts'

/** Attributes of a person entry that Glosa reads; nothing else of a person leaves the directory. */
export const personAttributes = (config: DirectoryConfig): readonly string[] => {
  const attributes = attributesOf(config)
  const { id, displayName, email } = attributes
  const primaryGroup = config.preset === 'active-directory' ? ['primaryGroupID', 'objectSid'] : []
  return [id, ...loginAttributes(attributes), displayName, email, 'cn', ...accountAttributes(config), ...primaryGroup]
}

/**
 * The person that an entry describes; `null` when it lacks a stable id or a login.
 * @param groups every group the person is in, also through others
 * @param leads whether the person is a head of a unit, which gives the role too
 */
export function personOf(
  entry: DirectoryEntry,
  unit: Unit | null,
  groups: readonly DirectoryEntry[],
  leads: boolean,
  config: DirectoryConfig,
): Person | null {
  const attributes = attributesOf(config)
  const id = personIdOf(entry, config)
  const login = entry.text(attributes.login)
  if (id === null || login === null) return null
  return {
    id,
    login,
    displayName: entry.text(attributes.displayName) ?? entry.text('cn') ?? login,
    email: entry.text(attributes.email),
    unitId: unit?.id ?? null,
    roles: rolesOf(groups, leads, config),
  }
}

/** Roles that the groups give, in the order of the model; everybody is staff. */
function rolesOf(groups: readonly DirectoryEntry[], leads: boolean, config: DirectoryConfig): readonly Role[] {
  const keys = new Set(groups.flatMap((group) => groupKeys(group, config)))
  const given = (role: Role) => (config.roleGroups[role] ?? []).some((named) => keys.has(namedGroupKey(named)))
  return roles.filter((role) => role === 'staff' || (role === 'unit-head' && leads) || given(role))
}
