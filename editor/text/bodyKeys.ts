import { bodySchema } from '@glosa/domain/body'
import { baseKeymap, chainCommands, createParagraphNear, liftEmptyBlock, splitBlockAs } from 'prosemirror-commands'
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { liftListItem, splitListItem } from 'prosemirror-schema-list'
import { Selection, TextSelection } from 'prosemirror-state'
import type { Command, Plugin } from 'prosemirror-state'
import { goToNextCell } from 'prosemirror-tables'
import { bodyCommands } from './bodyCommands.ts'
import { takeSelection } from './takeSelection.ts'

const { nodes } = bodySchema

/** At the start of a heading, article or clause, Backspace first makes it a plain paragraph. */
const plainBackspace: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  const special = [nodes.heading, nodes.article, nodes.clause].includes($from.parent.type)
  if (!empty || $from.parentOffset > 0 || !special) return false
  return bodyCommands.setLine('paragraph')(state, dispatch)
}

/** Enter in an empty clause ends the clauses. */
const leaveClauses: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  if (!empty || $from.parent.type !== nodes.clause || $from.parent.content.size > 0) return false
  return bodyCommands.setLine('paragraph')(state, dispatch)
}

/** A clause is followed by a clause, and so is the title of an article. */
const splitLine = splitBlockAs((node, atEnd) => {
  if (node.type === nodes.clause || (atEnd && node.type === nodes.article)) return { type: nodes.clause }
  return atEnd && node.type !== nodes.paragraph ? { type: nodes.paragraph } : null
})

/**
 * To the very start or end of the text. Left to itself, Chromium (seen in 156) takes the last block for an empty one when
 * it is not laid out (`content-visibility`), and puts the caret before its words.
 */
const toEdge =
  (edge: 'start' | 'end', grow: boolean): Command =>
  (state, dispatch, view) => {
    if (view) takeSelection(view)
    const { doc, selection, tr } = view?.state ?? state
    const there = edge === 'start' ? Selection.atStart(doc) : Selection.atEnd(doc)
    dispatch?.(tr.setSelection(grow ? TextSelection.between(selection.$anchor, there.$head) : there).scrollIntoView())
    return true
  }

/** The keys of the editor, the stronger first. Tab moves in tables and lists only, so that it can leave the text. */
export const bodyKeys = (): Plugin[] => [
  keymap({
    'Mod-b': bodyCommands.bold,
    'Mod-i': bodyCommands.italic,
    'Mod-u': bodyCommands.underline,
    'Mod-Shift-x': bodyCommands.strike,
    'Mod-.': bodyCommands.superscript,
    'Mod-,': bodyCommands.subscript,
    'Mod-z': bodyCommands.undo,
    'Mod-y': bodyCommands.redo,
    'Mod-Shift-z': bodyCommands.redo,
    'Mod-Alt-0': bodyCommands.setLine('paragraph'),
    'Mod-Alt-1': bodyCommands.setLine('heading1'),
    'Mod-Alt-2': bodyCommands.setLine('heading2'),
    'Mod-Alt-3': bodyCommands.setLine('heading3'),
    'Mod-Alt-4': bodyCommands.setLine('heading4'),
    'Mod-Alt-5': bodyCommands.setLine('article'),
    'Mod-Alt-6': bodyCommands.setLine('clause'),
    'Mod-Shift-7': bodyCommands.orderedList(),
    'Mod-Shift-8': bodyCommands.bulletList,
    'Shift-Enter': bodyCommands.hardBreak,
    'Mod-Enter': bodyCommands.hardBreak,
    Enter: chainCommands(splitListItem(nodes.listItem), leaveClauses),
    Backspace: plainBackspace,
    'Mod-Home': toEdge('start', false),
    'Mod-End': toEdge('end', false),
    'Shift-Mod-Home': toEdge('start', true),
    'Shift-Mod-End': toEdge('end', true),
    // The same on a Mac.
    'Meta-ArrowUp': toEdge('start', false),
    'Meta-ArrowDown': toEdge('end', false),
    'Shift-Meta-ArrowUp': toEdge('start', true),
    'Shift-Meta-ArrowDown': toEdge('end', true),
    Tab: chainCommands(goToNextCell(1), bodyCommands.indent),
    'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(nodes.listItem)),
  }),
  keymap({
    ...baseKeymap,
    Enter: chainCommands(createParagraphNear, liftEmptyBlock, splitLine),
  }),
]

/** What typing at the start of a line turns it into: `- `, `1. `, `a) `, `(1) `, `Čl. `, `# `. */
export const bodyRules = (): Plugin =>
  inputRules({
    rules: [
      wrappingInputRule(/^\s*[-–•*]\s$/, nodes.bulletList),
      wrappingInputRule(/^(\d{1,4})\.\s$/, nodes.orderedList, (match) => ({ start: Number(match[1]) })),
      wrappingInputRule(/^a\)\s$/, nodes.orderedList, { style: 'lower-alpha' }),
      textblockTypeInputRule(/^\(\d{1,3}\)\s$/, nodes.clause),
      textblockTypeInputRule(/^(?:čl\.|článek)\s$/i, nodes.article),
      textblockTypeInputRule(/^(#{1,4})\s$/, nodes.heading, (match) => ({ level: match[1]?.length ?? 1 })),
      new InputRule(/\.\.\.$/, '…'),
    ],
  })
