import { required, type PdfObjects } from './pdfObjects.ts'

/**
 * Adds to a tagged PDF/A what PDF/UA-1 wants besides: its identification in the XMP metadata
 * (with the extension schema that PDF/A then asks for) and the document title in the window bar.
 * @throws RangeError when the file is not tagged or has another shape than the typesetter gives it
 */
export function markPdfUa({ objects, root }: PdfObjects): void {
  const catalogue = required(objects.get(root), 'a catalogue').toString('latin1')
  if (!/\/Marked true/.test(catalogue)) throw new RangeError('the PDF is not tagged')
  const metadata = Number(required(/\/Metadata (\d+) 0 R/.exec(catalogue), 'metadata')[1])
  objects.set(root, Buffer.from(withTitleShown(catalogue), 'latin1'))
  objects.set(metadata, withIdentification(required(objects.get(metadata), 'metadata')))
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
