import type { PassageRange } from '@glosa/domain/body'
import type { Node } from 'prosemirror-model'

/**
 * Where a passage went whose block one change took out and put in again elsewhere, as moving a row of a table does.
 * @param before the text before the change, with the passage at `range`
 * @param inserted what the change put into `after`
 * @returns `null` when the block is not there again, or at several places with equal right
 */
export function movedPassage(
  before: Node,
  range: PassageRange,
  after: Node,
  inserted: readonly PassageRange[],
): PassageRange | null {
  const $from = before.resolve(range.from)
  const block = $from.parent
  if (!block.isTextblock || range.to > $from.end()) return null
  const surroundings = textsAround(before, range.from)
  let best: number | null = null
  let bestScore = -1
  for (const { from, to } of inserted) {
    after.nodesBetween(from, to, (node, pos) => {
      if (!node.isTextblock) return true
      if (pos < from || pos + node.nodeSize > to || !node.content.eq(block.content)) return false
      const score = sharedLength(surroundings, textsAround(after, pos + 1))
      if (score === bestScore) best = null
      if (score > bestScore) [best, bestScore] = [pos + 1, score]
      return false
    })
  }
  if (best === null) return null
  const start = best + $from.parentOffset
  return { from: start, to: start + range.to - range.from }
}

/** The text of what stands around the block at a position: its cell, the row, the table. */
function textsAround(doc: Node, position: number): readonly string[] {
  const $at = doc.resolve(position)
  return Array.from({ length: Math.max(0, $at.depth - 1) }, (_, up) => $at.node($at.depth - 1 - up).textContent)
}

/** How many of the first texts are the same. */
function sharedLength(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((text, index) => text !== b[index])
  return at < 0 ? a.length : at
}
