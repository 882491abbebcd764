import { EqualityFilter } from 'ldapts'
import { parsePersonId, parseUnitId, type PersonId, type UnitId } from '@glosa/domain/model'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { guidBytes, guidText } from '../directory/identifiers.ts'

const isGuid = (attribute: string) => attribute.toLowerCase() === 'objectguid'

/** The id that the directory never changes, as text in lower case; `null` when the entry shows none. */
export function entryId(entry: DirectoryEntry, config: DirectoryConfig): string | null {
  const { id } = attributesOf(config)
  if (!isGuid(id)) return entry.text(id)?.toLowerCase() ?? null
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

/** Finds the entry of a person or unit; `null` when the id is of another directory. */
export function idFilter(id: PersonId | UnitId, config: DirectoryConfig): EqualityFilter | null {
  const prefix = `${config.name}:`
  if (!id.startsWith(prefix)) return null
  const attribute = attributesOf(config).id
  const text = id.slice(prefix.length)
  const value = isGuid(attribute) ? guidBytes(text) : text
  return value === null ? null : new EqualityFilter({ attribute, value })
}
