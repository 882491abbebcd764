import { bodySchema, isAllowedHref, listStyles } from '@glosa/domain/body'
import type { ListStyle } from '@glosa/domain/body'
import { lift, setBlockType, toggleMark } from 'prosemirror-commands'
import type { Attrs, MarkType, Node, NodeType } from 'prosemirror-model'
import { liftListItem, sinkListItem, wrapInList } from 'prosemirror-schema-list'
import { NodeSelection, TextSelection } from 'prosemirror-state'
import type { Command, EditorState } from 'prosemirror-state'
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  mergeCells,
  splitCell,
  toggleHeaderRow,
} from 'prosemirror-tables'
import { moveRow } from './moveRow.ts'
import { redo, undo } from './syncPlugin.ts'

const { nodes, marks } = bodySchema

/** Kinds of block that a line of text can be turned into. */
export type LineKind = 'paragraph' | 'article' | 'clause' | `heading${1 | 2 | 3 | 4}`

const lineTypes: Readonly<Record<LineKind, readonly [NodeType, Attrs | null]>> = {
  paragraph: [nodes.paragraph, null],
  article: [nodes.article, null],
  clause: [nodes.clause, null],
  heading1: [nodes.heading, { level: 1 }],
  heading2: [nodes.heading, { level: 2 }],
  heading3: [nodes.heading, { level: 3 }],
  heading4: [nodes.heading, { level: 4 }],
}

/** Makes lists of the selected blocks, turns a list of another kind into this one, or takes the items out of it. */
const toggleList =
  (type: NodeType, attrs: Attrs | null = null): Command =>
  (state, dispatch, view) => {
    const { $from, $to } = state.selection
    const range = $from.blockRange($to)
    for (let depth = range?.depth ?? 0; depth > 0; depth--) {
      const list = $from.node(depth)
      if (list.type !== nodes.bulletList && list.type !== nodes.orderedList) continue
      if (list.hasMarkup(type, { ...list.attrs, ...attrs })) return liftListItem(nodes.listItem)(state, dispatch, view)
      dispatch?.(state.tr.setNodeMarkup($from.before(depth), type, attrs))
      return true
    }
    return wrapInList(type, attrs)(state, dispatch)
  }

const insert =
  (node: Node): Command =>
  (state, dispatch) => {
    const tr = state.tr.replaceSelectionWith(node, node.isInline)
    if (!tr.docChanged) return false
    dispatch?.(tr.scrollIntoView())
    return true
  }

function insertTable(rows: number, columns: number): Command {
  return (state, dispatch) => {
    const paragraph = nodes.paragraph.create()
    const row = (cell: NodeType) =>
      nodes.tableRow.create(
        null,
        Array.from({ length: columns }, () => cell.create(null, paragraph)),
      )
    const table = nodes.table.create(null, [
      row(nodes.tableHeader),
      ...Array.from({ length: rows - 1 }, () => row(nodes.tableCell)),
    ])
    const at = state.selection.from
    const tr = state.tr.replaceSelectionWith(table)
    if (!tr.docChanged) return false
    dispatch?.(
      tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at + 1, tr.doc.content.size)))).scrollIntoView(),
    )
    return true
  }
}

/** Sets or, with `null`, removes the link of the selection; with an empty one, of the link the caret is in. */
function setLink(href: string | null): Command {
  return (state, dispatch) => {
    if (href !== null && !isAllowedHref(href)) return false
    const range = linkRange(state)
    if (range.from === range.to) return false
    const tr = state.tr.removeMark(range.from, range.to, marks.link)
    if (href !== null) tr.addMark(range.from, range.to, marks.link.create({ href }))
    dispatch?.(tr)
    return true
  }
}

function linkRange(state: EditorState): { readonly from: number; readonly to: number } {
  const { from, to, empty, $from } = state.selection
  if (!empty) return { from, to }
  const link = marks.link.isInSet($from.marks()) ?? ($from.nodeAfter && marks.link.isInSet($from.nodeAfter.marks))
  if (!link) return { from, to }
  let start = from
  let end = to
  $from.parent.forEach((node, offset) => {
    const pos = $from.start() + offset
    if (!link.isInSet(node.marks)) return
    if (pos <= from && pos + node.nodeSize >= from) {
      start = pos
      end = pos + node.nodeSize
    }
  })
  return { from: start, to: end }
}

/** Changes the text of the selected footnote, or puts a new one at the caret. */
function setFootnote(text: string): Command {
  return (state, dispatch) => {
    const { selection } = state
    if (selection instanceof NodeSelection && selection.node.type === nodes.footnote) {
      dispatch?.(state.tr.setNodeMarkup(selection.from, null, { text }))
      return true
    }
    const { $to } = selection
    if (!$to.parent.inlineContent) return false
    dispatch?.(state.tr.insert($to.pos, nodes.footnote.create({ text })).scrollIntoView())
    return true
  }
}

/** Everything the toolbar and the keyboard do to a text. Each is a ProseMirror command. */
export const bodyCommands = {
  bold: toggleMark(marks.bold),
  italic: toggleMark(marks.italic),
  underline: toggleMark(marks.underline),
  strike: toggleMark(marks.strike),
  superscript: toggleMark(marks.superscript),
  subscript: toggleMark(marks.subscript),
  setLink,
  setLine: (kind: LineKind): Command => setBlockType(...lineTypes[kind]),
  bulletList: toggleList(nodes.bulletList),
  orderedList: (style: ListStyle = listStyles[0]): Command => toggleList(nodes.orderedList, { style }),
  indent: sinkListItem(nodes.listItem),
  outdent: liftListItem(nodes.listItem),
  lift,
  insertTable,
  addRowBefore,
  addRowAfter,
  addColumnBefore,
  addColumnAfter,
  moveRowUp: moveRow(-1),
  moveRowDown: moveRow(1),
  deleteRow,
  deleteColumn,
  deleteTable,
  mergeCells,
  splitCell,
  toggleHeaderRow,
  insertImage: (blob: string, alt: string): Command => insert(nodes.image.create({ blob, alt })),
  setFootnote,
  hardBreak: insert(nodes.hardBreak.create()),
  undo,
  redo,
} as const

/** What the toolbar shows of the place the caret is in. */
export interface CaretFacts {
  readonly line: LineKind | null
  readonly list: 'bulletList' | ListStyle | null
  readonly marks: ReadonlySet<string>
  readonly href: string | null
  readonly inTable: boolean
}

/** Reads {@link CaretFacts} off a state. */
export function caretFacts(state: EditorState): CaretFacts {
  const { $from, from, to, empty } = state.selection
  const active = new Set<string>()
  for (const mark of Object.values<MarkType>(marks)) {
    const on = empty ? mark.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, mark)
    if (on) active.add(mark.name)
  }
  const block = $from.parent
  const line = Object.entries(lineTypes).find(([, [type, attrs]]) => block.hasMarkup(type, attrs))?.[0] as
    LineKind | undefined
  let list: CaretFacts['list'] = null
  let inTable = false
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth)
    if (node.type === nodes.table) inTable = true
    if (list === null && node.type === nodes.bulletList) list = 'bulletList'
    if (list === null && node.type === nodes.orderedList)
      list = listStyles.find((style) => style === node.attrs['style']) ?? null
  }
  const link =
    marks.link.isInSet($from.marks()) ?? ($from.nodeAfter ? marks.link.isInSet($from.nodeAfter.marks) : undefined)
  return { line: line ?? null, list, marks: active, href: link ? String(link.attrs['href']) : null, inTable }
}
