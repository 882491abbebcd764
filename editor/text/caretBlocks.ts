import type { Node } from 'prosemirror-model'
import { Plugin, PluginKey } from 'prosemirror-state'
import type { Selection } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'

interface CaretBlocks {
  /** Where the blocks start, the latest first. */
  readonly starts: readonly number[]
  readonly decorations: DecorationSet
}

/** Blocks that keep the mark: more than keys go back through before the next picture is drawn. */
const kept = 8

const caretBlocksKey = new PluginKey<CaretBlocks>('glosa-caret-blocks')

/**
 * Marks the block with the caret, and those where it was right before, as `had-caret`: the style sheet exempts them from
 * `content-visibility: auto`. With it a block counts as off the screen until a frame has shown it, and Chromium (seen in
 * 156) finds no place for a caret in one that does: the first letter typed into a new block went in, but the caret
 * stayed before it and the block's filler `<br>` behind it. The mark is taken off several blocks late, because a block
 * that loses it counts as off the screen until the next frame, too.
 */
export const caretBlocks = (): Plugin<CaretBlocks> =>
  new Plugin<CaretBlocks>({
    key: caretBlocksKey,
    state: {
      init: (_config, { doc, selection }) => drawn(doc, withCaret([], selection)),
      apply(tr, { starts, decorations }) {
        const moved = starts.map((start) => tr.mapping.map(start))
        const stays = (blockOf(tr.selection) ?? moved[0]) === moved[0]
        if (stays && !tr.docChanged) return { starts, decorations }
        if (stays && tr.doc.childCount === tr.before.childCount) {
          // A letter as a rule: to draw anew looks at every block. A block of another kind loses its decoration here.
          const carried = decorations.map(tr.mapping, tr.doc)
          if (carried.find().length === moved.length) return { starts: moved, decorations: carried }
        }
        return drawn(tr.doc, withCaret(moved, tr.selection))
      },
    },
    props: { decorations: (state) => caretBlocksKey.getState(state)?.decorations },
  })

/** Start of the outermost block around the caret; `null` where it stands between two. */
const blockOf = ({ $head }: Selection): number | null => ($head.depth > 0 ? $head.before(1) : null)

function withCaret(starts: readonly number[], selection: Selection): readonly number[] {
  const here = blockOf(selection)
  return [...new Set(here === null ? starts : [here, ...starts])].slice(0, kept)
}

function drawn(doc: Node, all: readonly number[]): CaretBlocks {
  // A start may have come to lie inside the block before, or behind the last one.
  const found = all.map((start) => doc.resolve(start)).filter(({ depth, nodeAfter }) => depth === 0 && nodeAfter)
  return {
    starts: found.map(({ pos }) => pos),
    decorations: DecorationSet.create(
      doc,
      found.map(({ pos, nodeAfter }) => Decoration.node(pos, pos + (nodeAfter?.nodeSize ?? 0), { class: 'had-caret' })),
    ),
  }
}
