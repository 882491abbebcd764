import type { Line } from './linesOf.ts'

/** Indexes of lines that belong together; `null` where the other text has no such line. */
export interface LinePair {
  readonly old: number | null
  readonly fresh: number | null
}

/** How alike two lines must be to be shown as one changed line, 0–1. */
const leastAlike = 0.4
/** Above so many pairs in a stretch without a common line, only equal positions are compared. */
const mostPairs = 160_000

/**
 * Aligns two texts. Lines that occur once in each and in the same order hold the texts together
 * (patience); between them equal lines are matched, then the most alike ones.
 */
export function alignLines(before: readonly Line[], after: readonly Line[]): readonly LinePair[] {
  const pairs: LinePair[] = []
  alignBetween(before, after, 0, before.length, 0, after.length, pairs)
  return pairs
}

function alignBetween(
  before: readonly Line[],
  after: readonly Line[],
  oldFrom: number,
  oldTo: number,
  freshFrom: number,
  freshTo: number,
  pairs: LinePair[],
): void {
  let [a, b] = [oldFrom, freshFrom]
  while (a < oldTo && b < freshTo && isSame(before[a], after[b])) pairs.push({ old: a++, fresh: b++ })
  let [endA, endB] = [oldTo, freshTo]
  while (endA > a && endB > b && isSame(before[endA - 1], after[endB - 1])) {
    endA -= 1
    endB -= 1
  }
  const anchors = commonOnce(before, after, a, endA, b, endB)
  if (anchors.length === 0) alignByLikeness(before, after, a, endA, b, endB, pairs)
  else {
    for (const { old, fresh } of anchors) {
      alignBetween(before, after, a, old, b, fresh, pairs)
      pairs.push({ old, fresh })
      a = old + 1
      b = fresh + 1
    }
    alignBetween(before, after, a, endA, b, endB, pairs)
  }
  for (let i = endA, j = endB; i < oldTo; i++, j++) pairs.push({ old: i, fresh: j })
}

const isSame = (a: Line | undefined, b: Line | undefined) =>
  a !== undefined && b !== undefined && a.text === b.text && a.kind === b.kind && a.level === b.level

const keyOf = (line: Line | undefined) => (line ? `${line.kind} ${line.level} ${line.text}` : '')

/** Lines that occur exactly once in both stretches, as many as stand in the same order. */
function commonOnce(
  before: readonly Line[],
  after: readonly Line[],
  oldFrom: number,
  oldTo: number,
  freshFrom: number,
  freshTo: number,
): readonly { readonly old: number; readonly fresh: number }[] {
  const places = new Map<string, { old: number; fresh: number; olds: number; freshes: number }>()
  for (let i = oldFrom; i < oldTo; i++) {
    const key = keyOf(before[i])
    const place = places.get(key)
    if (place) place.olds += 1
    else places.set(key, { old: i, fresh: -1, olds: 1, freshes: 0 })
  }
  for (let j = freshFrom; j < freshTo; j++) {
    const place = places.get(keyOf(after[j]))
    if (!place) continue
    place.fresh = j
    place.freshes += 1
  }
  // In the order of the old text, as a map keeps it.
  const once = [...places.values()].filter(({ olds, freshes }) => olds === 1 && freshes === 1)
  return longestRising(once)
}

/** The longest subsequence whose `fresh` rises. */
function longestRising<T extends { readonly fresh: number }>(items: readonly T[]): readonly T[] {
  const tails: number[] = []
  const previous: number[] = []
  items.forEach((item, index) => {
    let [low, high] = [0, tails.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((items[tails[middle] ?? 0]?.fresh ?? 0) < item.fresh) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1
    tails[low] = index
  })
  const chain: T[] = []
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const item = items[index]
    if (item) chain.push(item)
  }
  return chain.reverse()
}

/** Pairs lines so that the sum of their likeness is greatest, keeping the order; the rest stands alone. */
function alignByLikeness(
  before: readonly Line[],
  after: readonly Line[],
  oldFrom: number,
  oldTo: number,
  freshFrom: number,
  freshTo: number,
  pairs: LinePair[],
): void {
  const olds = oldTo - oldFrom
  const freshes = freshTo - freshFrom
  if (olds * freshes > mostPairs || olds === 0 || freshes === 0) {
    for (let i = oldFrom; i < oldTo; i++) pairs.push({ old: i, fresh: null })
    for (let j = freshFrom; j < freshTo; j++) pairs.push({ old: null, fresh: j })
    return
  }
  const width = freshes + 1
  const best = new Float32Array((olds + 1) * width)
  const gain = new Float32Array(olds * freshes)
  for (let i = olds - 1; i >= 0; i--) {
    for (let j = freshes - 1; j >= 0; j--) {
      const [was, is] = [before[oldFrom + i], after[freshFrom + j]]
      const alike = was && is ? likeness(was, is) : 0
      const won = alike >= leastAlike ? alike : -1
      gain[i * freshes + j] = won
      best[i * width + j] = Math.max(
        best[(i + 1) * width + j] ?? 0,
        best[i * width + j + 1] ?? 0,
        won > 0 ? (best[(i + 1) * width + j + 1] ?? 0) + won : 0,
      )
    }
  }
  let [i, j] = [0, 0]
  while (i < olds || j < freshes) {
    const here = best[i * width + j] ?? 0
    const won = i < olds && j < freshes ? (gain[i * freshes + j] ?? -1) : -1
    if (won > 0 && Math.abs(here - won - (best[(i + 1) * width + j + 1] ?? 0)) < 1e-4) {
      pairs.push({ old: oldFrom + i++, fresh: freshFrom + j++ })
    } else if (i < olds && (j >= freshes || (best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0))) {
      pairs.push({ old: oldFrom + i++, fresh: null })
    } else pairs.push({ old: null, fresh: freshFrom + j++ })
  }
}

const wordSets = new WeakMap<Line, ReadonlyMap<string, number>>()

function wordsOf(line: Line): ReadonlyMap<string, number> {
  let words = wordSets.get(line)
  if (!words) {
    const counted = new Map<string, number>()
    for (const word of line.text.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      counted.set(word, (counted.get(word) ?? 0) + 1)
    }
    words = counted
    wordSets.set(line, words)
  }
  return words
}

/** How many words two lines share, 0–1 (Sørensen–Dice); a heading is never like a line of another kind. */
export function likeness(a: Line, b: Line): number {
  if (a.text === b.text) return a.kind === b.kind ? 1 : 0.95
  if (a.kind === 'image' || b.kind === 'image') return 0
  if ((a.kind === 'heading' || a.kind === 'article') !== (b.kind === 'heading' || b.kind === 'article')) return 0
  const [ours, others] = [wordsOf(a), wordsOf(b)]
  let shared = 0
  let all = 0
  for (const [word, count] of ours) {
    shared += Math.min(count, others.get(word) ?? 0)
    all += count
  }
  for (const count of others.values()) all += count
  return all === 0 ? 0 : (2 * shared) / all
}
