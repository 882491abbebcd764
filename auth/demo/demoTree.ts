import { unhandled } from '@glosa/domain/model'
import { dnKey, dnKeyOrNull, parseDn } from '../directory/dn.ts'
import type { DemoFilter, DemoScope } from './searchRequest.ts'

/** An entry of the demo directory. */
export interface DemoEntry {
  readonly dn: string
  /** Fixed, so that people keep their id from one start to the next. */
  readonly entryUUID: string
  readonly password?: string
  /** What the directory says to the right password, when it is not simply yes. */
  readonly state?: 'must-change' | 'expired-password' | 'locked'
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

/** Entries as a search sees them, with their operational attributes. */
export interface TreeEntry {
  readonly source: DemoEntry
  readonly key: string
  readonly depth: number
  /** Names as they are sent, by name in lower case. */
  readonly attributes: ReadonlyMap<string, { readonly name: string; readonly values: readonly string[] }>
  /** Keys of the values that are DNs, by attribute in lower case. */
  readonly dnKeys: ReadonlyMap<string, ReadonlySet<string>>
}

/** Attributes that come only when they are asked for by name or by `+`. */
export const operationalAttributes: ReadonlySet<string> = new Set([
  'entryuuid',
  'memberof',
  'modifytimestamp',
  'entrycsn',
  'pwdaccountlockedtime',
  'pwdchangedtime',
  'pwdreset',
])

let changes = 0
/** When each entry became what it is; another object by the same DN is a changed entry. */
const stamps = new WeakMap<DemoEntry, { readonly modifyTimestamp: string[]; readonly entryCSN: string[] }>()

function stampOf(entry: DemoEntry) {
  const kept = stamps.get(entry)
  if (kept) return kept
  const time = new Date().toISOString().replace(/[-:T]/g, '').slice(0, 14)
  changes += 1
  const stamp = {
    modifyTimestamp: [`${time}Z`],
    entryCSN: [`${time}.${String(changes).padStart(6, '0')}Z#000000#000#000000`],
  }
  stamps.set(entry, stamp)
  return stamp
}

const dnAttributes = new Set(['member', 'memberof', 'manager', 'owner'])

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
      const all = {
        ...source.attributes,
        entryUUID: [source.entryUUID],
        ...stampOf(source),
        ...(memberOf ? { memberOf } : {}),
        ...(source.state === 'must-change' ? { pwdReset: ['TRUE'] } : {}),
      }
      const attributes = new Map(
        Object.entries(all).map(([name, values]) => [name.toLowerCase(), { name, values }] as const),
      )
      const dnKeys = new Map(
        [...dnAttributes].map((name) => [name, new Set(attributes.get(name)?.values.map(dnKey))] as const),
      )
      this.#entries.set(key, { source, key, depth: parseDn(source.dn).length, attributes, dnKeys })
    }
  }

  /** @throws SyntaxError when the text is not a DN */
  find(dn: string): TreeEntry | null {
    return this.#entries.get(dnKey(dn)) ?? null
  }

  /** @returns `null` when there is no such base */
  search(base: string, scope: DemoScope, filter: DemoFilter): readonly TreeEntry[] | null {
    const root = this.find(base)
    if (root === null) return null
    return [...this.#entries.values()].filter((entry) => isInScope(entry, root, scope) && matches(filter, entry))
  }
}

function isInScope(entry: TreeEntry, root: TreeEntry, scope: DemoScope): boolean {
  const below = entry.key.endsWith(`,${root.key}`)
  if (scope === 'base') return entry === root
  if (scope === 'one') return below && entry.depth === root.depth + 1
  return below || (scope === 'sub' && entry === root)
}

const fold = (value: string) => value.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ')

function matches(filter: DemoFilter, entry: TreeEntry): boolean {
  const some = (attribute: string, holds: (value: string) => boolean) =>
    entry.attributes.get(attribute)?.values.some((value) => holds(fold(value))) === true
  switch (filter.type) {
    case 'and':
      return filter.parts.every((part) => matches(part, entry))
    case 'or':
      return filter.parts.some((part) => matches(part, entry))
    case 'not':
      return !matches(filter.part, entry)
    case 'present':
      return entry.attributes.has(filter.attribute)
    case 'equal': {
      const keys = entry.dnKeys.get(filter.attribute)
      if (keys !== undefined) return keys.has(dnKeyOrNull(filter.value) ?? '')
      return some(filter.attribute, (value) => value === fold(filter.value))
    }
    case 'at-least':
      return some(filter.attribute, (value) => value >= fold(filter.value))
    case 'at-most':
      return some(filter.attribute, (value) => value <= fold(filter.value))
    case 'substrings':
      return some(filter.attribute, (value) => hasSubstrings(value, filter))
    case 'unknown':
      return false
    default:
      return unhandled(filter)
  }
}

function hasSubstrings(value: string, filter: DemoFilter & { readonly type: 'substrings' }): boolean {
  const initial = fold(filter.initial)
  if (!value.startsWith(initial)) return false
  let rest = value.slice(initial.length)
  for (const part of filter.any.map(fold)) {
    const at = rest.indexOf(part)
    if (at < 0) return false
    rest = rest.slice(at + part.length)
  }
  return rest.endsWith(fold(filter.final))
}
