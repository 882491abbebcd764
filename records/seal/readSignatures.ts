import { createHash } from 'node:crypto'
import type { Instant, PdfSignature } from '@glosa/domain/model'
import { chainOf, type Certificate } from './certificate.ts'
import { readDer } from './der.ts'
import { readCms, readTimestamp, type ReadCms } from './readCms.ts'

/** A signature found in a PDF, and whether it holds. */
export interface FoundSignature extends PdfSignature {
  /** The bytes under it are those that were signed, by the key of the certificate. */
  readonly isIntact: boolean
  /** Where the bytes under it end: what follows was added later. */
  readonly coversUpTo: number
  /** The signature or timestamp itself, without the zeros that fill its room. */
  readonly cms: Buffer
}

/**
 * Reads every signature and timestamp of a PDF, in the order in which they were added, and checks
 * each against the bytes it covers. A signature that cannot be read counts as broken, never as none.
 * @param trusted roots that the office trusts; `null` when it named none
 */
export function readSignatures(pdf: Uint8Array, trusted: readonly Certificate[] | null): readonly FoundSignature[] {
  const bytes = Buffer.from(pdf)
  const text = bytes.toString('latin1')
  const found: FoundSignature[] = []
  for (const match of text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)) {
    const range = match.slice(1).map(Number) as [number, number, number, number]
    found.push(readOne(bytes, text, match.index, range, trusted))
  }
  return found.toSorted((a, b) => a.coversUpTo - b.coversUpTo)
}

const unknownSigner: PdfSignature['signer'] = {
  subject: '',
  issuer: '',
  serial: '',
  fingerprint: '',
  notBefore: 0 as Instant,
  notAfter: 0 as Instant,
}

function readOne(
  bytes: Buffer,
  text: string,
  at: number,
  [start, length, from, rest]: readonly [number, number, number, number],
  trusted: readonly Certificate[] | null,
): FoundSignature {
  const words = wordsAround(text, at)
  const coversUpTo = from + rest
  const hex = text.slice(length + 1, from - 1)
  const isShaped =
    start === 0 && from > length && coversUpTo <= bytes.length && text[length] === '<' && text[from - 1] === '>'
  try {
    if (!isShaped || !/^[0-9A-Fa-f\s]*$/.test(hex)) throw new RangeError('a signature has an impossible range')
    const padded = Buffer.from(hex.replace(/\s/g, ''), 'hex')
    // The room is filled up with zeros.
    const cms = readDer(padded).whole
    const isTimestamp = words.subFilter === 'ETSI.RFC3161'
    const timestamp = isTimestamp ? readTimestamp(cms) : null
    const read = timestamp ?? readCms(cms)
    const stated = timestamp?.imprint ?? read.digest
    const name = timestamp?.imprintName ?? read.digestName
    const digest = createHash(name).update(bytes.subarray(0, length)).update(bytes.subarray(from, coversUpTo)).digest()
    return {
      ...factsOf(read, words, timestamp?.at ?? null, trusted),
      coversWholeFile: coversUpTo === bytes.length,
      isIntact: read.isIntact && digest.equals(stated),
      coversUpTo,
      cms,
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return {
      kind: words.subFilter === 'ETSI.RFC3161' ? 'timestamp' : 'signature',
      signer: unknownSigner,
      claimedAt: words.claimedAt,
      timestampedAt: null,
      name: words.name,
      reason: words.reason,
      location: words.location,
      isQualified: false,
      isSeal: false,
      coversWholeFile: false,
      isTrusted: trusted && false,
      isIntact: false,
      coversUpTo: Math.min(coversUpTo, bytes.length),
      cms: Buffer.alloc(0),
    }
  }
}

function factsOf(
  read: ReadCms,
  words: SignatureWords,
  stampedAt: number | null,
  trusted: readonly Certificate[] | null,
): Omit<PdfSignature, 'coversWholeFile'> {
  const { signer, certificates, timestampToken, signature } = read
  const end = chainOf(signer, [...certificates, ...(trusted ?? [])]).at(-1)
  return {
    kind: stampedAt === null ? 'signature' : 'timestamp',
    signer: signer.facts,
    claimedAt: words.claimedAt,
    timestampedAt: stampedAt === null ? timestampOf(timestampToken, signature) : (stampedAt as Instant),
    name: words.name,
    reason: words.reason,
    location: words.location,
    isQualified: signer.isQualified,
    isSeal: signer.isSeal,
    isTrusted: trusted && trusted.some(({ der }) => end?.der.equals(der)),
  }
}

/** The time of a timestamp that is intact and over this very signature. */
function timestampOf(token: Buffer | null, signature: Buffer): Instant | null {
  if (!token) return null
  const read = readTimestamp(token)
  const isOver = createHash(read.imprintName).update(signature).digest().equals(read.imprint)
  return isOver && read.isIntact ? (read.at as Instant) : null
}

interface SignatureWords {
  readonly subFilter: string
  readonly claimedAt: Instant | null
  readonly name: string | null
  readonly reason: string | null
  readonly location: string | null
}

/** The other entries of the dictionary in which the range stands, as far as they stand beside it in plain. */
function wordsAround(text: string, at: number): SignatureWords {
  const from = Math.max(text.lastIndexOf(' obj', at), 0)
  const end = text.indexOf('endobj', at)
  const dictionary = text
    .slice(from, end < 0 ? at + 4_000 : end)
    // Without the signature itself, which is long and says nothing here.
    .replace(/\/Contents\s*<[0-9A-Fa-f\s]*>/, '')
  const moment = /\/M\s*\(D:(\d{14})(?:Z|([+-])(\d{2})'?(\d{2})?'?)?/.exec(dictionary)
  return {
    subFilter: /\/SubFilter\s*\/([\w.]+)/.exec(dictionary)?.[1] ?? '',
    claimedAt: moment ? momentOf(moment) : null,
    name: stringOf(dictionary, 'Name'),
    reason: stringOf(dictionary, 'Reason'),
    location: stringOf(dictionary, 'Location'),
  }
}

function momentOf([, digits = '', sign, hours = '0', minutes = '0']: RegExpExecArray): Instant {
  const [, year, month, day, hour, minute, second] = /(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(digits) ?? []
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return (sign === '+' ? local - offset : sign === '-' ? local + offset : local) as Instant
}

const longestWord = 500

function stringOf(dictionary: string, name: string): string | null {
  const hex = new RegExp(`/${name}\\s*<([0-9A-Fa-f\\s]*)>`).exec(dictionary)?.[1]
  if (hex !== undefined) return decoded(Buffer.from(hex.replace(/\s/g, ''), 'hex'))
  const literal = new RegExp(`/${name}\\s*\\(((?:\\\\[\\s\\S]|[^\\\\()])*)\\)`).exec(dictionary)?.[1]
  if (literal === undefined) return null
  const plain = literal.replace(/\\(\d{1,3}|[\s\S])/g, (_whole, escaped: string) =>
    /^\d/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (controls[escaped] ?? escaped),
  )
  return decoded(Buffer.from(plain, 'latin1'))
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '', f: '', '\n': '' }

function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0
  const isUtf8 = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const text = isUtf16
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : isUtf8
      ? bytes.subarray(3).toString('utf8')
      : bytes.toString('latin1')
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, longestWord)
}
