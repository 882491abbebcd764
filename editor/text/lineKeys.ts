import { Plugin, TextSelection } from 'prosemirror-state'
import type { EditorState } from 'prosemirror-state'

/**
 * Lets a reader select a passage by keyboard in a text that has no caret: Alt with the arrow down or
 * up selects the next or previous line of text, with Shift the selection grows by it.
 */
export const lineKeys = (): Plugin =>
  new Plugin({
    props: {
      handleDOMEvents: {
        keydown(view, event) {
          if (view.editable || !event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return false
          const selection = nextLine(view.state, event.key === 'ArrowDown' ? 1 : -1, event.shiftKey)
          event.preventDefault()
          if (selection) view.dispatch(view.state.tr.setSelection(selection).scrollIntoView())
          return true
        },
      },
    },
  })

function nextLine(state: EditorState, direction: 1 | -1, grow: boolean): TextSelection | null {
  const { selection, doc } = state
  const lines: { readonly from: number; readonly to: number }[] = []
  doc.descendants((node, pos) => {
    if (node.isTextblock && node.content.size > 0) lines.push({ from: pos + 1, to: pos + 1 + node.content.size })
    return !node.isTextblock
  })
  const { head, empty } = selection
  const line =
    direction > 0
      ? lines.find(({ from, to }) => (empty ? to >= head : from > head))
      : lines.findLast(({ from, to }) => (empty ? from <= head : to < Math.min(head, selection.from + 1)))
  if (!line) return null
  if (!grow || empty) return TextSelection.create(doc, line.from, line.to)
  return TextSelection.create(doc, selection.anchor, direction > 0 ? line.to : line.from)
}
