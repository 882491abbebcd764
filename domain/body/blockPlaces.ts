import * as Y from 'yjs'
import type { CommentAnchor } from '../model/material.ts'
import type { Sha256 } from '../model/ids.ts'
import { anchorFits, resolveTypes, type AnchorEnds } from './anchor.ts'
import { bodyFragment, childrenOf, isElement, type BodyElement, type Container } from './bodyMapping.ts'

/** Whether an anchor holds words of one table, and those that it quotes. */
export function tableFits(ydoc: Y.Doc, anchor: AnchorEnds & Pick<CommentAnchor, 'quote'>): boolean {
  const ends = resolveTypes(ydoc, anchor)
  if (!ends) return false
  const table = tableAround(ends.first)
  return table !== null && table === tableAround(ends.last) && anchorFits(ydoc, anchor, 1)
}

/** The outermost table that a text stands in. */
function tableAround(type: Y.AbstractType<unknown>): BodyElement | null {
  let found: BodyElement | null = null
  for (let at: unknown = type.parent; at; at = at instanceof Y.AbstractType ? at.parent : null) {
    if (isElement(at) && at.nodeName === 'table') found = at
  }
  return found
}

/** The pictures that stand in a text now, by content. */
export function imageBlobs(ydoc: Y.Doc): ReadonlySet<Sha256> {
  const blobs = new Set<Sha256>()
  const walk = (container: Container) => {
    for (const child of childrenOf(container)) {
      if (!isElement(child)) continue
      const blob = child.nodeName === 'image' ? child.getAttribute('blob') : null
      if (typeof blob === 'string' && blob !== '') blobs.add(blob as Sha256)
      walk(child)
    }
  }
  walk(bodyFragment(ydoc))
  return blobs
}
