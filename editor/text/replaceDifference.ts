import { Slice } from 'prosemirror-model'
import type { Node } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import { ReplaceStep } from 'prosemirror-transform'

/**
 * A transaction that makes the state's document equal to `next` by replacing only the stretch that
 * differs, so that selections and decorations elsewhere stay. Nodes that both share are skipped at a glance.
 * @returns the transaction, and the end of the new stretch (`null` when nothing differs)
 */
export function replaceDifference(
  state: EditorState,
  next: Node,
): { readonly tr: Transaction; readonly end: number | null } {
  const { doc } = state
  const start = doc.content.findDiffStart(next.content)
  const ends = start === null ? null : doc.content.findDiffEnd(next.content)
  if (start === null || !ends) return { tr: state.tr, end: null }
  let { a, b } = ends
  const overlap = start - Math.min(a, b)
  if (overlap > 0) {
    a += overlap
    b += overlap
  }
  const tr = state.tr
  const result = tr.maybeStep(new ReplaceStep(start, a, next.slice(start, b)))
  if (!result.failed && tr.doc.eq(next)) return { tr, end: b }
  const whole = state.tr
  whole.step(new ReplaceStep(0, doc.content.size, new Slice(next.content, 0, 0)))
  return { tr: whole, end: b }
}
