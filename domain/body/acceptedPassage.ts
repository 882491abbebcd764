import type * as Y from 'yjs'
import type { BodyId } from '../model/ids.ts'
import type { CommentAnchor } from '../model/material.ts'
import { isRefused, type Refused } from '../model/refusals.ts'
import { anchorOf, contextLength, resolveAnchors } from './anchor.ts'
import { BodyIndex } from './bodyIndex.ts'
import { bodyFragment } from './bodyMapping.ts'
import { contextScore } from './findQuote.ts'
import { replacePassage, type ReplacedWords } from './replacePassage.ts'

/**
 * Puts a proposed wording in place of the anchored words and anchors what stands there then. A
 * wording that is there already (an act whose answer was lost) is found, not applied again.
 * @param ydoc a fork that the caller may change
 * @param bodySequence sequence number of the body log that the fork was made from
 * @returns the passage as accepted; its `quote` is empty when the words were deleted
 */
export function acceptWording(
  ydoc: Y.Doc,
  anchor: CommentAnchor,
  wording: string,
  bodySequence: number,
): CommentAnchor | Refused {
  const replaced = replacePassage(ydoc, anchor, wording)
  if (!isRefused(replaced)) return acceptedAt(ydoc, anchor, replaced, bodySequence)
  return alreadyThere(ydoc, anchor, wording, bodySequence) ?? replaced
}

function acceptedAt(ydoc: Y.Doc, anchor: CommentAnchor, range: ReplacedWords, bodySequence: number): CommentAnchor {
  const index = new BodyIndex(bodyFragment(ydoc))
  const passage = anchorOf(index, anchor.bodyId, range, bodySequence)
  if (passage) return passage
  const plain = index.plain()
  return deletionAt(plain.text, plain.offsetOf(range.from), anchor.bodyId, bodySequence)
}

/** Where words were deleted: only the context is left to find the place by. */
const deletionAt = (text: string, at: number, bodyId: BodyId, bodySequence: number): CommentAnchor => ({
  bodyId,
  first: '',
  last: '',
  quote: '',
  prefix: text.slice(Math.max(0, at - contextLength), at),
  suffix: text.slice(at, at + contextLength),
  bodySequence,
})

function alreadyThere(ydoc: Y.Doc, anchor: CommentAnchor, wording: string, bodySequence: number): CommentAnchor | null {
  if (wording === '') return null
  const index = new BodyIndex(bodyFragment(ydoc))
  const plain = index.plain()
  const [start, another] = placesOf(plain.text, { ...anchor, quote: wording })
  if (start === undefined || another !== undefined) return null
  const range = { from: plain.positionOf(start), to: plain.positionOf(start + wording.length) }
  return anchorOf(index, anchor.bodyId, range, bodySequence)
}

/** Where a quote stands with its whole context around it. */
function placesOf(text: string, wanted: Pick<CommentAnchor, 'quote' | 'prefix' | 'suffix'>): readonly number[] {
  const places: number[] = []
  for (let at = text.indexOf(wanted.quote); at >= 0 && places.length < 2; at = text.indexOf(wanted.quote, at + 1)) {
    const whole = wanted.prefix.length + wanted.suffix.length
    if (contextScore(text, at, at + wanted.quote.length, wanted) === whole) places.push(at)
  }
  return places
}

/** An accepted passage to look at again. */
export interface AcceptedPassage {
  readonly passage: CommentAnchor
  /** The words that were there before an accepted deletion; `''` where nothing was deleted. */
  readonly deleted: string
}

/** What became of an accepted passage. */
export type PassageNow =
  | { readonly isRewritten: false }
  /** Other words stand there, or the deleted ones again. `words` is `null` when the place is gone. */
  | { readonly isRewritten: true; readonly words: string | null }

const asAccepted: PassageNow = { isRewritten: false }

/**
 * Compares accepted passages of one body with what stands there now. A passage that moved with its
 * surroundings (cut and pasted, or deleted and brought back) is not rewritten.
 */
export function lookAtPassages(ydoc: Y.Doc, accepted: readonly AcceptedPassage[]): PassageNow[] {
  if (accepted.length === 0) return []
  const index = new BodyIndex(bodyFragment(ydoc))
  const { text } = index.plain()
  const ranges = resolveAnchors(
    ydoc,
    accepted.map(({ passage }) => passage),
    index,
  )
  return accepted.map(({ passage, deleted }, at): PassageNow => {
    if (passage.quote === '') return deletionNow(text, passage, deleted)
    const range = ranges[at]
    const words = !range || range === 'gone' ? null : index.text(range.from, range.to)
    if (words === passage.quote || standsElsewhere(text, passage)) return asAccepted
    return { isRewritten: true, words }
  })
}

const nearContext = 12

function deletionNow(text: string, { prefix, suffix }: CommentAnchor, deleted: string): PassageNow {
  if (deleted === '') return asAccepted
  const again = prefix.slice(-nearContext) + deleted + suffix.slice(0, nearContext)
  return text.includes(again) ? { isRewritten: true, words: deleted } : asAccepted
}

/** Whether the very words stand at a place whose surroundings are those of the passage. */
function standsElsewhere(text: string, passage: CommentAnchor): boolean {
  const wanted = Math.min(passage.prefix.length, nearContext) + Math.min(passage.suffix.length, nearContext)
  const near = { ...passage, prefix: passage.prefix.slice(-nearContext), suffix: passage.suffix.slice(0, nearContext) }
  for (let at = text.indexOf(passage.quote); at >= 0; at = text.indexOf(passage.quote, at + 1)) {
    if (contextScore(text, at, at + passage.quote.length, near) === wanted) return true
  }
  return false
}

/**
 * The words at an anchor as they stand now, anchored anew; `null` when they are gone.
 * @param bodySequence sequence number of the body log as it is now
 */
export function passageNow(ydoc: Y.Doc, anchor: CommentAnchor, bodySequence: number): CommentAnchor | null {
  const index = new BodyIndex(bodyFragment(ydoc))
  const [range] = resolveAnchors(ydoc, [anchor], index)
  return !range || range === 'gone' ? null : anchorOf(index, anchor.bodyId, range, bodySequence)
}
