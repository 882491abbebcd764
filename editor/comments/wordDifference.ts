/** A stretch of the old or the new wording. */
export interface Stretch {
  readonly type: 'kept' | 'removed' | 'added'
  readonly text: string
}

/** Longer wordings are shown as one replacement: the table of the comparison grows with the product of both. */
const longest = 600

/** The difference of two wordings by words, for showing a proposal as struck-out and underlined text. */
export function wordDifference(before: string, after: string): readonly Stretch[] {
  const old = wordsOf(before)
  const fresh = wordsOf(after)
  if (old.length > longest || fresh.length > longest) {
    return [removed(before), added(after)].filter((stretch) => stretch.text !== '')
  }
  const common = commonLengths(old, fresh)
  const stretches: Stretch[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < fresh.length) {
    const word = old[i]
    const other = fresh[j]
    if (word !== undefined && word === other) {
      push(stretches, { type: 'kept', text: word })
      i++
      j++
    } else if (word !== undefined && (other === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      push(stretches, removed(word))
      i++
    } else {
      push(stretches, added(other ?? ''))
      j++
    }
  }
  return regroup(stretches)
}

const removed = (text: string): Stretch => ({ type: 'removed', text })
const added = (text: string): Stretch => ({ type: 'added', text })
const wordsOf = (text: string) => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []

/** `result[i][j]`: how many words the rests `old[i…]` and `fresh[j…]` have in common, in order. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1))
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      const row = table[i]
      const below = table[i + 1]
      if (!row || !below) continue
      row[j] = old[i] === fresh[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}

function push(stretches: Stretch[], stretch: Stretch): void {
  const last = stretches.at(-1)
  if (last?.type === stretch.type) stretches[stretches.length - 1] = { ...last, text: last.text + stretch.text }
  else stretches.push(stretch)
}

/** Joins changes with only a space between them, so that words are replaced and not letters peppered. */
function regroup(stretches: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = []
  let gone = ''
  let come = ''
  const flush = () => {
    if (gone) push(result, removed(gone))
    if (come) push(result, added(come))
    gone = ''
    come = ''
  }
  for (const [i, stretch] of stretches.entries()) {
    const next = stretches[i + 1]
    if (stretch.type === 'removed') gone += stretch.text
    else if (stretch.type === 'added') come += stretch.text
    else if (/^\s+$/.test(stretch.text) && (gone || come) && next) {
      gone += stretch.text
      come += stretch.text
    } else {
      flush()
      push(result, stretch)
    }
  }
  flush()
  return result
}
