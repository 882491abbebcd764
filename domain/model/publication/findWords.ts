import { foldText } from '../foldText.ts'
import type { JsonObject } from '../frozenVersion.ts'
import type { PartId, Sha256 } from '../ids.ts'
import { textLines, type LinePiece, type TextLine } from './textLines.ts'
import type { Redaction } from './publication.ts'

/** A part as far as words are looked for in it. */
export type SearchedPart = { readonly partId: PartId; readonly title: string } & (
  | { readonly form: 'body'; readonly doc: JsonObject }
  | { readonly form: 'file'; readonly fileName: string; readonly blob: Sha256 }
)

/** Where searched words stand in a version. */
export type WordPlace =
  | { readonly at: 'text'; readonly partId: PartId; readonly start: number; readonly end: number }
  | { readonly at: 'part-title'; readonly partId: PartId }
  | { readonly at: 'file-name'; readonly partId: PartId }

const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character)

export interface SearchWish {
  /** Only where no letter stands before or after. */
  readonly wholeWords?: boolean
  /** Other endings of the words too, as names are declined: "Nováková" finds "Novákové". */
  readonly declined?: boolean
}

/**
 * Everywhere where the words stand, whatever their case, accents and spacing. A place takes in the rest
 * of the words it begins and ends in, so that "Novák" finds "Nováka" as well. Words of a footnote,
 * of a picture's description or of a link's address are found as the whole footnote, picture or link.
 */
export function findWords(
  parts: readonly SearchedPart[],
  words: string,
  { wholeWords = false, declined = false }: SearchWish = {},
): readonly WordPlace[] {
  const folded = foldedLetters(words.trim()).text
  if (folded === '') return []
  const wanted: Wanted = { pattern: declined ? anyEnding(folded) : literally(folded), wholeWords }
  const places: WordPlace[] = []
  const isIn = (text: string): boolean => matchesIn(text, wanted).length > 0
  for (const part of parts) {
    const { partId } = part
    if (isIn(part.title)) places.push({ at: 'part-title', partId })
    if (part.form === 'file') {
      if (isIn(part.fileName)) places.push({ at: 'file-name', partId })
      continue
    }
    for (const line of textLines(part.doc)) {
      const found = [...inLine(line, wanted), ...inObjects(line.pieces, isIn)]
      for (const { start, end } of found) places.push({ at: 'text', partId, start, end })
    }
  }
  return places
}

/** What is looked for in folded text, as a regular expression. */
interface Wanted {
  readonly pattern: string
  readonly wholeWords: boolean
}

/** Letters before the ending of a word of this many letters or more may stand for the word. */
const longEnough = 4

/** The words without their last vowel, with up to four letters of another ending. */
const anyEnding = (folded: string): string =>
  folded
    .split(' ')
    .map((word) => {
      const stem = word.length > longEnough ? word.replace(/[aeiouy]$/, '') : word
      return word.length < longEnough || !/^\p{L}+$/u.test(word)
        ? literally(word)
        : `${literally(stem)}\\p{L}{0,4}(?!\\p{L})`
    })
    .join(' ')

/** The text as a regular expression that means itself. */
const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

type Found = Pick<Redaction, 'start' | 'end'>

function inLine(line: TextLine, wanted: Wanted): readonly Found[] {
  const text = line.pieces.map(lettersOf).join('')
  return matchesIn(text, wanted).map(({ start, end }) => ({
    start: line.start + start,
    end: line.start + end,
  }))
}

const lettersOf = (piece: LinePiece): string =>
  piece.kind === 'words' ? piece.text : piece.kind === 'break' ? '\n' : '\u{fffc}'

const inObjects = (pieces: readonly LinePiece[], isIn: (text: string) => boolean): readonly Found[] =>
  pieces.filter((piece) => {
    if (piece.kind === 'footnote' || piece.kind === 'image') return isIn(piece.text)
    return piece.kind === 'words' && piece.href !== null && isIn(decoded(piece.href))
  })

/** An address as a person reads it. */
function decoded(href: string): string {
  try {
    return decodeURIComponent(href)
  } catch (error) {
    if (error instanceof URIError) return href
    throw error
  }
}

/** Matches in code points of the text, grown to whole words and not overlapping. */
function matchesIn(text: string, { pattern, wholeWords }: Wanted): readonly Found[] {
  const folded = foldedLetters(text)
  const letters = [...text]
  const found: { start: number; end: number }[] = []
  for (const match of folded.text.matchAll(new RegExp(pattern, 'gu'))) {
    const at = match.index
    let start = folded.places[at] ?? 0
    let end = (folded.places[at + match[0].length - 1] ?? start) + 1
    const isCut =
      (isLetter(letters[start]) && isLetter(letters[start - 1])) ||
      (isLetter(letters[end - 1]) && isLetter(letters[end]))
    if (wholeWords && isCut) continue
    while (isLetter(letters[start]) && isLetter(letters[start - 1])) start -= 1
    while (isLetter(letters[end - 1]) && isLetter(letters[end])) end += 1
    const last = found.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else found.push({ start, end })
  }
  return found
}

/** The text as it is compared, and for each of its UTF-16 units the code point of the original it comes from. */
function foldedLetters(original: string): { readonly text: string; readonly places: readonly number[] } {
  let text = ''
  const places: number[] = []
  let index = 0
  for (const character of original) {
    const folded = /\s/u.test(character) ? ' ' : foldText(character).replaceAll(/[\u00ad\u200b-\u200d\u2060]/g, '')
    // Any run of spaces is one space.
    if (!(folded === ' ' && text.endsWith(' '))) {
      text += folded
      for (let unit = 0; unit < folded.length; unit += 1) places.push(index)
    }
    index += 1
  }
  return { text, places }
}
