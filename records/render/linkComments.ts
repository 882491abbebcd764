import { required, type PdfObjects } from './pdfObjects.ts'

/** Scheme of the addresses that stand in for links between markers and rows until they are joined. */
export const commentLinkScheme = 'glosa-comment:'

/**
 * Joins the markers in the text with the rows of the settlement table. The template writes both as
 * links to an address of ours (`glosa-comment:row-3` in the text, `glosa-comment:mark-3` in the
 * table), so each is the place where the other must lead. Asking the typesetter for the places
 * instead makes it lay the whole table out again: three times the time for 1,000 comments.
 * @param describe the words a screen reader says for the link from the text or from the table
 * @throws RangeError when one of a pair is missing
 */
export function linkComments(
  { objects }: PdfObjects,
  describe: (from: 'text' | 'table', number: string) => string,
): void {
  const pages = pagesOfAnnotations(objects)
  const found = new Map<string, Found>()
  for (const [number, bytes] of objects) {
    if (!bytes.includes(marker)) continue
    const text = bytes.toString('latin1')
    const address = /\/URI \(glosa-comment:(row|mark)-(\d+)\)/.exec(text)
    const page = pages.get(number)
    const corners = /\/Rect \[([\d.-]+) [\d.-]+ [\d.-]+ ([\d.-]+)\]/.exec(text)
    if (!address?.[1] || !address[2] || page === undefined || !corners) continue
    const key = `${address[1]}-${address[2]}`
    // A marker may be broken over two lines; the first is the place.
    const same = found.get(key)?.objects ?? []
    const left = Number(corners[1])
    const top = Number(corners[2])
    found.set(key, found.get(key) ?? { page, left, top, objects: same })
    found.get(key)?.objects.push(number)
  }
  for (const [key, { objects: numbers }] of found) {
    const [kind = '', comment = ''] = key.split('-')
    const target = required(found.get(`${kind === 'row' ? 'mark' : 'row'}-${comment}`), `the other end of ${key}`)
    const words = describe(kind === 'row' ? 'text' : 'table', comment)
    for (const number of numbers) {
      const text = required(objects.get(number), 'an annotation').toString('latin1')
      const left = Math.max(0, target.left - 4).toFixed(2)
      const action = `/A <<\n    /Type /Action\n    /S /GoTo\n    /D [${target.page} 0 R /XYZ ${left} ${(target.top + 6).toFixed(2)} null]\n  >>`
      const joined = text
        .replace(/\/A <<[^>]*>>/, action)
        .replace(/\/Contents \(glosa-comment:[^)]*\)/, `/Contents <${utf16Hex(words)}>`)
      if (joined.includes(commentLinkScheme)) throw new RangeError('a link of the PDF has an unexpected shape')
      objects.set(number, Buffer.from(joined, 'latin1'))
    }
  }
}

interface Found {
  readonly page: number
  readonly left: number
  readonly top: number
  readonly objects: number[]
}

const marker = Buffer.from(`/URI (${commentLinkScheme}`, 'latin1')

/** Which page each annotation is on. */
function pagesOfAnnotations(objects: ReadonlyMap<number, Buffer>): ReadonlyMap<number, number> {
  const pages = new Map<number, number>()
  for (const [number, bytes] of objects) {
    if (bytes.length > 100_000 || !bytes.includes('/Type /Page\n')) continue
    const list = /\/Annots \[([^\]]*)\]/.exec(bytes.toString('latin1'))?.[1] ?? ''
    for (const [, annotation] of list.matchAll(/(\d+) 0 R/g)) pages.set(Number(annotation), number)
  }
  return pages
}

function utf16Hex(words: string): string {
  const bytes = Buffer.from(`\ufeff${words}`, 'utf16le').swap16()
  return bytes.toString('hex').toUpperCase()
}
