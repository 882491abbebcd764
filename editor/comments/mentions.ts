import { foldText, type PersonId } from '@glosa/domain/model'

/** Somebody who can be named in a text. */
export interface Mentionable {
  readonly id: PersonId
  readonly displayName: string
  /** Told beside the name: the unit. */
  readonly detail?: string | undefined
}

/** A name being typed after "@". */
export interface MentionQuery {
  /** Where the "@" stands. */
  readonly from: number
  readonly words: string
}

/** Longest name that is looked for, letters. */
const longestName = 40

/** The name that is being typed before the caret; `null` when none is. An "@" inside a word is an address, not a name. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const from = text.lastIndexOf('@', caret - 1)
  if (from < 0 || caret - from > longestName) return null
  if (from > 0 && !/[\s(„"]/.test(text[from - 1] ?? '')) return null
  const words = text.slice(from + 1, caret)
  return /^(?:[\p{L}\p{M}.'-]+ ?){0,3}$/u.test(words) ? { from, words } : null
}

/** Whom the typed words can mean, at most `most`; each word begins a word of the name, whatever its accents. */
export function fitting<P extends Mentionable>(people: readonly P[], words: string, most: number): readonly P[] {
  const wanted = foldText(words).split(' ').filter(Boolean)
  const fits = ({ displayName }: P) => {
    const parts = foldText(displayName).split(/[\s.-]+/)
    return wanted.every((word) => parts.some((part) => part.startsWith(word)))
  }
  return people.filter(fits).slice(0, most)
}

/** The text with the name in the place of what was typed, and where the caret stands then. */
export function withMention(
  text: string,
  query: MentionQuery,
  caret: number,
  { displayName }: Mentionable,
): { readonly text: string; readonly caret: number } {
  const before = `${text.slice(0, query.from)}@${displayName} `
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length }
}

/** The people whose names stand in the text after an "@". */
export const mentionedIn = (text: string, people: readonly Mentionable[]): readonly PersonId[] =>
  people
    .filter(({ displayName }) => {
      const rests = text.split(`@${displayName}`).slice(1)
      return rests.some((rest) => !/^\p{L}/u.test(rest))
    })
    .map(({ id }) => id)
