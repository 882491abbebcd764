/**
 * Adds to a tagged PDF/A-2a what PDF/UA-1 wants besides: its identification in the XMP metadata
 * (with the extension schema that PDF/A then asks for) and the document title in the window bar.
 * Relies on the shape the typesetter writes (classic cross-reference table, plain XMP stream).
 * @throws RangeError when the file has another shape: better no file than a broken one
 */
export function markPdfUa(pdf: Buffer): Buffer {
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
  const catalogue = required(objects.get(root), 'a catalogue').toString('latin1')
  if (!/\/Marked true/.test(catalogue)) throw new RangeError('the PDF is not tagged')
  const metadata = Number(required(/\/Metadata (\d+) 0 R/.exec(catalogue), 'metadata')[1])
  objects.set(root, Buffer.from(withTitleShown(catalogue), 'latin1'))
  objects.set(metadata, withIdentification(required(objects.get(metadata), 'metadata')))
  return assemble(pdf, objects, entries, trailer)
}

function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new RangeError(`the PDF has not ${what} of the expected shape`)
  return value
}

/** The bytes of every object by number, in the order in which they stand in the file. */
function objectsOf(pdf: Buffer, entries: readonly string[], end: number): Map<number, Buffer> {
  const used = entries
    .flatMap((entry, number) => (entry[17] === 'n' ? [{ number, offset: Number(entry.slice(0, 10)) }] : []))
    .sort((a, b) => a.offset - b.offset)
  return new Map(
    used.map(({ number, offset }, index) => [number, pdf.subarray(offset, used[index + 1]?.offset ?? end)]),
  )
}

function withTitleShown(catalogue: string): string {
  if (/\/DisplayDocTitle true/.test(catalogue)) return catalogue
  const changed = catalogue.replace('/ViewerPreferences <<', '/ViewerPreferences <<\n    /DisplayDocTitle true')
  if (changed === catalogue) throw new RangeError('the PDF has no viewer preferences')
  return changed
}

const uaNamespace = 'http://www.aiim.org/pdfua/ns/id/'
const uaSchema =
  '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>' +
  `<pdfaSchema:namespaceURI>${uaNamespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>` +
  '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>' +
  '<pdfaProperty:description>PDF/UA part</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name>' +
  '<pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>'

function withIdentification(object: Buffer): Buffer {
  const streamAt = object.indexOf('stream\n') + 'stream\n'.length
  const endAt = object.lastIndexOf('endstream')
  const xmp = object.subarray(streamAt, endAt).toString('utf8').replace(/\n$/, '')
  if (xmp.includes('pdfuaid')) return object
  const marked = [
    ['</rdf:Bag></pdfaExtension:schemas>', `${uaSchema}</rdf:Bag></pdfaExtension:schemas>`],
    ['<pdfaid:part>', '<pdfuaid:part>1</pdfuaid:part><pdfaid:part>'],
    ['xmlns:pdfaid=', `xmlns:pdfuaid="${uaNamespace}" xmlns:pdfaid=`],
  ].reduce((text, [before = '', after = '']) => {
    if (!text.includes(before)) throw new RangeError(`the metadata of the PDF lack ${before}`)
    return text.replace(before, () => after)
  }, xmp)
  const bytes = Buffer.from(marked, 'utf8')
  const head = object
    .subarray(0, streamAt)
    .toString('latin1')
    .replace(/\/Length \d+/, `/Length ${bytes.length}`)
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes, Buffer.from('\nendstream\nendobj\n\n')])
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
