import type { Filter } from 'ldapts'
import {
  AndFilter,
  EqualityFilter,
  ExtensibleFilter,
  GreaterThanEqualsFilter,
  LessThanEqualsFilter,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} from 'ldapts'
import { dnKey, parseDn } from '../directory/dn.ts'

/** An entry of the demo directory. */
export interface DemoEntry {
  readonly dn: string
  /** Fixed, so that people keep their id from one start to the next. */
  readonly entryUUID: string
  readonly password?: string
  /** What the directory says to the right password, when it is not simply yes. */
  readonly state?: 'must-change' | 'locked'
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

/** Entries as a search sees them, with their operational attributes. */
export interface TreeEntry {
  readonly source: DemoEntry
  readonly key: string
  readonly depth: number
  /** Names as they are sent, by name in lower case. */
  readonly attributes: ReadonlyMap<string, { readonly name: string; readonly values: readonly string[] }>
}

/** Attributes that come only when they are asked for by name or by `+`. */
export const operationalAttributes: ReadonlySet<string> = new Set(['entryuuid', 'memberof'])

const dnAttributes = new Set(['member', 'memberof', 'manager'])
const filterDepth = 32

/** The entries of the demo directory and the searches over them. */
export class DemoTree {
  readonly #entries = new Map<string, TreeEntry>()

  constructor(entries: readonly DemoEntry[]) {
    const groupsOfMember = new Map<string, string[]>()
    for (const { dn, attributes } of entries) {
      for (const member of attributes['member'] ?? []) {
        groupsOfMember.set(dnKey(member), [...(groupsOfMember.get(dnKey(member)) ?? []), dn])
      }
    }
    for (const source of entries) {
      const key = dnKey(source.dn)
      const memberOf = groupsOfMember.get(key)
      const all = { ...source.attributes, entryUUID: [source.entryUUID], ...(memberOf ? { memberOf } : {}) }
      const attributes = new Map(
        Object.entries(all).map(([name, values]) => [name.toLowerCase(), { name, values }] as const),
      )
      this.#entries.set(key, { source, key, depth: parseDn(source.dn).length, attributes })
    }
  }

  /** @throws SyntaxError when the text is not a DN */
  find(dn: string): TreeEntry | null {
    return this.#entries.get(dnKey(dn)) ?? null
  }

  /** @returns `null` when there is no such base */
  search(base: string, scope: 'base' | 'one' | 'sub' | 'children', filter: Filter): readonly TreeEntry[] | null {
    const root = this.find(base)
    if (root === null) return null
    return [...this.#entries.values()].filter((entry) => isInScope(entry, root, scope) && matches(filter, entry, 0))
  }
}

function isInScope(entry: TreeEntry, root: TreeEntry, scope: 'base' | 'one' | 'sub' | 'children'): boolean {
  const below = entry.key.endsWith(`,${root.key}`)
  if (scope === 'base') return entry === root
  if (scope === 'one') return below && entry.depth === root.depth + 1
  return below || (scope === 'sub' && entry === root)
}

const fold = (value: string) => value.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ')

function matches(filter: Filter, entry: TreeEntry, depth: number): boolean {
  if (depth > filterDepth) throw new RangeError('filter too deep')
  const values = (attribute: string) => entry.attributes.get(attribute.toLowerCase())?.values ?? []
  if (filter instanceof AndFilter) return filter.filters.every((part) => matches(part, entry, depth + 1))
  if (filter instanceof OrFilter) return filter.filters.some((part) => matches(part, entry, depth + 1))
  if (filter instanceof NotFilter) return !matches(filter.filter, entry, depth + 1)
  if (filter instanceof PresenceFilter) return values(filter.attribute).length > 0
  if (filter instanceof EqualityFilter) {
    const wanted = filter.value.toString()
    if (!dnAttributes.has(filter.attribute.toLowerCase())) {
      return values(filter.attribute).some((value) => fold(value) === fold(wanted))
    }
    const key = keyOrNull(wanted)
    return key !== null && values(filter.attribute).some((value) => dnKey(value) === key)
  }
  if (filter instanceof SubstringFilter) {
    return values(filter.attribute).some((value) => hasSubstrings(fold(value), filter))
  }
  if (filter instanceof GreaterThanEqualsFilter) {
    return values(filter.attribute).some((value) => fold(value) >= fold(filter.value))
  }
  if (filter instanceof LessThanEqualsFilter) {
    return values(filter.attribute).some((value) => fold(value) <= fold(filter.value))
  }
  // Matching rules are not offered; an unknown one matches nothing (RFC 4511 §4.5.1.7).
  if (filter instanceof ExtensibleFilter) return false
  return false
}

function hasSubstrings(value: string, { initial, any, final }: SubstringFilter): boolean {
  if (!value.startsWith(fold(initial))) return false
  let rest = value.slice(fold(initial).length)
  for (const part of any) {
    const at = rest.indexOf(fold(part))
    if (at < 0) return false
    rest = rest.slice(at + fold(part).length)
  }
  return rest.endsWith(fold(final))
}

function keyOrNull(dn: string): string | null {
  try {
    return dnKey(dn)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
