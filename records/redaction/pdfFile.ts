import { constants, inflateSync } from 'node:zlib'
import { isDictionary, nameOf, PdfReader, referenceOf, type PdfValue } from './pdfValues.ts'

/** An object of a PDF with the bytes of its stream, unpacked where we know how. */
export interface PdfObject {
  readonly number: number
  readonly value: PdfValue
  readonly stream: Buffer | null
}

/** Every object that stands anywhere in a PDF: of older revisions and inside object streams too. */
export interface PdfFile {
  readonly objects: readonly PdfObject[]
  /** Follows references to the newest object of a number. */
  resolve(value: PdfValue | undefined): PdfValue | undefined
  /** The newest object that a reference names. */
  find(value: PdfValue | undefined): PdfObject | null
}

const mostBytes = 512 * 1024 * 1024

/** Reads a PDF of anybody's as far as it can be read; what cannot be is left out. */
export function readPdfFile(bytes: Buffer): PdfFile {
  const text = bytes.toString('latin1')
  const objects: PdfObject[] = []
  for (const found of text.matchAll(/(?<![0-9])(\d{1,10})\s+\d{1,5}\s+obj(?![a-z])/g)) {
    const reader = new PdfReader(text, found.index + found[0].length)
    const value = reader.next()
    if (value === undefined) continue
    const stream = streamAt(bytes, text, reader.at, value)
    const object = { number: Number(found[1]), value, stream }
    objects.push(object, ...packedIn(object))
  }
  const newest = new Map(objects.map((object) => [object.number, object]))
  const find = (value: PdfValue | undefined) => newest.get(referenceOf(value) ?? -1) ?? null
  return {
    objects,
    find,
    resolve: (value) => (referenceOf(value) === null ? value : find(value)?.value),
  }
}

function streamAt(bytes: Buffer, text: string, at: number, value: PdfValue): Buffer | null {
  const start = /^\s{0,4}stream(\r\n|\n|\r)/.exec(text.slice(at, at + 16))
  if (!start || !isDictionary(value)) return null
  const from = at + start[0].length
  const length = value.get('Length')
  const isExact = typeof length === 'number' && /^\s{0,3}endstream/.test(text.slice(from + length, from + length + 12))
  const end = isExact ? from + length : text.indexOf('endstream', from)
  const packed = bytes.subarray(from, end < 0 ? undefined : end)
  return unpacked(packed, value.get('Filter'))
}

function unpacked(packed: Buffer, filter: PdfValue | undefined): Buffer {
  const filters = (Array.isArray(filter) ? filter : [filter]).map(nameOf).filter((name) => name !== null)
  if (filters.length !== 1 || filters[0] !== 'FlateDecode') return packed
  try {
    return inflateSync(packed, { maxOutputLength: mostBytes, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    // Bytes that do not unpack are looked through as they are.
    if (error instanceof Error && 'code' in error) return packed
    throw error
  }
}

/** The objects of an object stream (ISO 32000-1, 7.5.7). */
function packedIn({ value, stream }: PdfObject): readonly PdfObject[] {
  if (!stream || !isDictionary(value) || nameOf(value.get('Type')) !== 'ObjStm') return []
  const first = value.get('First')
  if (typeof first !== 'number') return []
  const text = stream.toString('latin1')
  const numbers = text.slice(0, first).trim().split(/\s+/).map(Number)
  const objects: PdfObject[] = []
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const inner = new PdfReader(text, first + (numbers[index + 1] ?? 0)).next()
    if (inner !== undefined) objects.push({ number: numbers[index] ?? -1, value: inner, stream: null })
  }
  return objects
}
