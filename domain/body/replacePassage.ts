import { Fragment, ReplaceError, Slice } from 'prosemirror-model'
import type { Node } from 'prosemirror-model'
import type * as Y from 'yjs'
import type { CommentAnchor } from '../model/material.ts'
import { isRefused, refused } from '../model/refusals.ts'
import type { Refused } from '../model/refusals.ts'
import { resolveAnchors } from './anchor.ts'
import { bodyFragment, emptyMapping } from './bodyMapping.ts'
import { textBetween } from './readBody.ts'
import { readFragment } from './readFragment.ts'
import { bodySchema } from './schema.ts'
import { writeFragment } from './writeFragment.ts'

/** Where the new words stand in the changed document; `from` equals `to` when words were deleted. */
export interface ReplacedWords {
  readonly from: number
  readonly to: number
}

/**
 * Puts a proposed wording in place of the anchored words, with the marks of the first of them. A line
 * feed in the wording starts a new paragraph of the same kind; `''` deletes the words.
 * @param ydoc a fork that the caller may change
 * @returns `anchor-not-in-body` when the words are gone, `quote-changed` when others stand there
 */
export function replacePassage(ydoc: Y.Doc, anchor: CommentAnchor, wording: string): ReplacedWords | Refused {
  const fragment = bodyFragment(ydoc)
  const mapping = emptyMapping()
  const doc = readFragment(fragment, mapping)
  if (isRefused(doc)) return doc
  const [range] = resolveAnchors(ydoc, [anchor])
  if (!range || range === 'gone') return refused('anchor-not-in-body')
  if (textBetween(doc, range.from, range.to) !== anchor.quote) return refused('quote-changed')
  const changed = replaceRange(doc, range.from, range.to, wording)
  ydoc.transact(() => writeFragment(fragment, changed, mapping, null))
  return { from: range.from, to: range.to + changed.content.size - doc.content.size }
}

function replaceRange(doc: Node, from: number, to: number, wording: string): Node {
  const $from = doc.resolve(from)
  const marks = $from.nodeAfter?.marks ?? []
  const lines = wording.split('\n').map((line) => Fragment.from(line === '' ? null : bodySchema.text(line, marks)))
  const [first] = lines
  const block = $from.parent
  const slice =
    lines.length === 1 && first
      ? new Slice(first, 0, 0)
      : new Slice(Fragment.from(lines.map((line) => block.type.create(block.attrs, line))), 1, 1)
  try {
    return doc.replace(from, to, slice)
  } catch (error) {
    if (!(error instanceof ReplaceError)) throw error
    return replaceApart(doc, from, to, slice)
  }
}

/** A passage that ends at another depth than it starts (from a paragraph into a list) leaves the blocks apart. */
function replaceApart(doc: Node, from: number, to: number, slice: Slice): Node {
  let changed = doc
  const ranges: { from: number; to: number }[] = []
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true
    ranges.push({ from: Math.max(from, pos + 1), to: Math.min(to, pos + 1 + node.content.size) })
    return false
  })
  for (const [index, range] of [...ranges.entries()].reverse()) {
    changed = changed.replace(range.from, range.to, index === 0 ? slice : Slice.empty)
  }
  return changed
}
