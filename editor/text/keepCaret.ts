import type { BodyIndex } from '@glosa/domain/body'
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { TextSelection } from 'prosemirror-state'
import type { Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import * as Y from 'yjs'

/** A selection by the letters it is between, which stays right whatever others write. */
export interface RememberedCaret {
  readonly anchor: Y.RelativePosition
  readonly head: Y.RelativePosition
}

/** Ties a position to the letter before it, so that what others type at the caret comes after it. */
export function relativeAt(index: BodyIndex, pos: number): Y.RelativePosition | null {
  const place = index.caretAt(pos)
  return place && Y.createRelativePositionFromTypeIndex(place.type, place.index, -1)
}

/** The position of what {@link relativeAt} gave; `null` when its paragraph is gone. */
export function absoluteOf(mirror: Y.Doc, index: BodyIndex, position: Y.RelativePosition): number | null {
  const place = Y.createAbsolutePositionFromRelativePosition(position, mirror, false)
  return place && index.positionIn(place.type, place.index)
}

/** The own selection in text; `null` when there is none to keep. */
export function rememberCaret(view: EditorView, index: BodyIndex): RememberedCaret | null {
  const { selection } = view.state
  if (!(selection instanceof TextSelection)) return null
  const anchor = relativeAt(index, selection.anchor)
  const head = selection.empty ? anchor : relativeAt(index, selection.head)
  return anchor && head && { anchor, head }
}

/** Puts the selection where its letters are now; left as mapped when they are gone. */
export function keepCaret(tr: Transaction, caret: RememberedCaret | null, mirror: Y.Doc, index: BodyIndex) {
  if (!caret || !(tr.selection instanceof TextSelection)) return
  const anchor = absoluteOf(mirror, index, caret.anchor)
  const head = absoluteOf(mirror, index, caret.head)
  if (anchor === null || head === null) return
  if (anchor === tr.selection.anchor && head === tr.selection.head) return
  const $anchor = tr.doc.resolve(anchor)
  const $head = tr.doc.resolve(head)
  if ($anchor.parent.inlineContent && $head.parent.inlineContent) tr.setSelection(new TextSelection($anchor, $head))
}

/** A relative position as text, for the wire. */
export const encodeRelative = (position: Y.RelativePosition): string =>
  toBase64UrlEncoded(Y.encodeRelativePosition(position))

/** Reads what {@link encodeRelative} wrote; `null` for anything else. */
export function decodeRelative(encoded: unknown): Y.RelativePosition | null {
  if (typeof encoded !== 'string' || encoded.length > 120 || !/^[A-Za-z0-9_-]+$/.test(encoded)) return null
  try {
    const position = Y.decodeRelativePosition(fromBase64UrlEncoded(encoded))
    // Resolving one that names a root type would create that type.
    return position.tname === null ? position : null
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}
