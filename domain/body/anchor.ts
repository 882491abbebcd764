import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import * as Y from 'yjs'
import type { BodyId } from '../model/ids.ts'
import type { CommentAnchor } from '../model/material.ts'
import type { TextSpan } from '../model/frozenVersion.ts'
import { bodyFragment } from './bodyMapping.ts'
import { BodyIndex } from './bodyIndex.ts'
import { similarityOf } from './findQuote.ts'

/** A passage as positions in the document, `from` < `to`. */
export interface PassageRange {
  readonly from: number
  readonly to: number
}

/** The part of an anchor that says where; the rest says what stood there. */
export type AnchorEnds = Pick<CommentAnchor, 'first' | 'last'>

/** Characters of context kept on both sides of a quote. */
export const contextLength = 32
const longestEncoding = 120

const encode = (type: Y.XmlText, index: number, assoc: 0 | -1) =>
  toBase64UrlEncoded(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(type, index, assoc)))

/**
 * The ends of an anchor for a range of the document that `index` describes. Edges that are no letters
 * (an image, a footnote, the space between two paragraphs) are left out of it.
 * @returns `null` when the range holds no letter
 */
export function anchorEndsOf(index: BodyIndex, from: number, to: number): (AnchorEnds & PassageRange) | null {
  let start = from
  let end = to
  while (start < end && !index.placeAt(start, 1)) start++
  while (start < end && !index.placeAt(end, -1)) end--
  const first = start < end ? index.placeAt(start, 1) : null
  const last = start < end ? index.placeAt(end, -1) : null
  if (!first || !last) return null
  return { from: start, to: end, first: encode(first.type, first.index, 0), last: encode(last.type, last.index, -1) }
}

/**
 * Anchors a passage of the body as it is now.
 * @param bodySequence sequence number of the body log that the person had seen
 * @returns `null` when the range holds no letter
 */
export function anchorOf(
  index: BodyIndex,
  bodyId: BodyId,
  range: PassageRange,
  bodySequence: number,
): CommentAnchor | null {
  const ends = anchorEndsOf(index, range.from, range.to)
  if (!ends) return null
  const plain = index.plain()
  const start = plain.offsetOf(ends.from)
  const end = plain.offsetOf(ends.to)
  return {
    bodyId,
    first: ends.first,
    last: ends.last,
    quote: plain.text.slice(start, end),
    prefix: plain.text.slice(Math.max(0, start - contextLength), start),
    suffix: plain.text.slice(end, end + contextLength),
    bodySequence,
  }
}

