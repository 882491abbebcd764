import { anchorEndsOf, contextScore, resolveAnchors, similarityOf } from '@glosa/domain/body'
import type { BodyIndex, PassageRange, PlainText } from '@glosa/domain/body'
import type { CommentAnchor } from '@glosa/domain/model'
import type { BodyBinding } from './bodyBinding.ts'

/** A comment's anchor at the place its words moved to; quote and context are those of the commenter. */
export interface AnchorRepair {
  readonly id: string
  readonly anchor: CommentAnchor
}

/** The server takes a moved anchor only if the words there are this much like the quote, 0–1. */
const leastSimilarity = 0.8
/** A short quote counts as moved with its text only if so many characters of its context came along. */
const enoughContext = 8
const longQuote = 12

/**
 * Looks after anchors following an own edit. A split, a join, a changed block type or a list writes
 * words anew in the shared text, and what points at the old ones points at nothing; the editor still
 * knows where they went.
 * @param shown where each comment's words are on the screen
 * @param inserted what the person just inserted: words cut out before may have been pasted there
 * @returns where the words are, and the anchors that everybody else needs to find them there
 */
export function repairAnchors(
  binding: BodyBinding,
  comments: readonly { readonly id: string; readonly anchor: CommentAnchor }[],
  shown: ReadonlyMap<string, PassageRange>,
  inserted: readonly PassageRange[],
): { readonly ranges: Map<string, PassageRange>; readonly repairs: AnchorRepair[] } {
  const { index } = binding
  const shared = resolveAnchors(
    binding.mirror,
    comments.map((comment) => comment.anchor),
    index,
  )
  const ranges = new Map<string, PassageRange>()
  const repairs: AnchorRepair[] = []
  let plain: PlainText | null = null

  comments.forEach(({ id, anchor }, at) => {
    const found = shared[at]
    const place = found && found !== 'gone' ? found : null
    const wanted =
      shown.get(id) ??
      (place || (plain ??= plainFor(index, inserted)) === null ? null : pasted(plain, anchor, inserted))
    const ends = wanted && anchorEndsOf(index, wanted.from, wanted.to)
    const same = ends && place && ends.from === place.from && ends.to === place.to
    if (!ends || same || similarityOf(index.text(ends.from, ends.to), anchor.quote) < leastSimilarity) {
      if (place) ranges.set(id, place)
      return
    }
    ranges.set(id, { from: ends.from, to: ends.to })
    repairs.push({ id, anchor: { ...anchor, first: ends.first, last: ends.last } })
  })
  return { ranges, repairs }
}

const plainFor = (index: BodyIndex, inserted: readonly PassageRange[]): PlainText | null =>
  inserted.some(({ from, to }) => to > from) ? index.plain() : null

/** Where the quote stands within what was inserted, with the best context. */
function pasted(
  plain: PlainText | null,
  anchor: CommentAnchor,
  inserted: readonly PassageRange[],
): PassageRange | null {
  if (!plain || anchor.quote === '') return null
  let best: { readonly start: number; readonly score: number } | null = null
  for (const { from, to } of inserted) {
    const end = plain.offsetOf(to)
    let start = plain.text.indexOf(anchor.quote, plain.offsetOf(from))
    for (; start >= 0 && start + anchor.quote.length <= end; start = plain.text.indexOf(anchor.quote, start + 1)) {
      const score = contextScore(plain.text, start, start + anchor.quote.length, anchor)
      if (!best || score > best.score) best = { start, score }
    }
  }
  if (!best || (anchor.quote.length < longQuote && best.score < enoughContext)) return null
  return { from: plain.positionOf(best.start), to: plain.positionOf(best.start + anchor.quote.length) }
}
