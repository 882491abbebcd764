/**
 * A PDF as the typesetter writes it: classic cross-reference table, every object on its own, no
 * object streams. Its objects can be replaced and the file written anew.
 */
export interface PdfObjects {
  /** The bytes of every object by number, from `12 0 obj` on, in the order in which they stand in the file. */
  readonly objects: Map<number, Buffer>
  /** Number of the catalogue. */
  readonly root: number
  /** The file with the objects as they are in the map now. */
  write(): Buffer
}

/**
 * @throws RangeError when the file has another shape: better no file than a broken one
 */
export function readPdfObjects(pdf: Buffer): PdfObjects {
  const text = pdf.toString('latin1')
  const tableAt = Number(required(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text), 'a start of the cross-reference')[1])
  const head = required(/^xref\s+0 (\d+)\s*\n/.exec(text.slice(tableAt, tableAt + 60)), 'a classic cross-reference')
  const count = Number(head[1])
  const entriesAt = tableAt + head[0].length
  const entries = Array.from({ length: count }, (_, index) =>
    text.slice(entriesAt + 20 * index, entriesAt + 20 * index + 20),
  )
  const trailer = text.slice(entriesAt + 20 * count, text.lastIndexOf('startxref'))
  const objects = objectsOf(pdf, entries, tableAt)
  const root = Number(required(/\/Root (\d+) 0 R/.exec(trailer), 'a root')[1])
  return { objects, root, write: () => assemble(pdf, objects, entries, trailer) }
}

/**
 * @throws RangeError when the value is missing
 */
export function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new RangeError(`the PDF has not ${what} of the expected shape`)
  return value
}

function objectsOf(pdf: Buffer, entries: readonly string[], end: number): Map<number, Buffer> {
  const used = entries
    .flatMap((entry, number) => (entry[17] === 'n' ? [{ number, offset: Number(entry.slice(0, 10)) }] : []))
    .sort((a, b) => a.offset - b.offset)
  return new Map(
    used.map(({ number, offset }, index) => [number, pdf.subarray(offset, used[index + 1]?.offset ?? end)]),
  )
}

function assemble(
  pdf: Buffer,
  objects: ReadonlyMap<number, Buffer>,
  entries: readonly string[],
  trailer: string,
): Buffer {
  const firstAt = entries
    .filter((entry) => entry[17] === 'n')
    .reduce((least, entry) => Math.min(least, Number(entry.slice(0, 10))), pdf.length)
  const pieces: Buffer[] = [pdf.subarray(0, firstAt)]
  const offsets = new Map<number, number>()
  let position = firstAt
  for (const [number, bytes] of objects) {
    offsets.set(number, position)
    pieces.push(bytes)
    position += bytes.length
  }
  const table = entries.map((entry, number) => {
    const offset = offsets.get(number)
    return offset === undefined ? entry : `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const tail = `xref\n0 ${entries.length}\n${table.join('')}${trailer}startxref\n${position}\n%%EOF`
  return Buffer.concat([...pieces, Buffer.from(tail, 'latin1')])
}
