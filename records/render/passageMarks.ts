import { isQuoting, type FrozenComment } from '@glosa/domain/model'
import { commentLinkScheme } from './linkComments.ts'

/** The addresses under which a comment's row and its marker in the text find each other. */
export const rowAddressOf = (number: number): string => `${commentLinkScheme}row-${number}`
export const markAddressOf = (number: number): string => `${commentLinkScheme}mark-${number}`

/**
 * The comments of one part on their way through its text: tells which markers are due at which
 * code point, and remembers where each passage begins in the words of a citation.
 */
export class PassageMarks {
  readonly #starts: readonly { readonly number: number; readonly start: number }[]
  readonly #ends: readonly { readonly number: number; readonly end: number }[]
  readonly #places = new Map<number, string>()
  readonly #marked = new Set<number>()
  #nextStart = 0
  #nextEnd = 0

  constructor(comments: readonly FrozenComment[], partId: string) {
    const standing = comments.flatMap(({ number, place }) =>
      isQuoting(place) && place.partId === partId && place.start !== null && place.end !== null
        ? [{ number, start: place.start, end: place.end }]
        : [],
    )
    this.#starts = standing.toSorted((a, b) => a.start - b.start || a.number - b.number)
    this.#ends = standing.toSorted((a, b) => a.end - b.end || a.number - b.number)
  }

  /** The end of the next passage at or before code point `end`; `null` when none ends there. */
  nextEnd(end: number): number | null {
    const next = this.#ends[this.#nextEnd]
    return next && next.end <= end ? next.end : null
  }

  /** Takes the numbers of the comments whose passage ends at or before `offset`, each once. */
  takeEnded(offset: number): readonly number[] {
    const numbers: number[] = []
    for (let next = this.#ends[this.#nextEnd]; next && next.end <= offset; next = this.#ends[this.#nextEnd]) {
      numbers.push(next.number)
      this.#marked.add(next.number)
      this.#nextEnd += 1
    }
    return numbers
  }

  /** Notes that every passage that starts at or before `end` and has no place yet is in `place`. */
  locateUpTo(end: number, place: string): void {
    for (let next = this.#starts[this.#nextStart]; next && next.start <= end; next = this.#starts[this.#nextStart]) {
      this.#places.set(next.number, place)
      this.#nextStart += 1
    }
  }

  /** Where the passage is, e.g. "čl. 2 odst. 3"; `''` before the first heading or when it has no place. */
  placeOf(number: number): string {
    return this.#places.get(number) ?? ''
  }

  hasMark(number: number): boolean {
    return this.#marked.has(number)
  }
}
