/**
 * A PDF to which a revision can be appended: classic cross-reference tables, as the typesetter and
 * we ourselves write them. What is there already stays byte for byte.
 */
export interface PdfRevision {
  readonly bytes: Buffer
  /** Number of the catalogue. */
  readonly root: number
  /** The next free object number. */
  readonly size: number
  /** The newest text of an object without streams, from `<<` on. */
  object(number: number): string
  /** Number of the first page. */
  readonly firstPage: number
  /** The file with these objects new or changed. */
  append(objects: ReadonlyMap<number, string | Buffer>): Buffer
}

/**
 * @throws RangeError when the file has another shape
 */
export function readPdfRevision(bytes: Buffer): PdfRevision {
  const tail = bytes.subarray(Math.max(0, bytes.length - 100)).toString('latin1')
  const tableAt = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN)
  const offsets = new Map<number, number>()
  let newest = ''
  const seen = new Set<number>()
  for (let at: number | null = tableAt; at !== null;) {
    if (!Number.isSafeInteger(at) || seen.has(at)) throw new RangeError('the PDF has no readable cross-reference')
    seen.add(at)
    const trailer = readTable(bytes, at, offsets)
    newest ||= trailer
    const previous = /\/Prev (\d+)/.exec(trailer)?.[1]
    at = previous === undefined ? null : Number(previous)
  }
  const root = numberIn(newest, /\/Root (\d+) 0 R/)
  const size = numberIn(newest, /\/Size (\d+)/)
  const object = (number: number): string => {
    const from = offsets.get(number)
    if (from === undefined) throw new RangeError(`the PDF has no object ${number}`)
    const to = bytes.indexOf('endobj', from, 'latin1')
    const text = bytes.toString('latin1', from, to)
    const body = text.replace(/^\s*\d+ 0 obj\s*/, '').trimEnd()
    if (!body.startsWith('<<') || !body.endsWith('>>')) throw new RangeError(`object ${number} is not a dictionary`)
    return body
  }
  return {
    bytes,
    root,
    size,
    object,
    firstPage: firstPageOf(object, root),
    append: (objects) => append(bytes, objects, newest, tableAt),
  }
}

/** Notes the offsets of one table that are not known from a newer one. @returns its trailer */
function readTable(bytes: Buffer, at: number, offsets: Map<number, number>): string {
  const trailerAt = bytes.indexOf('trailer', at, 'latin1')
  const end = bytes.indexOf('startxref', trailerAt, 'latin1')
  if (trailerAt < 0 || end < 0 || bytes.toString('latin1', at, at + 4) !== 'xref') {
    throw new RangeError('the PDF has no classic cross-reference')
  }
  const table = bytes.toString('latin1', at + 4, trailerAt)
  const lines = table.split(/\r\n?|\n/).filter((line) => line.trim() !== '')
  let number = 0
  for (const line of lines) {
    const head = /^\s*(\d+) (\d+)\s*$/.exec(line)
    if (head) {
      number = Number(head[1])
      continue
    }
    const entry = /^(\d{10}) \d{5} ([nf])/.exec(line)
    if (!entry) throw new RangeError('the cross-reference of the PDF cannot be read')
    if (entry[2] === 'n' && !offsets.has(number)) offsets.set(number, Number(entry[1]))
    number += 1
  }
  return bytes.toString('latin1', trailerAt, end)
}

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new RangeError('the trailer of the PDF lacks an entry')
  return Number(found)
}

function firstPageOf(object: (number: number) => string, root: number): number {
  let number = numberIn(object(root), /\/Pages (\d+) 0 R/)
  for (let depth = 0; depth < 20; depth += 1) {
    const text = object(number)
    if (!/\/Type\s*\/Pages\b/.test(text)) return number
    number = numberIn(text, /\/Kids\s*\[\s*(\d+) 0 R/)
  }
  throw new RangeError('the pages of the PDF are nested too deeply')
}

function append(
  bytes: Buffer,
  objects: ReadonlyMap<number, string | Buffer>,
  trailer: string,
  previous: number,
): Buffer {
  const pieces: Buffer[] = [bytes]
  let position = bytes.length
  const put = (piece: Buffer): void => {
    pieces.push(piece)
    position += piece.length
  }
  if (bytes.at(-1) !== 0x0a) put(Buffer.from('\n'))
  const numbers = [...objects.keys()].sort((a, b) => a - b)
  const entries: string[] = []
  for (const number of numbers) {
    const body = objects.get(number) ?? ''
    entries.push(`${number} 1\n${String(position).padStart(10, '0')} 00000 n \n`)
    put(Buffer.from(`${number} 0 obj\n`, 'latin1'))
    put(typeof body === 'string' ? Buffer.from(body, 'latin1') : body)
    put(Buffer.from('\nendobj\n', 'latin1'))
  }
  const size = Math.max(numberIn(trailer, /\/Size (\d+)/), (numbers.at(-1) ?? 0) + 1)
  const next = trailer.replace(/\s*\/Prev \d+/, '').replace(/\/Size \d+/, `/Size ${size}\n  /Prev ${previous}`)
  const tableAt = position
  put(Buffer.from(`xref\n${entries.join('')}${next.trimEnd()}\nstartxref\n${tableAt}\n%%EOF\n`, 'latin1'))
  return Buffer.concat(pieces)
}

/** A dictionary with one more entry, or another value of it; `value` as it stands in the file. */
export function withEntry(dictionary: string, name: string, value: string): string {
  const known = new RegExp(`/${name}\\s+(?:\\[[^\\]]*\\]|<<(?:[^<>]|<<[^<>]*>>)*>>|\\d+ 0 R|/?[^\\s/<>[\\]]+)`)
  if (known.test(dictionary)) return dictionary.replace(known, () => `/${name} ${value}`)
  return `${dictionary.slice(0, -2).trimEnd()}\n  /${name} ${value}\n>>`
}

/** Text as a string of a PDF: UTF-16 in hex. */
export const pdfText = (text: string): string =>
  `<${Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex').toUpperCase()}>`

/** A moment as a date of a PDF in UTC. */
export const pdfDate = (at: number): string => `(D:${new Date(at).toISOString().replace(/[-:T]|\.\d+Z/g, '')}Z)`
