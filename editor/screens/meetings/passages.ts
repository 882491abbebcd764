import { partTextOf, type JsonObject, type PartId, type VersionPassage } from '@glosa/domain/model'
import type { Node } from 'prosemirror-model'
import { codePointPositions } from '../material/frozenMarks.ts'

/** Most characters that a passage may have; longer selections are left alone. */
const longest = 20_000

/**
 * The words between two positions as a passage of the version; `null` when there are none. Blanks at
 * the edges, which a double click takes along, stay outside.
 */
export function passageBetween(doc: Node, partId: PartId, from: number, to: number): VersionPassage | null {
  const { starts, ends } = codePointPositions(doc)
  const text = [...partTextOf(doc.toJSON() as JsonObject)]
  let start = starts.findIndex((position) => position >= from)
  let end = ends.findLastIndex((position) => position <= to) + 1
  if (start < 0) return null
  while (start < end && text[start]?.trim() === '') start++
  while (end > start && text[end - 1]?.trim() === '') end--
  const quote = text.slice(start, end).join('')
  return start < end && quote.length <= longest ? { partId, quote, start, end } : null
}

/** How many code points of the plain text stand before a position. */
export const codePointsBefore = (doc: Node, position: number): number =>
  codePointPositions(doc).ends.filter((end) => end <= position).length
