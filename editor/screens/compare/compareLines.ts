import { wordDifference, type Stretch } from '../../comments/wordDifference.ts'
import { alignLines, likeness } from './alignLines.ts'
import type { Line } from './linesOf.ts'

/** A line of the comparison, in the order of the new text; removed lines stand where they stood. */
export type ComparedLine =
  | { readonly type: 'kept'; readonly line: Line }
  | { readonly type: 'added'; readonly line: Line }
  | { readonly type: 'removed'; readonly line: Line }
  | {
      readonly type: 'changed'
      readonly before: Line
      readonly line: Line
      readonly stretches: readonly Stretch[]
    }
  /** Stands elsewhere now, perhaps with other words. `move` is the same number at both places. */
  | {
      readonly type: 'moved'
      readonly before: Line
      readonly line: Line
      readonly stretches: readonly Stretch[]
      readonly move: number
    }
  /** Where a moved line stood. */
  | { readonly type: 'left'; readonly line: Line; readonly move: number }

/** From this many letters on a line found elsewhere counts as moved; shorter ones are alike by chance. */
const leastMoved = 24
/** How alike a moved line must be to the one that left, 0–1. */
const leastLikeness = 0.75

/** Compares two texts line by line, then word by word; says what was moved instead of twice what was not written. */
export function compareLines(before: readonly Line[], after: readonly Line[]): readonly ComparedLine[] {
  const pairs = alignLines(before, after)
  const removed = new Set<number>()
  const added = new Set<number>()
  for (const { old, fresh } of pairs) {
    if (fresh === null && old !== null) removed.add(old)
    if (old === null && fresh !== null) added.add(fresh)
  }
  const { origins, moves } = findMoves(before, after, removed, added)
  return pairs.map(({ old, fresh }): ComparedLine => {
    const was = old === null ? undefined : before[old]
    const is = fresh === null ? undefined : after[fresh]
    if (is && fresh !== null) {
      const origin = was ?? before[origins.get(fresh) ?? -1]
      if (!origin) return { type: 'added', line: is }
      const stretches = wordDifference(origin.text, is.text)
      if (!was)
        return { type: 'moved', before: origin, line: is, stretches, move: moves.get(origins.get(fresh) ?? -1) ?? 0 }
      const isSame = was.text === is.text && was.kind === is.kind && was.level === is.level
      return isSame ? { type: 'kept', line: is } : { type: 'changed', before: was, line: is, stretches }
    }
    if (!was || old === null) throw new TypeError('a pair has at least one line')
    const move = moves.get(old)
    return move === undefined ? { type: 'removed', line: was } : { type: 'left', line: was, move }
  })
}

/** Pairs what left with what came, equal words first, then the most alike. */
function findMoves(
  before: readonly Line[],
  after: readonly Line[],
  removed: Set<number>,
  added: Set<number>,
): { readonly origins: ReadonlyMap<number, number>; readonly moves: ReadonlyMap<number, number> } {
  const origins = new Map<number, number>()
  const moves = new Map<number, number>()
  const candidates: { readonly old: number; readonly fresh: number; readonly alike: number }[] = []
  for (const fresh of added) {
    const line = after[fresh]
    if (!line || line.text.length < leastMoved) continue
    for (const old of removed) {
      const other = before[old]
      if (!other || other.kind === 'image' || other.text.length < leastMoved) continue
      const alike = likeness(other, line)
      if (alike >= leastLikeness) candidates.push({ old, fresh, alike })
    }
  }
  candidates.sort((a, b) => b.alike - a.alike || a.fresh - b.fresh || a.old - b.old)
  for (const { old, fresh } of candidates) {
    if (moves.has(old) || origins.has(fresh)) continue
    origins.set(fresh, old)
    moves.set(old, moves.size + 1)
  }
  return { origins, moves }
}

/** How much changed, for the counters above a comparison. */
export function countChanges(lines: readonly ComparedLine[]) {
  const counts = { changed: 0, added: 0, removed: 0, moved: 0 }
  for (const { type } of lines) if (type !== 'kept' && type !== 'left') counts[type] += 1
  return counts
}
