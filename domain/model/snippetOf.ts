import { foldText } from './foldText.ts'

/** A piece of a text; `isHit` for a word that was searched for. */
export interface SnippetPiece {
  readonly text: string
  readonly isHit: boolean
}

/** Characters around what was found. */
const before = 60
const longest = 240

/**
 * The place of a text where the most of the words stand together, cut at words, with the hits marked.
 * @param words folded beginnings of words, as `searchWords` gives them
 */
export function snippetOf(text: string, words: readonly string[]): readonly SnippetPiece[] {
  const hits = hitsIn(text, words)
  const first = bestHit(hits)
  const from = first ? cutBefore(text, Math.max(0, first.start - before)) : 0
  const to = cutAfter(text, Math.min(text.length, from + longest))
  const pieces: SnippetPiece[] = []
  const add = (piece: string, isHit: boolean) => {
    if (piece) pieces.push({ text: piece, isHit })
  }
  let at = from
  for (const { start, end } of hits) {
    if (start < from || end > to) continue
    add(text.slice(at, start), false)
    add(text.slice(start, end), true)
    at = end
  }
  add(text.slice(at, to), false)
  const [head] = pieces
  if (from > 0 && head) pieces[0] = head.isHit ? head : { ...head, text: `… ${head.text}` }
  if (from > 0 && head?.isHit) pieces.unshift({ text: '… ', isHit: false })
  if (to < text.length) pieces.push({ text: ' …', isHit: false })
  return pieces
}

interface Hit {
  readonly start: number
  readonly end: number
  readonly word: string
}

function hitsIn(text: string, words: readonly string[]): readonly Hit[] {
  const hits: Hit[] = []
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const folded = foldText(match[0])
    const word = words.find((each) => folded.startsWith(each))
    if (word !== undefined) hits.push({ start: match.index, end: match.index + match[0].length, word })
  }
  return hits
}

/** The hit after which the most different words follow within a snippet. */
function bestHit(hits: readonly Hit[]): Hit | null {
  let best: Hit | null = null
  let most = 0
  for (const [index, hit] of hits.entries()) {
    const near = new Set<string>()
    for (const other of hits.slice(index)) {
      if (other.end > hit.start + longest - before) break
      near.add(other.word)
    }
    if (near.size > most) [best, most] = [hit, near.size]
  }
  return best
}

/** The beginning of the word that a place is in, unless it is too far. */
function cutBefore(text: string, place: number): number {
  if (place === 0) return 0
  const space = text.slice(Math.max(0, place - 30), place).search(/\s\S*$/)
  return space < 0 ? place : Math.max(0, place - 30) + space + 1
}

/** The end of the word that a place is in, unless it is too far. */
function cutAfter(text: string, place: number): number {
  const space = text.slice(place, place + 30).search(/\s|$/)
  return space < 0 ? place : place + space
}
