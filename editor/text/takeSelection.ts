import { TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'

/**
 * Takes over a selection that a click has made but of which the browser has not told yet (it does so in a task of its
 * own, late on a busy machine). Whatever is drawn before that would put the caret back to where it was.
 */
export function takeSelection(view: EditorView): void {
  const { selection, doc, tr } = view.state
  if (view.composing || !view.hasFocus() || !(selection instanceof TextSelection)) return
  const drawn = view.dom.ownerDocument.getSelection()
  const { anchorNode, focusNode } = drawn ?? {}
  if (!drawn || !anchorNode || !focusNode || !view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return
  const anchor = view.posAtDOM(anchorNode, drawn.anchorOffset)
  const head = view.posAtDOM(focusNode, drawn.focusOffset)
  if (anchor === selection.anchor && head === selection.head) return
  const $anchor = doc.resolve(anchor)
  const $head = doc.resolve(head)
  if ($anchor.parent.inlineContent && $head.parent.inlineContent) {
    view.dispatch(tr.setSelection(new TextSelection($anchor, $head)))
  }
}
