import { bodySchema, type PassageRange } from '@glosa/domain/body'
import type { CommentAnchor, Sha256 } from '@glosa/domain/model'
import { NodeSelection, type EditorState } from 'prosemirror-state'

/** What is selected in a text. */
export interface SelectionTarget {
  readonly anchor: CommentAnchor | null
  /** The words of the outermost table that the whole selection stands in. */
  readonly table: CommentAnchor | null
  readonly image: { readonly blob: Sha256; readonly caption: string } | null
  /** Never of a text; so that it can stand for any target of a comment. */
  readonly annexId: null
}

/** Reads it off a state. @returns `null` when nothing is selected that a comment could be about */
export function selectionTarget(
  { selection }: EditorState,
  anchorAt: (range: PassageRange) => CommentAnchor | null,
): SelectionTarget | null {
  if (selection.empty) return null
  const { $from, $to, from, to } = selection
  const image = imageOf(selection)
  const anchor = image ? null : anchorAt({ from, to })
  let table: CommentAnchor | null = null
  const shared = $from.sharedDepth($to.pos)
  for (let depth = shared; depth > 0; depth--) {
    if ($from.node(depth).type === bodySchema.nodes.table)
      table = anchorAt({ from: $from.before(depth), to: $from.after(depth) })
  }
  return anchor || image || table ? { anchor, table, image, annexId: null } : null
}

function imageOf(selection: EditorState['selection']): SelectionTarget['image'] {
  if (!(selection instanceof NodeSelection) || selection.node.type !== bodySchema.nodes.image) return null
  const { blob, alt } = selection.node.attrs
  if (typeof blob !== 'string' || blob === '') return null
  return { blob: blob as Sha256, caption: typeof alt === 'string' ? alt.slice(0, 1_000) : '' }
}
