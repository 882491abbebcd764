import type { Node } from 'prosemirror-model'

/** One step of turning a list of children into another: both numbers = keep or edit, one = delete or insert. */
export interface ChildMove {
  readonly from: number | null
  readonly to: number | null
}

/** Above so many pairs only identical nodes are looked for, so that a huge paste stays quick. */
const pairLimit = 40_000

/**
 * How to turn the children `before` into `after`: equal nodes are kept, the rest are paired in order
 * with the most similar node of the same type. `null` in `before` is nothing we know; it is deleted.
 */
export function alignChildren(before: readonly (Node | null)[], after: readonly Node[]): ChildMove[] {
  const same = (from: number, to: number) => {
    const a = before[from]
    const b = after[to]
    return !!a && !!b && (a === b || a.eq(b))
  }
  let head = 0
  while (head < before.length && head < after.length && same(head, head)) head++
  let tail = 0
  const shorter = Math.min(before.length, after.length) - head
  while (tail < shorter && same(before.length - 1 - tail, after.length - 1 - tail)) tail++

  const moves: ChildMove[] = []
  for (let index = 0; index < head; index++) moves.push({ from: index, to: index })
  let from = head
  let to = head
  const kept = keptPairs(head, before.length - tail, head, after.length - tail, before, after, same)
  for (const [keptFrom, keptTo] of [...kept, [before.length - tail, after.length - tail] as const]) {
    pairGap(before, after, from, keptFrom, to, keptTo, moves)
    if (keptFrom < before.length - tail) moves.push({ from: keptFrom, to: keptTo })
    from = keptFrom + 1
    to = keptTo + 1
  }
  for (let index = tail; index > 0; index--) moves.push({ from: before.length - index, to: after.length - index })
  return moves
}

/** Longest common subsequence of equal nodes between two ranges. */
function keptPairs(
  fromStart: number,
  fromEnd: number,
  toStart: number,
  toEnd: number,
  before: readonly (Node | null)[],
  after: readonly Node[],
  same: (from: number, to: number) => boolean,
): (readonly [number, number])[] {
  const rows = fromEnd - fromStart
  const columns = toEnd - toStart
  if (rows === 0 || columns === 0) return []
  const pairs: (readonly [number, number])[] = []
  if (rows * columns > pairLimit) {
    const places = new Map(after.slice(toStart, toEnd).map((node, index) => [node, toStart + index]))
    let last = toStart - 1
    for (let from = fromStart; from < fromEnd; from++) {
      const node = before[from]
      const to = node ? places.get(node) : undefined
      if (to === undefined || to <= last) continue
      pairs.push([from, to])
      last = to
    }
    return pairs
  }
  const width = columns + 1
  const lengths = new Uint32Array((rows + 1) * width)
  const equal = new Uint8Array(rows * columns)
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const hit = same(fromStart + row, toStart + column)
      if (hit) equal[row * columns + column] = 1
      lengths[row * width + column] = hit
        ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
        : Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0)
    }
  }
  for (let row = 0, column = 0; row < rows && column < columns;) {
    if (equal[row * columns + column]) pairs.push([fromStart + row++, toStart + column++])
    else if ((lengths[(row + 1) * width + column] ?? 0) >= (lengths[row * width + column + 1] ?? 0)) row++
    else column++
  }
  return pairs
}

function pairGap(
  before: readonly (Node | null)[],
  after: readonly Node[],
  from: number,
  fromEnd: number,
  to: number,
  toEnd: number,
  moves: ChildMove[],
) {
  const ending: ChildMove[] = []
  while (from < fromEnd && to < toEnd) {
    const left = similarity(before[from], after[to])
    const right = similarity(before[fromEnd - 1], after[toEnd - 1])
    if (right > left) ending.push({ from: --fromEnd, to: --toEnd })
    else if (left >= 0) moves.push({ from: from++, to: to++ })
    else {
      moves.push({ from: from++, to: null })
      moves.push({ from: null, to: to++ })
    }
  }
  while (from < fromEnd) moves.push({ from: from++, to: null })
  while (to < toEnd) moves.push({ from: null, to: to++ })
  moves.push(...ending.reverse())
}

/** How much of two nodes of one type is equal at both ends, in positions; -1 for different types. */
function similarity(a: Node | null | undefined, b: Node | null | undefined): number {
  if (!a || !b || a.type !== b.type) return -1
  const start = a.content.findDiffStart(b.content)
  if (start === null) return a.content.size
  const end = a.content.findDiffEnd(b.content)
  return start + (end ? a.content.size - end.a : 0)
}
