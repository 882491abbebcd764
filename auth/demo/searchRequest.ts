import type { BerReader } from 'ldapts'

/** A filter as it stands in a search request (RFC 4511 §4.5.1.7). Attributes in lower case. */
export type DemoFilter =
  | { readonly type: 'and' | 'or'; readonly parts: readonly DemoFilter[] }
  | { readonly type: 'not'; readonly part: DemoFilter }
  | { readonly type: 'present'; readonly attribute: string }
  | { readonly type: 'equal' | 'at-least' | 'at-most'; readonly attribute: string; readonly value: string }
  | {
      readonly type: 'substrings'
      readonly attribute: string
      readonly initial: string
      readonly any: readonly string[]
      readonly final: string
    }
  /** A matching rule; none is offered, so it matches nothing. */
  | { readonly type: 'unknown' }

export type DemoScope = 'base' | 'one' | 'sub' | 'children'

export interface DemoSearchRequest {
  readonly base: string
  readonly scope: DemoScope
  /** 0: no limit. */
  readonly sizeLimit: number
  readonly withValues: boolean
  readonly filter: DemoFilter
  /** Lower case. */
  readonly attributes: readonly string[]
}

const scopes: readonly DemoScope[] = ['base', 'one', 'sub', 'children']
const depthLimit = 32

/**
 * Reads a search request; ldapts has a reader too, but it takes the attribute of a presence
 * filter from the wrong place and has no limit to nesting.
 * @throws Error when the bytes are not a search request
 */
export function readSearchRequest(reader: BerReader): DemoSearchRequest {
  const base = required(reader.readString())
  const scope = scopes[required(reader.readEnumeration())]
  if (scope === undefined) throw new RangeError('unknown scope')
  reader.readEnumeration()
  const sizeLimit = required(reader.readInt())
  reader.readInt()
  const withValues = reader.readBoolean() === false
  const filter = readFilter(reader, 0)
  const attributes: string[] = []
  if (reader.readSequence(0x30) !== null) {
    const end = reader.offset + reader.length
    while (reader.offset < end) attributes.push(required(reader.readString()).toLowerCase())
  }
  return { base, scope, sizeLimit, withValues, filter, attributes }
}

function readFilter(reader: BerReader, depth: number): DemoFilter {
  if (depth > depthLimit) throw new RangeError('filter too deep')
  const tag = required(reader.peek())
  if (tag === 0x87) return { type: 'present', attribute: required(reader.readString(0x87)).toLowerCase() }
  reader.readSequence()
  const end = reader.offset + reader.length
  if (tag === 0xa0 || tag === 0xa1) {
    const parts: DemoFilter[] = []
    while (reader.offset < end) parts.push(readFilter(reader, depth + 1))
    return { type: tag === 0xa0 ? 'and' : 'or', parts }
  }
  if (tag === 0xa2) return { type: 'not', part: readFilter(reader, depth + 1) }
  if (tag === 0xa9) {
    reader.offset = end
    return { type: 'unknown' }
  }
  const attribute = required(reader.readString()).toLowerCase()
  if (tag === 0xa4) return readSubstrings(reader, attribute)
  const value = required(reader.readString())
  // approxMatch (0xa8) may be taken for equality.
  if (tag === 0xa3 || tag === 0xa8) return { type: 'equal', attribute, value }
  if (tag === 0xa5) return { type: 'at-least', attribute, value }
  if (tag === 0xa6) return { type: 'at-most', attribute, value }
  throw new RangeError('unknown filter')
}

function readSubstrings(reader: BerReader, attribute: string): DemoFilter {
  reader.readSequence(0x30)
  const end = reader.offset + reader.length
  const found = { initial: '', any: [] as string[], final: '' }
  while (reader.offset < end) {
    const tag = required(reader.peek())
    const value = required(reader.readString(tag))
    if (tag === 0x80) found.initial = value
    else if (tag === 0x81) found.any.push(value)
    else if (tag === 0x82) found.final = value
    else throw new RangeError('unknown substring')
  }
  return { type: 'substrings', attribute, ...found }
}

function required<T>(value: T | null): T {
  if (value === null) throw new RangeError('the message ends too early')
  return value
}
