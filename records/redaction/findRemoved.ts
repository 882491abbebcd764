import { unzip } from '../package/unzip.ts'
import { pdfWords } from './pdfWords.ts'

/** Shorter words are looked for as whole words only: they stand inside other words by chance. */
const tellingLetters = 5
const mostUnpacked = 256 * 1024 * 1024

/**
 * Which of the words are in a file after all: on its pages, in its titles, descriptions, bookmarks and
 * metadata, in its unpacked streams, or anywhere in its bytes.
 * @param words what must not be there
 * @param known everything that may rightly be there: a word that stands in it proves nothing
 * @returns the words that were found; empty when the file keeps its promise
 */
export function findRemoved(file: Uint8Array, words: readonly string[], known: readonly string[]): readonly string[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const rightly = { squashed: squash(known.join(' ')), tokens: tokensOf(known) }
  const suspects = [...new Set(words.map((word) => word.trim()))].filter((word) => {
    const squashed = squash(word)
    if (squashed.length < 2 || /^\d{1,4}$/.test(squashed)) return false
    return isOneShortWord(squashed) ? !rightly.tokens.has(squashed) : !rightly.squashed.includes(squashed)
  })
  if (suspects.length === 0) return []
  const { texts, blocks } = contentOf(bytes)
  const squashed = texts.map(squash)
  const tokens = tokensOf(texts)
  return suspects.filter((word) => {
    const wanted = squash(word)
    if (isOneShortWord(wanted)) return tokens.has(wanted)
    return (
      squashed.some((text) => text.includes(wanted)) ||
      (wanted.length >= tellingLetters && encodingsOf(word).some((code) => isInAny(blocks, code)))
    )
  })
}

const isOneShortWord = (squashed: string): boolean =>
  squashed.length < tellingLetters && /^[\p{L}\p{N}]+$/u.test(squashed)

interface Content {
  readonly texts: readonly string[]
  /** The bytes of the file and of everything packed in it. */
  readonly blocks: readonly Buffer[]
}

function contentOf(bytes: Buffer): Content {
  if (bytes.subarray(0, 1024).includes('%PDF-')) {
    const { texts, streams } = pdfWords(bytes)
    return { texts, blocks: [bytes, ...streams] }
  }
  // Office documents are archives of XML, whose tags may stand in the middle of a word.
  const files = bytes.toString('latin1', 0, 2) === 'PK' ? unzip(bytes, mostUnpacked) : null
  const blocks = [...(files?.values() ?? [])].map((each) => Buffer.from(each))
  return { texts: [bytes, ...blocks].filter(isText).map(withoutTags), blocks: [bytes, ...blocks] }
}

const isText = (bytes: Buffer): boolean => !bytes.subarray(0, 4096).includes(0)

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const withoutTags = (bytes: Buffer): string =>
  bytes
    .toString('utf8')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)

const isInAny = (blocks: readonly Buffer[], code: Buffer): boolean => blocks.some((block) => block.includes(code))

/** How the words may stand in bytes. */
function encodingsOf(word: string): readonly Buffer[] {
  const little = Buffer.from(word, 'utf16le')
  const big = Buffer.from(little).swap16()
  const latin = [...word].every((letter) => (letter.codePointAt(0) ?? 0) < 256) ? [Buffer.from(word, 'latin1')] : []
  return [Buffer.from(word, 'utf8'), little, big, ...latin]
}

/** As it is compared: the typesetter breaks and hyphenates, and binds letters together. */
const squash = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\u00ad\u200b-\u200d\u2010\u2011\u2060\ufeff-]/g, '')

const tokensOf = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(
    texts.flatMap(
      (text) =>
        text
          .normalize('NFKC')
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  )
