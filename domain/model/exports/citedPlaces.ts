import type { JsonObject, TextSpan } from '../frozenVersion.ts'
import { childrenOf, isTextBlock, leafTextOf, nodeTypeOf, partTextOf } from '../partText.ts'

/** Where words stand in a text, as one cites it; what there is none of is `null`. */
export interface CitedPlace {
  /** The nearest heading before them that is no article. */
  readonly heading: string | null
  /** Number of the article. */
  readonly article: number | null
  /** Number of the paragraph within the article (odstavec). */
  readonly clause: number | null
  /** The words as they stand now. */
  readonly words: string
}

const mostHeading = 80

/**
 * Cites the places of passages in one text.
 * @param spans code points of `partTextOf(doc)`
 * @returns a place for each span, in the order given
 */
export function citedPlaces(doc: JsonObject, spans: readonly TextSpan[]): readonly CitedPlace[] {
  if (spans.length === 0) return []
  const lines = linesOf(doc)
  const letters = [...partTextOf(doc)]
  return spans.map(({ start, end }) => {
    const { heading, article, clause } = lines[lineAt(lines, start)] ?? nowhere
    return { heading, article, clause, words: letters.slice(start, end).join('') }
  })
}

interface Line extends Pick<CitedPlace, 'heading' | 'article' | 'clause'> {
  /** Code points of the text up to the end of the line. */
  readonly end: number
}

const nowhere = { heading: null, article: null, clause: null }

/** Index of the first line that ends at or after the offset. */
function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.end ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

function linesOf(doc: JsonObject): readonly Line[] {
  const lines: Line[] = []
  let end = -1
  let articles = 0
  let section: Omit<Line, 'end'> = nowhere
  // A stack of our own: a hostile text must not exhaust the one of the process.
  const pending: JsonObject[] = [doc]
  for (let node = pending.pop(); node; node = pending.pop()) {
    const type = nodeTypeOf(node)
    const text = isTextBlock(node) ? childrenOf(node).map(leafTextOf).join('') : leafTextOf(node)
    if (type === 'heading') section = { heading: text.trim().slice(0, mostHeading), article: null, clause: null }
    else if (type === 'article') section = { ...section, article: ++articles, clause: null }
    else if (type === 'clause') section = { ...section, clause: (section.clause ?? 0) + 1 }
    if (isTextBlock(node) || type === 'image') {
      end += 1 + [...text].length
      lines.push({ ...section, end })
    } else for (const child of childrenOf(node).toReversed()) pending.push(child)
  }
  return lines
}