/** A stored end as Yjs reads it; `null` for anything that {@link anchorOf} does not write. */
function decodeEnd(encoded: string): Y.RelativePosition | null {
  if (encoded.length > longestEncoding || !/^[A-Za-z0-9_-]+$/.test(encoded)) return null
  try {
    const position = Y.decodeRelativePosition(fromBase64UrlEncoded(encoded))
    return position.item === null ? null : position
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

interface DecodedAnchor {
  readonly first: Y.RelativePosition | null
  readonly last: Y.RelativePosition | null
}
/** Decoding costs more than looking up, and an editor looks up the same anchors all day. */
const decoded = new WeakMap<AnchorEnds, DecodedAnchor>()

function decode(anchor: AnchorEnds): DecodedAnchor {
  let ends = decoded.get(anchor)
  if (!ends) {
    ends = { first: decodeEnd(anchor.first), last: decodeEnd(anchor.last) }
    decoded.set(anchor, ends)
  }
  return ends
}

/** Where words are that were put back by undo: only the browser that undid can know, everybody else sees them gone. */
export interface ResolveOptions {
  readonly followUndo?: boolean
}

/**
 * Finds the passages of anchors, in one walk over the body; everybody gets the same answer.
 * @param index of the body as it is now, when the caller has it already
 * @returns one answer per anchor: `'gone'` when its words were deleted or the anchor is of no use
 */
export function resolveAnchors(
  ydoc: Y.Doc,
  anchors: readonly AnchorEnds[],
  index: BodyIndex = new BodyIndex(bodyFragment(ydoc)),
  options: ResolveOptions = {},
): (PassageRange | 'gone')[] {
  const follow = options.followUndo ?? false
  return anchors.map((anchor) => {
    const ends = decode(anchor)
    const first = ends.first && Y.createAbsolutePositionFromRelativePosition(ends.first, ydoc, follow)
    const last = first && ends.last && Y.createAbsolutePositionFromRelativePosition(ends.last, ydoc, follow)
    if (!first || !last) return 'gone'
    const from = index.positionIn(first.type, first.index)
    const to = index.positionIn(last.type, last.index)
    return from === null || to === null || from >= to ? 'gone' : { from, to }
  })
}

/** The shared texts in which an anchor begins and ends now; `null` when they are gone. */
export function resolveTypes(
  ydoc: Y.Doc,
  anchor: AnchorEnds,
): { readonly first: Y.AbstractType<unknown>; readonly last: Y.AbstractType<unknown> } | null {
  const ends = decode(anchor)
  const first = ends.first && Y.createAbsolutePositionFromRelativePosition(ends.first, ydoc, false)
  const last = first && ends.last && Y.createAbsolutePositionFromRelativePosition(ends.last, ydoc, false)
  return first && last ? { first: first.type, last: last.type } : null
}

/** The words at an anchor's place now; `null` when they are gone. */
export function wordsAt(ydoc: Y.Doc, anchor: AnchorEnds): string | null {
  const index = new BodyIndex(bodyFragment(ydoc))
  const [range] = resolveAnchors(ydoc, [anchor], index)
  return !range || range === 'gone' ? null : index.text(range.from, range.to)
}

/**
 * Whether an anchor points at its quote.
 * @param similarity how alike the words there must be, 0–1; 1 asks for the very words
 */
export function anchorFits(
  ydoc: Y.Doc,
  anchor: AnchorEnds & Pick<CommentAnchor, 'quote'>,
  similarity: number,
): boolean {
  const words = wordsAt(ydoc, anchor)
  if (words === null || anchor.quote === '') return false
  return similarity >= 1 ? words === anchor.quote : similarityOf(words, anchor.quote) >= similarity
}

/** Passages as code points of the body's plain text, for a frozen version; `null` for words that are gone. */
export function passageSpans(ydoc: Y.Doc, anchors: readonly AnchorEnds[]): (TextSpan | null)[] {
  const index = new BodyIndex(bodyFragment(ydoc))
  const plain = index.plain()
  const codePoints = codePointCounter(plain.text)
  return resolveAnchors(ydoc, anchors, index).map((range) =>
    range === 'gone'
      ? null
      : { start: codePoints(plain.offsetOf(range.from)), end: codePoints(plain.offsetOf(range.to)) },
  )
}

/** Turns UTF-16 offsets into counts of code points. */
function codePointCounter(text: string): (offset: number) => number {
  const pairs = [...text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)].map((match) => match.index + 2)
  if (pairs.length === 0) return (offset) => offset
  return (offset) => {
    const after = pairs.findIndex((end) => end > offset)
    return offset - (after < 0 ? pairs.length : after)
  }
}

/** Anchors the first place where these words stand; `null` when they stand nowhere. */
export function anchorOfQuote(ydoc: Y.Doc, bodyId: BodyId, quote: string, bodySequence: number): CommentAnchor | null {
  const index = new BodyIndex(bodyFragment(ydoc))
  const plain = index.plain()
  const start = quote === '' ? -1 : plain.text.indexOf(quote)
  if (start < 0) return null
  const range = { from: plain.positionOf(start), to: plain.positionOf(start + quote.length) }
  return anchorOf(index, bodyId, range, bodySequence)
}
