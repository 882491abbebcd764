import { isDictionary, nameOf, PdfReader, type PdfValue } from './pdfValues.ts'
import { readPdfFile, type PdfFile, type PdfObject } from './pdfFile.ts'

/** Everything in a PDF that may hold words. */
export interface PdfWords {
  /** What its pages show, page by page, and every string in it: titles, descriptions, bookmarks, metadata. */
  readonly texts: readonly string[]
  /** Every stream, unpacked. */
  readonly streams: readonly Buffer[]
}

type Decoder = (bytes: Buffer) => string

/** Reads every word out of a PDF, as a reader would see it and as it stands in the bytes. */
export function pdfWords(bytes: Buffer): PdfWords {
  const file = readPdfFile(bytes)
  const texts: string[] = []
  const fonts = new Map<PdfObject, Decoder>()
  for (const object of file.objects) {
    const { value, stream } = object
    texts.push(...stringsIn(value))
    if (!isDictionary(value)) continue
    if (nameOf(value.get('Type')) === 'Metadata' && stream)
      texts.push(stream.toString('utf8').replaceAll(/<[^<>]*>/g, ' '))
    if (nameOf(value.get('Type')) === 'Page') texts.push(shownText(file, contentsOf(file, value), value, fonts))
    else if (nameOf(value.get('Subtype')) === 'Form' && stream) texts.push(shownText(file, stream, value, fonts))
  }
  return { texts, streams: file.objects.flatMap(({ stream }) => (stream ? [stream] : [])) }
}

function contentsOf(file: PdfFile, page: ReadonlyMap<string, PdfValue>): Buffer {
  const contents = page.get('Contents')
  const resolved = file.resolve(contents)
  const streams = (Array.isArray(resolved) ? resolved : [contents]).map(
    (each) => file.find(each)?.stream ?? Buffer.of(),
  )
  return Buffer.concat(streams.flatMap((stream) => [stream, Buffer.from('\n')]))
}

/** What a content stream shows (ISO 32000-1, 9.4), in its order; a move by more than a letter is a space. */
function shownText(
  file: PdfFile,
  content: Buffer,
  owner: ReadonlyMap<string, PdfValue>,
  fonts: Map<PdfObject, Decoder>,
): string {
  const reader = new PdfReader(content.toString('latin1'))
  let operands: PdfValue[] = []
  let decode: Decoder = latin
  let text = ''
  for (let value = reader.next(); value !== undefined; value = reader.next()) {
    if (value === null || typeof value !== 'object' || !('operator' in value)) {
      operands.push(value)
      continue
    }
    switch (value.operator) {
      case 'Tf':
        decode = decoderOf(file, owner, nameOf(operands[0]), fonts)
        break
      case 'Tj':
      case "'":
      case '"':
      case 'TJ':
        text += shownBy(operands.at(-1), decode)
        break
      case 'BDC':
      case 'DP':
        for (const words of stringsIn(operands[1] ?? null)) text += `\n${words}\n`
        break
      case 'BT':
      case 'Td':
      case 'TD':
      case 'Tm':
      case 'T*':
        text += ' '
        break
      default:
    }
    operands = []
  }
  return text
}

function shownBy(shown: PdfValue | undefined, decode: Decoder): string {
  if (Buffer.isBuffer(shown)) return decode(shown)
  if (!Array.isArray(shown)) return ''
  return shown.map((piece) => (Buffer.isBuffer(piece) ? decode(piece) : Number(piece) < -200 ? ' ' : '')).join('')
}

/** The resources of a page may stand on the nodes above it. */
function fontOf(file: PdfFile, owner: ReadonlyMap<string, PdfValue>, name: string): PdfObject | null {
  let node: PdfValue | undefined = owner
  for (let step = 0; isDictionary(node) && step < 50; step += 1) {
    const resources = file.resolve(node.get('Resources'))
    const fonts = isDictionary(resources) ? file.resolve(resources.get('Font')) : undefined
    const font = isDictionary(fonts) ? file.find(fonts.get(name)) : null
    if (font) return font
    node = file.resolve(node.get('Parent'))
  }
  return null
}

function decoderOf(
  file: PdfFile,
  owner: ReadonlyMap<string, PdfValue>,
  name: string | null,
  fonts: Map<PdfObject, Decoder>,
): Decoder {
  const font = name === null ? null : fontOf(file, owner, name)
  if (!font || !isDictionary(font.value)) return latin
  const known = fonts.get(font)
  if (known) return known
  const map = file.find(font.value.get('ToUnicode'))?.stream
  const decoder = map ? decoderBy(unicodeMap(map), nameOf(font.value.get('Subtype')) === 'Type0' ? 2 : 1) : latin
  fonts.set(font, decoder)
  return decoder
}

const latin: Decoder = (bytes) => bytes.toString('latin1')

const decoderBy =
  (letters: ReadonlyMap<number, string>, width: 1 | 2): Decoder =>
  (bytes) => {
    let text = ''
    for (let at = 0; at + width <= bytes.length; at += width) {
      text += letters.get(bytes.readUIntBE(at, width)) ?? ''
    }
    return text
  }

/** What each code of a font means (ISO 32000-1, 9.10.3). */
function unicodeMap(stream: Buffer): ReadonlyMap<number, string> {
  const letters = new Map<number, string>()
  const reader = new PdfReader(stream.toString('latin1'))
  let operands: PdfValue[] = []
  for (let value = reader.next(); value !== undefined; value = reader.next()) {
    if (value === null || typeof value !== 'object' || !('operator' in value)) {
      operands.push(value)
      continue
    }
    if (value.operator === 'endbfchar') {
      for (let at = 0; at + 1 < operands.length; at += 2) put(letters, operands[at], 0, operands[at + 1])
    } else if (value.operator === 'endbfrange') {
      for (let at = 0; at + 2 < operands.length; at += 3) putRange(letters, operands.slice(at, at + 3))
    }
    operands = []
  }
  return letters
}

function putRange(letters: Map<number, string>, [from, to, target]: readonly PdfValue[]): void {
  if (!Buffer.isBuffer(from) || !Buffer.isBuffer(to)) return
  const count = Math.min(0xffff, codeOf(to) - codeOf(from))
  for (let step = 0; step <= count; step += 1) {
    if (Array.isArray(target)) put(letters, from, step, target[step])
    else if (Buffer.isBuffer(target) && target.length >= 2) {
      const moved = Buffer.from(target)
      moved.writeUInt16BE((moved.readUInt16BE(moved.length - 2) + step) & 0xffff, moved.length - 2)
      put(letters, from, step, moved)
    }
  }
}

function put(letters: Map<number, string>, code: PdfValue | undefined, step: number, text: PdfValue | undefined): void {
  if (Buffer.isBuffer(code) && Buffer.isBuffer(text)) letters.set(codeOf(code) + step, bigEndian(text))
}

const codeOf = (code: Buffer): number => (code.length === 0 ? 0 : code.readUIntBE(0, Math.min(6, code.length)))

const bigEndian = (bytes: Buffer): string =>
  Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le')

/** Every string in a value, as text (ISO 32000-1, 7.9.2.2). */
function stringsIn(value: PdfValue): readonly string[] {
  if (Buffer.isBuffer(value)) return [textOf(value)]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  return isDictionary(value) ? [...value.values()].flatMap(stringsIn) : []
}

function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return bigEndian(bytes.subarray(2))
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8')
  return bytes.toString('latin1')
}
