import { isCovered } from './fonts.ts'

/** A character that no font of the renderer can show, and how often it stands in the version. */
export interface UnshowableCharacter {
  readonly character: string
  readonly count: number
}

/**
 * What has no shape of its own: controls, direction overrides, joiners, variation selectors, soft
 * hyphens, byte order marks, tags. PDF/A refuses most of it; none of it can be missed on paper.
 */
const shapeless =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\u{e0000}-\u{e0fff}]/gu
const oddSpaces = /[\t\u2000-\u200a\u205f\u3000]/g
const lines = /\r\n?|[\u0085\u2028\u2029]/g
const replacement = '\ufffd'

/** Counts what could not be shown while text is prepared for printing. */
export class ShowableText {
  readonly #missing = new Map<string, number>()

  /** The text with every character that can be printed; one that cannot becomes U+FFFD and is counted. */
  of(text: string): string {
    const cleaned = text
      .toWellFormed()
      .replace(lines, '\n')
      .replace(shapeless, '')
      .replace(oddSpaces, ' ')
      .normalize('NFC')
    let shown = ''
    for (const character of cleaned) {
      const codePoint = character.codePointAt(0) ?? 0
      if (character === '\n' || (character !== replacement && isCovered(codePoint))) {
        shown += character
        continue
      }
      const substitute = substitutes.get(character)
      if (substitute !== undefined) {
        shown += substitute
        continue
      }
      this.#missing.set(character, (this.#missing.get(character) ?? 0) + 1)
      shown += replacement
    }
    return shown
  }

  /** What could not be shown so far, most frequent first. */
  missing(): readonly UnshowableCharacter[] {
    return [...this.#missing]
      .map(([character, count]) => ({ character, count }))
      .sort((a, b) => b.count - a.count || (a.character < b.character ? -1 : 1))
  }
}

/**
 * The characters of a text that could not be shown, with their offsets in UTF-16. The same judgement
 * as `ShowableText`, without making the text.
 */
export function* unshowableIn(text: string): Generator<{ readonly character: string; readonly at: number }> {
  // Nothing but plain letters of Latin scripts and common marks, which every font has: most lines.
  if (/^[\t\n\r\u0020-\u007e\u00a0-\u017f\u2013\u2014\u2018-\u201e\u2026]*$/.test(text)) return
  let at = 0
  for (const character of text) {
    const isShown =
      (character !== replacement &&
        [...character.normalize('NFC')].every((one) => isCovered(one.codePointAt(0) ?? 0))) ||
      substitutes.has(character) ||
      isLeftOut(character) ||
      isComposed(text, at, character)
    if (!isShown) yield { character, at }
    at += character.length
  }
}

const isLeftOut = (character: string): boolean =>
  /^[\t\n\r\u0085\u2000-\u200a\u2028\u2029\u205f\u3000]$/u.test(character) || character.replace(shapeless, '') === ''

/** A mark that melts with the letter before it into a character that can be shown. */
function isComposed(text: string, at: number, character: string): boolean {
  if (!/^\p{M}$/u.test(character) || at === 0) return false
  const before = [...text.slice(Math.max(0, at - 8), at)].at(-1) ?? ''
  const composed = [...(before + character).normalize('NFC')]
  return composed.length === 1 && isCovered(composed[0]?.codePointAt(0) ?? 0)
}

/** What means the same and can be printed, for when the fonts lack the original. */
const substitutes: ReadonlyMap<string, string> = new Map([
  ['\u202f', '\u00a0'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2212', '–'],
])

/**
 * Lets a token without a space or hyphen break after every 24 characters, once it is longer
 * than a line of a narrow column.
 */
export const breakLongTokens = (text: string): string =>
  text.replace(/[^\s\u200b\-/]{36,}/gu, (token) => token.replace(/(.{24})(?=\P{M})/gsu, '$1\u200b'))
