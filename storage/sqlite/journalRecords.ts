import { createHash, randomBytes } from 'node:crypto'
import type { AppendBatch } from './appendBatch.ts'

/** Records begin at multiples of it, and are that long: what one write covers is never shared by two. */
export const pageBytes = 4096
/** A journal begins with a page of its own, which says what it is and names its salt. */
const title = Buffer.from('Glosa journal 1\n', 'latin1')
const saltBytes = 16
const mark = Buffer.from('GLOSAREC', 'latin1')
const hashBytes = 32
const numberAt = mark.length + hashBytes
const headBytes = numberAt + 16

/**
 * The first page of a new journal, with a salt that nobody knows. Each record's hash covers it, so that neither what
 * an earlier journal left behind nor bytes that somebody typed can be taken for a record.
 */
export function journalTitle(): Uint8Array {
  const page = Buffer.alloc(pageBytes)
  title.copy(page)
  randomBytes(saltBytes).copy(page, title.length)
  return page
}

/** The salt in a journal's first page. `null` when it is none. */
export function saltOf(file: Uint8Array): Uint8Array | null {
  if (file.length < pageBytes || Buffer.compare(file.subarray(0, title.length), title) !== 0) return null
  return file.slice(title.length, title.length + saltBytes)
}

/**
 * Lays a record out: mark, hash, number, two lengths, the header as JSON, the payloads, zeros up to the page's end.
 * @param number counts up over a journal's records; a safe integer
 * @returns the bytes used, whole pages; `null` when there is not enough room
 */
export function encodeRecord(batch: AppendBatch, number: number, salt: Uint8Array, room: Buffer): number | null {
  const { count, names, numbers, payloads } = batch
  const header = JSON.stringify([count, names, numbers])
  const headerLength = Buffer.byteLength(header)
  const end = headBytes + headerLength + payloads.length
  const size = Math.ceil(end / pageBytes) * pageBytes
  if (size > room.length) return null
  mark.copy(room)
  room.writeDoubleBE(number, numberAt)
  room.writeUInt32BE(headerLength, numberAt + 8)
  room.writeUInt32BE(payloads.length, numberAt + 12)
  room.write(header, headBytes, 'utf8')
  room.set(payloads, headBytes + headerLength)
  room.fill(0, end, size)
  hashOf(room.subarray(numberAt, end), salt).copy(room, mark.length)
  return size
}

/** Every whole record of a journal, in the order in which they were written; what is torn or older is left out. */
export function recordsIn(file: Buffer): AppendBatch[] {
  const salt = saltOf(file)
  if (!salt) return []
  const found: { readonly number: number; readonly batch: AppendBatch }[] = []
  for (let start = pageBytes; start + pageBytes <= file.length;) {
    const record = recordAt(file, start, salt)
    if (record) found.push(record)
    start += record?.size ?? pageBytes
  }
  return found.toSorted((left, right) => left.number - right.number).map(({ batch }) => batch)
}

function recordAt(file: Buffer, start: number, salt: Uint8Array) {
  if (file.compare(mark, 0, mark.length, start, start + mark.length) !== 0) return null
  const headerLength = file.readUInt32BE(start + numberAt + 8)
  const payloadLength = file.readUInt32BE(start + numberAt + 12)
  const header = start + headBytes
  const end = header + headerLength + payloadLength
  if (end > file.length) return null
  const said = file.subarray(start + mark.length, start + numberAt)
  if (!hashOf(file.subarray(start + numberAt, end), salt).equals(said)) return null
  // Its hash says that `encodeRecord` wrote it.
  const [count, names, numbers] = JSON.parse(file.toString('utf8', header, header + headerLength)) as [
    number,
    string[],
    number[],
  ]
  const payloads = new Uint8Array(file.subarray(header + headerLength, end))
  const size = Math.ceil((end - start) / pageBytes) * pageBytes
  return { number: file.readDoubleBE(start + numberAt), batch: { count, names, numbers, payloads }, size }
}

const hashOf = (bytes: Uint8Array, salt: Uint8Array) => createHash('sha256').update(salt).update(bytes).digest()
