import type { MaterialView } from '@glosa/domain/contract'
import type { ComparedLine } from './compareLines.ts'

type ShownComment = MaterialView['comments'][number]

const accepting: ReadonlySet<string> = new Set(['accepted', 'accepted-in-part'])
/** Shorter words occur by chance. */
const leastQuote = 4

/**
 * The comment that caused a change, as far as it can be told: an accepted one about words of the
 * line as it was, or whose proposed wording stands in it now; `null` when there is none.
 */
export function causeOf(line: ComparedLine, comments: readonly ShownComment[]): ShownComment | null {
  if (line.type === 'kept' || line.type === 'left') return null
  const before =
    line.type === 'changed' || line.type === 'moved' ? line.before.text : line.type === 'removed' ? line.line.text : ''
  const after = line.type === 'removed' ? '' : line.line.text
  const held = (text: string, words: string | null | undefined) =>
    words !== null && words !== undefined && words.trim().length >= leastQuote && text.includes(words.trim())
  const isAbout = (comment: ShownComment) => {
    const quote = 'anchor' in comment.place ? comment.place.anchor.quote : null
    const accepted = comment.settled?.passage?.quote
    const brings = [comment.proposedWording, accepted].some((words) => held(after, words) && !held(before, words))
    const replaces = held(before, quote) && !held(after, quote)
    return brings || replaces
  }
  return (
    comments.find((comment) => accepting.has(comment.settled?.settlement.verdict ?? '') && isAbout(comment)) ?? null
  )
}

/** The comments about one part. */
export const commentsOn = (material: MaterialView, partId: string): readonly ShownComment[] =>
  material.comments.filter((comment) => 'partId' in comment.place && comment.place.partId === partId)
