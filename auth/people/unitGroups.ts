import type { Unit } from '@glosa/domain/model'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { dnKey, isWithin } from '../directory/dn.ts'
import { entryId, unitIdOf } from './entryId.ts'

/** The keys by which a configuration can name this group. */
export function groupKeys(group: DirectoryEntry, config: DirectoryConfig): readonly string[] {
  const id = entryId(group, config)
  return id === null ? [dnKey(group.dn)] : [id, dnKey(group.dn)]
}

/** The key of a group that the configuration names by id or DN. */
export const namedGroupKey = (named: string): string => (named.includes('=') ? dnKey(named) : named.toLowerCase())

/** Whether the group stands for a unit: it lies below the base of units, or the configuration says so. */
export function isUnitGroup(group: DirectoryEntry, config: DirectoryConfig): boolean {
  if (config.unitsBase !== null && isWithin(group.dn, config.unitsBase)) return true
  const keys = groupKeys(group, config)
  return (config.unitGroups ?? []).some(({ group: named }) => keys.includes(namedGroupKey(named)))
}

/** The unit that a group stands for; `null` when the group shows no stable id. */
export function unitOf(group: DirectoryEntry, config: DirectoryConfig): Unit | null {
  const { unitName, unitMark } = attributesOf(config)
  const id = unitIdOf(group, config)
  if (id === null) return null
  const mark = group.text(unitMark) ?? group.text('cn') ?? ''
  return { id, name: group.text(unitName) ?? mark, mark }
}

/** How somebody stands to the units of the office. */
export interface Standing {
  /** Units whose group names the person. */
  readonly direct: readonly Unit[]
  /** Units they are a head of. */
  readonly led: readonly Unit[]
  /** Units they are a deputy of. */
  readonly deputised: readonly Unit[]
  /** Units that contain a group of theirs. */
  readonly around: readonly Unit[]
}

/** The unit of somebody who may stand to several: of their own the one they lead, and the same one every time. */
export function unitOfStanding({ direct, led, deputised, around }: Standing): Unit | null {
  const ledIds = new Set(led.map(({ id }) => id))
  const choices = [direct.filter(({ id }) => ledIds.has(id)), direct, led, deputised, around]
  return choices.map(firstByMark).find((unit) => unit !== null) ?? null
}

const firstByMark = (units: readonly Unit[]): Unit | null =>
  units.toSorted((a, b) => (a.mark < b.mark ? -1 : a.mark > b.mark ? 1 : a.id < b.id ? -1 : 1))[0] ?? null
