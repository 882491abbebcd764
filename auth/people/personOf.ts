import { roles, type Person, type Role, type Unit } from '@glosa/domain/model'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { dnKey, isWithin } from '../directory/dn.ts'
import { accountAttributes } from './accountState.ts'
import { entryId, personIdOf, unitIdOf } from './entryId.ts'

/** Attributes of a person entry that Glosa reads; nothing else of a person leaves the directory. */
export const personAttributes = (config: DirectoryConfig): readonly string[] => {
  const { id, login, displayName, email } = attributesOf(config)
  const primaryGroup = config.preset === 'active-directory' ? ['primaryGroupID'] : []
  return [id, login, displayName, email, 'cn', ...accountAttributes(config.preset), ...primaryGroup]
}

/**
 * The person that an entry describes; `null` when it lacks a stable id or a login.
 * @param groups every group the person is in, also through others
 */
export function personOf(
  entry: DirectoryEntry,
  unit: Unit | null,
  groups: readonly DirectoryEntry[],
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
    roles: rolesOf(groups, config),
  }
}

/** The unit that a group stands for; `null` when the group shows no stable id. */
export function unitOf(group: DirectoryEntry, config: DirectoryConfig): Unit | null {
  const { unitName, unitMark } = attributesOf(config)
  const id = unitIdOf(group, config)
  if (id === null) return null
  const mark = group.text(unitMark) ?? group.text('cn') ?? ''
  return { id, name: group.text(unitName) ?? mark, mark }
}

/** Roles that the groups give, in the order of the model; everybody is staff. */
function rolesOf(groups: readonly DirectoryEntry[], config: DirectoryConfig): readonly Role[] {
  const keys = new Set(groups.flatMap((group) => groupKeys(group, config)))
  return roles.filter(
    (role) => role === 'staff' || (config.roleGroups[role] ?? []).some((named) => keys.has(namedGroupKey(named))),
  )
}

/** The keys by which a configuration can name this group. */
export function groupKeys(group: DirectoryEntry, config: DirectoryConfig): readonly string[] {
  const id = entryId(group, config)
  return id === null ? [dnKey(group.dn)] : [id, dnKey(group.dn)]
}

/** The key of a group that the configuration names by id or DN. */
export const namedGroupKey = (named: string): string => (named.includes('=') ? dnKey(named) : named.toLowerCase())

/** Whether the group stands for a unit of the office: it lies below the base of units. */
export const isUnitGroup = (group: DirectoryEntry, config: DirectoryConfig): boolean =>
  config.unitsBase !== null && isWithin(group.dn, config.unitsBase)

/** The unit of somebody in several: the same one every time, the first by mark. */
export const chosenUnit = (units: readonly Unit[]): Unit | null =>
  units.toSorted((a, b) => (a.mark < b.mark ? -1 : a.mark > b.mark ? 1 : a.id < b.id ? -1 : 1))[0] ?? null
