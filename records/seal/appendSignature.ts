import { createHash } from 'node:crypto'
import { pdfDate, pdfText, readPdfRevision, withEntry } from './pdfRevision.ts'

/** What a signature of a PDF says about itself besides the CMS. */
export interface SignatureEntry {
  readonly kind: 'signature' | 'timestamp'
  /** Name of the field; must not be there yet. */
  readonly field: string
  /** Missing in timestamps, which say the time themselves. */
  readonly at?: number
  readonly name?: string
  readonly reason?: string
  readonly location?: string
}

const subFilters = { signature: 'ETSI.CAdES.detached', timestamp: 'ETSI.RFC3161' } as const
const types = { signature: 'Sig', timestamp: 'DocTimeStamp' } as const

/**
 * Appends a signature that nobody sees on the page (PAdES: ETSI EN 319 142-1, ISO 32000-1 12.8).
 * @param room bytes kept for the CMS
 * @param make the CMS for the SHA-256 of everything but itself
 * @throws RangeError when the CMS needs more room: it is never cut off
 */
export async function appendSignature(
  pdf: Buffer,
  entry: SignatureEntry,
  room: number,
  make: (digest: Buffer, signed: () => Buffer) => Promise<Buffer>,
): Promise<Buffer> {
  const file = readPdfRevision(pdf)
  const signature = file.size
  const widget = file.size + 1
  const page = file.object(file.firstPage)
  const annotations = /\/Annots\s*\[([^\]]*)\]/.exec(page)?.[1] ?? ''
  const catalogue = file.object(file.root)
  const fields = /\/AcroForm <<\s*\/Fields \[([^\]]*)\]/.exec(catalogue)?.[1] ?? ''
  const bytes = file.append(
    new Map<number, string>([
      [signature, dictionaryOf(entry, room)],
      [
        widget,
        `<< /Type /Annot /Subtype /Widget /FT /Sig /T ${pdfText(entry.field)} /F 132 /Rect [0 0 0 0] ` +
          `/P ${file.firstPage} 0 R /V ${signature} 0 R >>`,
      ],
      [file.firstPage, withEntry(page, 'Annots', `[${`${annotations} ${widget} 0 R`.trim()}]`)],
      [file.root, withEntry(catalogue, 'AcroForm', `<< /Fields [${`${fields} ${widget} 0 R`.trim()}] /SigFlags 3 >>`)],
    ]),
  )
  const from = bytes.indexOf(`/Contents <${'0'.repeat(64)}`, pdf.length, 'latin1') + '/Contents '.length
  const to = from + 2 * room + 2
  if (from < pdf.length || bytes[from] !== 0x3c || bytes[to - 1] !== 0x3e)
    throw new RangeError('the room for the seal is gone')
  const range = bytes.indexOf(rangePlaceholder, pdf.length, 'latin1')
  bytes.write(`[0 ${from} ${to} ${bytes.length - to}]`.padEnd(rangePlaceholder.length), range, 'latin1')
  const signed = (): Buffer => Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  const digest = createHash('sha256').update(bytes.subarray(0, from)).update(bytes.subarray(to)).digest()
  const cms = await make(digest, signed)
  if (cms.length > room) throw new RangeError(`a signature of ${cms.length} bytes does not fit into ${room}`)
  bytes.write(cms.toString('hex'), from + 1, 'latin1')
  return bytes
}

const rangePlaceholder = `[0 ${'9'.repeat(10)} ${'9'.repeat(10)} ${'9'.repeat(10)}]`

function dictionaryOf({ kind, at, name, reason, location }: SignatureEntry, room: number): string {
  const words = [
    at === undefined ? '' : `/M ${pdfDate(at)}`,
    name ? `/Name ${pdfText(name)}` : '',
    reason ? `/Reason ${pdfText(reason)}` : '',
    location ? `/Location ${pdfText(location)}` : '',
  ].filter(Boolean)
  return (
    `<< /Type /${types[kind]} /Filter /Adobe.PPKLite /SubFilter /${subFilters[kind]}\n` +
    `/ByteRange ${rangePlaceholder}\n/Contents <${'0'.repeat(2 * room)}>\n${words.join('\n')} >>`
  )
}
