import { parsePersonId, parseUnitId, type PersonId, type UnitId } from '@glosa/domain/model'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import { guidText } from '../directory/identifiers.ts'

/** The id that the directory never changes, as text in lower case; `null` when the entry shows none. */
export function entryId(entry: DirectoryEntry, config: DirectoryConfig): string | null {
  const { id } = attributesOf(config)
  if (id.toLowerCase() !== 'objectguid') return entry.text(id)?.toLowerCase() ?? null
  const bytes = entry.bytes(id)[0]
  return bytes?.length === 16 ? guidText(bytes) : null
}

export function personIdOf(entry: DirectoryEntry, config: DirectoryConfig): PersonId | null {
  const id = entryId(entry, config)
  return id === null ? null : parsePersonId(`${config.name}:${id}`)
}

export function unitIdOf(entry: DirectoryEntry, config: DirectoryConfig): UnitId | null {
  const id = entryId(entry, config)
  return id === null ? null : parseUnitId(`${config.name}:${id}`)
}
