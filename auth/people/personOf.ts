import { roles, type Person, type Role, type Unit } from '@glosa/domain/model'
import { attributesOf, loginAttributes } from '../directory/attributeMap.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { lockoutAttributes } from '../directory/lockout.ts'
import { accountAttributes } from './accountState.ts'
import { personIdOf } from './entryId.ts'
import { namedGroupKey } from './unitGroups.ts'

/** Attributes of a person entry that Glosa reads; nothing else of a person leaves the directory. */
export const personAttributes = (config: DirectoryConfig): readonly string[] => {
  const attributes = attributesOf(config)
  const { id, displayName, email } = attributes
  const further = config.preset === 'active-directory' ? ['primaryGroupID', 'objectSid', ...lockoutAttributes] : []
  return [id, ...loginAttributes(attributes), displayName, email, 'cn', ...accountAttributes(config), ...further]
}

/**
 * The person that an entry describes; `null` when it lacks a stable id or a login.
 * @param groupKeys keys by which a configuration can name the groups of the person, also through others
 * @param leads whether the person is a head of a unit, which gives the role too
 */
export function personOf(
  entry: DirectoryEntry,
  unit: Unit | null,
  groupKeys: ReadonlySet<string>,
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
    roles: rolesOf(groupKeys, leads, config),
  }
}

/** Roles that the groups give, in the order of the model; everybody is staff. */
function rolesOf(keys: ReadonlySet<string>, leads: boolean, config: DirectoryConfig): readonly Role[] {
  const given = (role: Role) => (config.roleGroups[role] ?? []).some((named) => keys.has(namedGroupKey(named)))
  return roles.filter((role) => role === 'staff' || (role === 'unit-head' && leads) || given(role))
}
