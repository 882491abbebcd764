import { inflateSync } from 'node:zlib'
import type { PdfSignature } from '@glosa/domain/model'
import type { Certificate } from './certificate.ts'
import { readSignatures } from './readSignatures.ts'

export interface SignedCopyRead {
  /** The signatures and timestamps that were added to the original. */
  readonly signatures: readonly PdfSignature[]
  /** Whether each of them holds, and none of those before was broken. */
  readonly isIntact: boolean
  /** Whether what was added leaves the pages as they are. */
  readonly isSameText: boolean
}

/**
 * Reads what somebody added to a PDF of ours when they signed it.
 * @param signed begins with the bytes of `original`
 */
export function readSignedCopy(
  signed: Uint8Array,
  original: Uint8Array,
  trusted: readonly Certificate[] | null,
): SignedCopyRead {
  const all = readSignatures(signed, trusted)
  const added = all.filter(({ coversUpTo }) => coversUpTo > original.length)
  return {
    signatures: added.map(({ isIntact: _intact, coversUpTo: _covers, cms: _cms, ...facts }) => facts),
    isIntact: all.every(({ isIntact }) => isIntact),
    isSameText: isSameText(Buffer.from(signed), original.length),
  }
}

/**
 * A signature may change the catalogue, a page's list of annotations, forms and proof. It must not
 * bring other content of a page under an old number: the hash would be of our file, the eye would
 * see another.
 */
function isSameText(signed: Buffer, length: number): boolean {
  const original = signed.toString('latin1', 0, length)
  const known = new Map<string, string>()
  for (const { number, body } of objectsIn(original)) known.set(number, body)
  for (const { number, body, stream } of objectsIn(signed.toString('latin1', length))) {
    if (/\/Type\s*\/ObjStm\b/.test(body) && stream !== null) {
      const inner = inflated(signed, length + stream, body)
      if (inner === null || !inner.every((one) => isHarmless(known.get(one.number), one.body))) return false
      continue
    }
    const before = known.get(number)
    // A stream with an old number: content, a font or a picture was replaced.
    if (before !== undefined && stream !== null && !/\/Type\s*\/(XRef|Metadata)\b/.test(body)) return false
    if (!isHarmless(before, body)) return false
  }
  return true
}

const pageEntries = ['Contents', 'Resources', 'MediaBox', 'CropBox', 'Rotate', 'Kids', 'Parent', 'Count'] as const

/** Whether an object keeps what the pages show. */
function isHarmless(before: string | undefined, after: string): boolean {
  if (before === undefined) return true
  if (!/\/Type\s*\/(Page|Pages|Catalog)\b/.test(before)) return !/\/(Contents|Kids|Resources)\b/.test(after)
  const entries = /\/Type\s*\/Catalog\b/.test(before) ? (['Pages'] as const) : pageEntries
  return entries.every((name) => entryOf(before, name) === entryOf(after, name))
}

/** The value of an entry without spaces, up to the next entry of the same level. */
function entryOf(body: string, name: string): string {
  const at = body.search(new RegExp(`/${name}(?![A-Za-z])`))
  if (at < 0) return ''
  const rest = body.slice(at + name.length + 1).trimStart()
  let depth = 0
  for (let index = 0; index < rest.length; index += 1) {
    const character = rest[index]
    if (character === '[' || (character === '<' && rest[index + 1] === '<')) depth += 1
    if (character === ']' || (character === '>' && rest[index + 1] === '>')) {
      depth -= 1
      if (depth <= 0) return rest.slice(0, Math.max(index, 0)).replace(/\s/g, '')
    }
    if (character === '<' || character === '>') index += rest[index + 1] === character ? 1 : 0
    if (character === '/' && depth === 0 && index > 0) return rest.slice(0, index).replace(/\s/g, '')
  }
  return rest.replace(/\s/g, '')
}

interface PdfObject {
  readonly number: string
  /** The dictionary, up to the stream. */
  readonly body: string
  /** Where the stream begins; `null` without one. */
  readonly stream: number | null
}

function* objectsIn(text: string): Generator<PdfObject> {
  const head = /(?:^|[\r\n\s])(\d+) \d+ obj\b/g
  for (let match = head.exec(text); match; match = head.exec(text)) {
    const from = head.lastIndex
    const streamAt = text.indexOf('stream', from)
    const endAt = text.indexOf('endobj', from)
    if (endAt < 0) return
    const hasStream = streamAt >= 0 && streamAt < endAt
    const body = text.slice(from, hasStream ? streamAt : endAt)
    const dataAt = streamAt + 'stream'.length + (text[streamAt + 6] === '\r' ? 2 : 1)
    yield { number: match[1] ?? '', body, stream: hasStream ? dataAt : null }
    // Bytes of a stream may look like anything.
    const streamEnd = hasStream ? text.indexOf('endstream', dataAt) : -1
    head.lastIndex = streamEnd > 0 ? streamEnd : endAt
  }
}

/** The objects of a compressed stream of objects; `null` when it cannot be read. */
function inflated(bytes: Buffer, at: number, body: string): readonly PdfObject[] | null {
  const length = Number(/\/Length (\d+)/.exec(body)?.[1] ?? Number.NaN)
  const first = Number(/\/First (\d+)/.exec(body)?.[1] ?? Number.NaN)
  const isPlain = !/\/(DecodeParms|DP)\b/.test(body)
  if (!Number.isInteger(length) || !Number.isInteger(first) || !isPlain) return null
  const data = bytes.subarray(at, at + length)
  try {
    const text = /\/Filter/.test(body)
      ? inflateSync(data, { maxOutputLength: 50_000_000 }).toString('latin1')
      : data.toString('latin1')
    const numbers = text.slice(0, first).trim().split(/\s+/)
    const found: PdfObject[] = []
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      const from = first + Number(numbers[index + 1])
      const to = index + 3 < numbers.length ? first + Number(numbers[index + 3]) : text.length
      found.push({ number: numbers[index] ?? '', body: text.slice(from, to), stream: null })
    }
    return found
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}
