import { bodySchema } from '@glosa/domain/body'
import { chainCommands, joinBackward, lift, setBlockType, splitBlock, toggleMark } from 'prosemirror-commands'
import type { Node } from 'prosemirror-model'
import { liftListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import { AllSelection, TextSelection } from 'prosemirror-state'
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow } from 'prosemirror-tables'
import type { SyncDesk } from './syncDesk.ts'
import { redo, undo } from './syncPlugin.ts'

const { nodes, marks } = bodySchema

/** What somebody does; numbers choose where and how. */
export interface RandomEdit {
  readonly desk: number
  readonly kind: (typeof kinds)[number]
  readonly at: number
  readonly length: number
  readonly word: string
}
/** Kinds of edits; the usual ones come up more often. */
export const kinds = [
  'type',
  'type',
  'type',
  'delete',
  'mark',
  'split',
  'join',
  'heading',
  'list',
  'unlist',
  'row',
  'column',
  'dropRow',
  'dropColumn',
  'footnote',
  'break',
  'image',
  'move',
  'undo',
  'redo',
  'send',
  'send',
  'wholeDelete',
] as const

/** Does it at a desk; `send` brings what was written there to the others. */
export function editAtRandom(desk: SyncDesk, action: RandomEdit, all: readonly SyncDesk[]): void {
  const { view } = desk
  const { doc } = view.state
  const from = near(doc, action.at)
  const to = near(doc, action.at + action.length)
  if (action.kind === 'send') {
    const other = all[(action.desk + 1 + (action.at % Math.max(1, all.length - 1))) % all.length]
    // In order, as a wire delivers; how much of it is by chance. The rest stays for later.
    if (other && other !== desk) {
      const some = desk.outgoing.splice(0)
      for (const update of some) for (const each of all) if (each !== desk) each.receive(update)
      if (action.length % 2 === 0) other.binding.flush()
    }
    return
  }
  const select = (empty: boolean) => {
    const low = Math.min(from.head, to.head)
    const high = Math.max(from.head, to.head)
    view.dispatch(view.state.tr.setSelection(TextSelection.between(doc.resolve(low), doc.resolve(empty ? low : high))))
  }
  select(!['delete', 'mark', 'list'].includes(action.kind))
  switch (action.kind) {
    case 'type':
      view.dispatch(view.state.tr.insertText(action.word))
      break
    case 'delete':
      view.dispatch(view.state.tr.deleteSelection())
      break
    case 'mark':
      desk.do(
        toggleMark(
          [marks.bold, marks.superscript, marks.subscript, marks.link][action.length % 4] ?? marks.bold,
          action.length % 4 === 3 ? { href: 'https://example.cz' } : null,
        ),
      )
      break
    case 'split':
      desk.do(chainCommands(splitListItem(nodes.listItem), splitBlock))
      break
    case 'join':
      desk.do(joinBackward)
      break
    case 'heading':
      desk.do(
        setBlockType([nodes.heading, nodes.article, nodes.clause, nodes.paragraph][action.length % 4] ?? nodes.heading),
      )
      break
    case 'list':
      desk.do(wrapInList(action.length % 2 ? nodes.orderedList : nodes.bulletList))
      break
    case 'unlist':
      desk.do(chainCommands(liftListItem(nodes.listItem), lift))
      break
    case 'row':
      desk.do(addRowAfter)
      break
    case 'column':
      desk.do(addColumnAfter)
      break
    case 'dropRow':
      desk.do(deleteRow)
      break
    case 'dropColumn':
      desk.do(deleteColumn)
      break
    case 'footnote':
      view.dispatch(view.state.tr.replaceSelectionWith(nodes.footnote.create({ text: action.word }), true))
      break
    case 'break':
      view.dispatch(view.state.tr.replaceSelectionWith(nodes.hardBreak.create(), true))
      break
    case 'image':
      view.dispatch(view.state.tr.replaceSelectionWith(nodes.image.create({ alt: action.word })))
      break
    case 'move': {
      const index = action.at % doc.childCount
      const pos = Array.from({ length: index }, (_, child) => doc.child(child).nodeSize).reduce((a, b) => a + b, 0)
      const node = doc.child(index)
      if (doc.childCount > 1) view.dispatch(view.state.tr.delete(pos, pos + node.nodeSize).insert(0, node))
      break
    }
    case 'wholeDelete':
      if (action.length === 0) view.dispatch(view.state.tr.setSelection(new AllSelection(doc)).deleteSelection())
      break
    case 'undo':
      desk.do(undo)
      break
    case 'redo':
      desk.do(redo)
      break
  }
}

function near(doc: Node, at: number) {
  const { head } = TextSelection.near(doc.resolve(at % (doc.content.size + 1)))
  // No caret stands between the halves of a surrogate pair.
  const torn = /[\ud800-\udbff]/.test(doc.textBetween(Math.max(0, head - 1), head, '|', '|'))
  return TextSelection.near(doc.resolve(torn ? head + 1 : head))
}
