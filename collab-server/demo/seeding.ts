import { anchorOf, bodyFragment, BodyIndex } from '@glosa/domain/body'
import { isRefused, type CommentPlace, type MaterialId, type Part, type Refused } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'

/** What a command came to; demo data that is refused is wrong. */
export function done<T>(outcome: T | Refused): T {
  if (isRefused(outcome)) throw new Error(`the demo data was refused: ${JSON.stringify(outcome)}`)
  return outcome
}

/** The place of the first occurrence of words in a part; the whole part for `null`. */
export async function placeOf(
  context: CommandContext,
  materialId: MaterialId,
  part: Part,
  quote: string | null,
): Promise<CommentPlace> {
  if (quote === null || part.form !== 'body') return { at: 'part', partId: part.id }
  const { bodyId } = part
  const anchor = await context.live.look(materialId, bodyId, (ydoc, sequence) => {
    const index = new BodyIndex(bodyFragment(ydoc))
    const plain = index.plain()
    const start = plain.text.indexOf(quote)
    if (start < 0) return null
    const range = { from: plain.positionOf(start), to: plain.positionOf(start + quote.length) }
    return anchorOf(index, bodyId, range, sequence)
  })
  if (!anchor) throw new Error(`the demo text has no words „${quote}“`)
  return { at: 'passage', partId: part.id, anchor }
}
