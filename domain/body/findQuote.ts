import type { CommentAnchor } from '../model/material.ts'

/** Where lost words may be, as offsets of the plain text; `exact` when the very words stand there. */
export interface FoundQuote {
  readonly start: number
  readonly end: number
  readonly exact: boolean
}

type Quote = Pick<CommentAnchor, 'quote' | 'prefix' | 'suffix'>

const shortestContext = 6

/**
 * Looks for a quote whose place was lost: its words where the context fits best, else what now
 * stands between its prefix and suffix if at least half of it is still the quote.
 * @returns a place to offer to a person; `null` when there is none
 */
export function findQuote(text: string, wanted: Quote): FoundQuote | null {
  if (wanted.quote === '') return null
  let best: (FoundQuote & { score: number }) | null = null
  for (let start = text.indexOf(wanted.quote); start >= 0; start = text.indexOf(wanted.quote, start + 1)) {
    const end = start + wanted.quote.length
    const score = contextScore(text, start, end, wanted)
    if (!best || score > best.score) best = { start, end, exact: true, score }
  }
  if (best) return { start: best.start, end: best.end, exact: true }
  return betweenContext(text, wanted)
}

/** How many characters of the context still stand around a place. */
export function contextScore(text: string, start: number, end: number, wanted: Quote): number {
  return (
    sharedEnd(text.slice(Math.max(0, start - wanted.prefix.length), start), wanted.prefix) +
    sharedStart(text.slice(end, end + wanted.suffix.length), wanted.suffix)
  )
}

function betweenContext(text: string, wanted: Quote): FoundQuote | null {
  const before = wanted.prefix.slice(-16)
  const after = wanted.suffix.slice(0, 16)
  if (before.length < shortestContext || after.length < shortestContext) return null
  let best: (FoundQuote & { score: number }) | null = null
  for (let at = text.indexOf(before); at >= 0; at = text.indexOf(before, at + 1)) {
    const start = at + before.length
    const end = text.indexOf(after, start)
    if (end <= start || end - start > wanted.quote.length * 2) continue
    const score = similarityOf(text.slice(start, end), wanted.quote)
    if (score >= 0.5 && (!best || score > best.score)) best = { start, end, exact: false, score }
  }
  return best && { start: best.start, end: best.end, exact: false }
}

function sharedStart(a: string, b: string): number {
  let count = 0
  while (count < a.length && count < b.length && a[count] === b[count]) count++
  return count
}

function sharedEnd(a: string, b: string): number {
  let count = 0
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count++
  return count
}

/** Above so many cells the edit distance is not computed, only what is equal at both ends. */
const cellLimit = 4_000_000

/** How alike two texts are: 1 for equal ones, less by their edit distance over the longer length. */
export function similarityOf(a: string, b: string): number {
  const longer = Math.max(a.length, b.length)
  if (longer === 0 || a === b) return 1
  const head = sharedStart(a, b)
  const tail = Math.min(sharedEnd(a, b), Math.min(a.length, b.length) - head)
  const left = a.slice(head, a.length - tail)
  const right = b.slice(head, b.length - tail)
  if (left.length * right.length > cellLimit) return (head + tail) / longer
  return 1 - editDistance(left, right) / longer
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
