import type { PassageRange } from '@glosa/domain/body'
import type { EditorView } from 'prosemirror-view'

/** Ids of comments by the block of the shown text that their words begin in, in the order of the text. */
export type CommentsByBlock = ReadonlyMap<Element, readonly string[]>

const editors = new WeakMap<Element, () => CommentsByBlock | null>()

/** Lets a shown text say where its comments are, drawn or not; `null` while all of them are drawn. */
export const tellComments = (text: Element, tell: () => CommentsByBlock | null): void => void editors.set(text, tell)

/** Where the comments of a shown text are when not all of them are drawn in it; `null` when its marks say it all. */
export const commentsByBlock = (text: Element): CommentsByBlock | null => editors.get(text)?.() ?? null

/** Which comments, given by their places in the document, begin in which block of the view. */
export function byBlock(view: EditorView, ranges: ReadonlyMap<string, PassageRange>): CommentsByBlock {
  const { state, dom } = view
  const placed = [...ranges].sort(([, a], [, b]) => a.from - b.from)
  const found = new Map<Element, string[]>()
  let next = 0
  state.doc.forEach((block, offset, index) => {
    const ids: string[] = []
    for (let entry = placed[next]; entry && entry[1].from < offset + block.nodeSize; entry = placed[++next])
      ids.push(entry[0])
    if (ids.length === 0) return
    // Without anything drawn between the blocks, children and blocks are the same.
    const element = dom.children.length === state.doc.childCount ? dom.children[index] : view.nodeDOM(offset)
    if (element instanceof Element) found.set(element, ids)
  })
  return found
}
