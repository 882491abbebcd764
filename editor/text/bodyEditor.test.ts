// @vitest-environment jsdom
import { bodySchema, plainText, readBody, writeBody } from '@glosa/domain/body'
import { isRefused, opaqueIdFrom } from '@glosa/domain/model'
import type { BodyId, JsonObject } from '@glosa/domain/model'
import { DOMParser as BodyParser } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import { addColumnAfter, addRowAfter, TableMap } from 'prosemirror-tables'
import { afterEach, describe, expect, it } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createBodyEditor } from './bodyEditor.ts'
import type { BodyEditor } from './bodyEditor.ts'
import { caretField } from './caretPlugin.ts'
import { cleanPaste } from './cleanPaste.ts'
import { encodeRelative, relativeAt } from './keepCaret.ts'
import { bindingOf } from './syncPlugin.ts'

const p = (text = ''): JsonObject => ({ type: 'paragraph', ...(text !== '' && { content: [{ type: 'text', text }] }) })

// jsdom lays nothing out; the view asks where to scroll.
Range.prototype.getClientRects = () => document.createElement('div').getClientRects()
Range.prototype.getBoundingClientRect = () => document.createElement('div').getBoundingClientRect()

interface Desk {
  readonly editor: BodyEditor
  readonly ydoc: Y.Doc
  readonly awareness: Awareness
  readonly frame: () => void
}
const open: Desk[] = []
afterEach(() => {
  for (const { editor, awareness } of open.splice(0)) {
    editor.destroy()
    awareness.destroy()
  }
  document.body.replaceChildren()
})

function desk(content: JsonObject[], editable = true, clientId = 50): Desk {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, writeBody({ type: 'doc', content }))
  ydoc.clientID = clientId
  const awareness = new Awareness(ydoc)
  const frames: (() => void)[] = []
  const editor = createBodyEditor({
    mount: document.body.appendChild(document.createElement('div')),
    ydoc,
    bodyId: opaqueIdFrom<BodyId>(new Uint8Array(40).fill(1)),
    bodySequence: () => 1,
    awareness,
    editable,
    comments: [],
    ariaLabel: 'Návrh usnesení',
    frames: (run) => {
      frames.push(run)
      return () => {
        const index = frames.indexOf(run)
        if (index >= 0) frames.splice(index, 1)
      }
    },
    callbacks: {},
  })
  const made = {
    editor,
    ydoc,
    awareness,
    frame: () => {
      for (const run of frames.splice(0)) run()
    },
  }
  open.push(made)
  return made
}

const put = ({ view }: BodyEditor, pos: number, to = pos) =>
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos, to)))

function press({ view }: BodyEditor, key: string, keys: KeyboardEventInit = {}) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...keys })
  view.dom.dispatchEvent(event)
}

/** Types as the browser does: rules for the start of a line see each letter. */
function type({ view }: BodyEditor, text: string) {
  for (const letter of text) {
    const { from, to } = view.state.selection
    const asRead = () => view.state.tr.insertText(letter)
    if (!view.someProp('handleTextInput', (handle) => handle(view, from, to, letter, asRead))) view.dispatch(asRead())
  }
}

const shape = ({ view }: BodyEditor) => view.state.doc.toString()
const pasted = (html: string) => {
  const holder = document.createElement('div')
  holder.innerHTML = cleanPaste(html)
  return BodyParser.fromSchema(bodySchema).parse(holder).toString()
}

describe('bodyEditor', () => {
  it('[BO30] goes on with clauses and ends them', () => {
    const { editor } = desk([{ type: 'article', content: [{ type: 'text', text: 'Úvod' }] }])
    put(editor, 5)
    press(editor, 'Enter')
    type(editor, 'a')
    press(editor, 'Enter')
    expect(shape(editor)).toBe('doc(article("Úvod"), clause("a"), clause)')
    press(editor, 'Enter')
    expect(shape(editor)).toBe('doc(article("Úvod"), clause("a"), paragraph)')
    put(editor, 7)
    press(editor, 'Backspace')
    expect(shape(editor)).toBe('doc(article("Úvod"), paragraph("a"), paragraph)')
  })

  it('[BO39] goes to the very start and end of the text, and selects up to there', () => {
    const { editor } = desk([p('první'), p('druhý'), p('třetí')])
    const { view } = editor
    const selected = () => [view.state.selection.anchor, view.state.selection.head]
    put(editor, 10)
    press(editor, 'End', { ctrlKey: true })
    expect(selected()).toEqual([20, 20])
    // In the same task as the letters that follow, the block must be one that is laid out.
    expect(view.dom.lastElementChild?.className).toBe('had-caret')
    press(editor, 'Home', { ctrlKey: true, shiftKey: true })
    expect(selected()).toEqual([20, 1])
    press(editor, 'Home', { ctrlKey: true })
    press(editor, 'End', { ctrlKey: true, shiftKey: true })
    expect(selected()).toEqual([1, 20])
    put(editor, 10)
    press(editor, 'ArrowDown', { metaKey: true })
    expect(selected()).toEqual([20, 20])
    press(editor, 'ArrowUp', { metaKey: true, shiftKey: true })
    expect(selected()).toEqual([20, 1])
  })

  it('[BO31] makes lists, clauses, articles and headings of what is typed', () => {
    for (const [typed, expected] of [
      ['- x', 'doc(bulletList(listItem(paragraph("x"))))'],
      ['3. x', 'doc(orderedList(listItem(paragraph("x"))))'],
      ['(1) x', 'doc(clause("x"))'],
      ['Čl. x', 'doc(article("x"))'],
      ['## x', 'doc(heading("x"))'],
    ] as const) {
      const { editor, ydoc } = desk([p()])
      put(editor, 1)
      type(editor, typed)
      expect(shape(editor)).toBe(expected)
      const shared = readBody(ydoc)
      expect(!isRefused(shared) && shared.toString()).toBe(expected)
    }
  })

  it('[BO32] keeps the structure of pasted text and drops the rest', () => {
    expect(
      pasted(`<html><head><style>p{}</style></head><body><!--[if gte mso 9]><xml>x</xml><![endif]-->
        <h1>Zpráva</h1><p class=MsoNormal><b>Tučně</b> a <i>kurziva</i><o:p></o:p> <a href="javascript:x">zlý</a>
        <a href="https://kraj.cz">web</a></p><script>alert(1)</script></body></html>`),
    ).toBe('doc(heading("Zpráva"), paragraph(bold("Tučně"), " a ", italic("kurziva"), " zlý ", link("web")))')
    const item = (mark: string, text: string) =>
      `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>${mark}<span>&nbsp;</span></span>${text}</p>`
    expect(pasted(item('·', 'a') + item('·', 'b') + item('1.', 'c') + '<p>d</p>' + item('2.', 'e'))).toBe(
      'doc(bulletList(listItem(paragraph("a")), listItem(paragraph("b"))), orderedList(listItem(paragraph("c"))), paragraph("d"), orderedList(listItem(paragraph("e"))))',
    )
    expect(pasted('<table><tr><th>h</th><td colspan="2">x</td></tr></table><img src="https://evil/x.png">')).toBe(
      'doc(table(tableRow(tableHeader(paragraph("h")), tableCell(paragraph("x")))))',
    )
  })

  it('[BO33] shows carets of others with the name the server gave them', () => {
    const { editor, awareness, frame } = desk([p('Hello world')])
    const binding = bindingOf(editor.view.state)
    const at = binding && relativeAt(binding.index, 6)
    if (!at) throw new Error('place')
    const caret = { anchor: encodeRelative(at), head: encodeRelative(at) }
    const appear = (clientId: number, state: Record<string, unknown>) => {
      awareness.getStates().set(clientId, state)
      awareness.emit('change', [{ added: [clientId], updated: [], removed: [] }, 'test'])
      frame()
    }
    appear(99, { person: { displayName: 'Žofie Nová' }, [caretField]: caret })
    const shown = () => [...editor.view.dom.querySelectorAll('.other-caret-name')].map((label) => label.textContent)
    expect(shown()).toEqual(['Žofie Nová'])
    expect(editor.view.dom.querySelector('.other-caret')?.previousSibling?.textContent).toBe('Hello')
    put(editor, 1)
    type(editor, '>> ')
    expect(editor.view.dom.querySelector('.other-caret')?.previousSibling?.textContent).toBe('>> Hello')
    appear(100, { [caretField]: { anchor: 'AQRib29t', head: '???' } })
    appear(101, { [caretField]: 5, person: 'x' })
    expect(shown()).toEqual(['Žofie Nová'])
  })

  it('[BO19] leaves an uneven table to the next person who edits it', () => {
    const cell = (text: string) => ({ type: 'tableCell', content: [p(text)] })
    const row = { type: 'tableRow', content: [cell('a'), cell('b')] }
    const content = [{ type: 'table', content: [row, row] }]
    const [a, b] = [desk(content, true, 50), desk(content, true, 51)]
    for (const { editor } of [a, b]) put(editor, 4)
    addRowAfter(a.editor.view.state, a.editor.view.dispatch)
    addColumnAfter(b.editor.view.state, b.editor.view.dispatch)
    for (let round = 0; round < 3; round++) {
      Y.applyUpdate(b.ydoc, Y.encodeStateAsUpdate(a.ydoc), 'wire')
      Y.applyUpdate(a.ydoc, Y.encodeStateAsUpdate(b.ydoc), 'wire')
      a.frame()
      b.frame()
    }
    const table = a.editor.view.state.doc.child(0)
    expect(b.editor.view.state.doc.eq(a.editor.view.state.doc)).toBe(true)
    expect(table.content.content.map((line) => line.childCount)).toEqual([3, 2, 3])
    put(a.editor, 4)
    type(a.editor, 'x')
    expect(TableMap.get(a.editor.view.state.doc.child(0)).problems).toBeNull()
  })

  it('[BO34] lets a reader select lines by keyboard', () => {
    const { editor } = desk([p('první'), p(), p('druhý'), p('třetí')], false)
    const selected = () => {
      const { from, to } = editor.view.state.selection
      return editor.view.state.doc.textBetween(from, to, '|')
    }
    press(editor, 'ArrowDown', { altKey: true })
    expect(selected()).toBe('první')
    press(editor, 'ArrowDown', { altKey: true })
    expect(selected()).toBe('druhý')
    press(editor, 'ArrowDown', { altKey: true, shiftKey: true })
    expect(selected()).toBe('druhý|třetí')
    press(editor, 'ArrowUp', { altKey: true })
    expect(selected()).toBe('první')
    expect(editor.selectionAnchor()?.quote).toBe('první')
  })

  it('[BO35] switches between reading and editing', () => {
    const { editor, ydoc } = desk([p('text')], false)
    expect([editor.view.dom.getAttribute('role'), editor.view.dom.getAttribute('contenteditable')]).toEqual([
      'region',
      'false',
    ])
    editor.setEditable(true)
    expect([editor.view.dom.getAttribute('role'), editor.view.dom.getAttribute('contenteditable')]).toEqual([
      'textbox',
      'true',
    ])
    put(editor, 5)
    type(editor, '!')
    editor.setEditable(false)
    type(editor, '?')
    expect(editor.run(editor.commands.undo)).toBe(false)
    const shared = readBody(ydoc)
    expect(!isRefused(shared) && plainText(shared)).toBe('text!')
    expect(editor.view.dom.getAttribute('role')).toBe('region')
  })

  it('[BO36] takes back in one step what was typed in one place, and a command by itself', () => {
    const { editor, ydoc } = desk([p('první'), p('druhý')])
    const text = () => {
      const shared = readBody(ydoc)
      return isRefused(shared) ? '' : plainText(shared)
    }
    put(editor, 6)
    type(editor, '!')
    type(editor, '!')
    put(editor, 13 + 2)
    type(editor, '?')
    const end = editor.view.state.selection.head
    put(editor, end - 1, end)
    editor.run(editor.commands.bold)
    expect(editor.view.dom.querySelector('strong')?.textContent).toBe('?')
    editor.run(editor.commands.undo)
    expect(editor.view.dom.querySelector('strong')).toBe(null)
    expect(text()).toBe('první!!\ndruhý?')
    editor.run(editor.commands.undo)
    expect(text()).toBe('první!!\ndruhý')
    editor.run(editor.commands.undo)
    expect(text()).toBe('první\ndruhý')
  })

  it('[BO37] takes back apart what was typed without a pause around a new line, a format, a rule or a paste', () => {
    const { editor } = desk([p('první')])
    const states: string[] = []
    const note = () => states.push(shape(editor))
    note()
    put(editor, 6)
    type(editor, ' ano')
    note()
    press(editor, 'Enter')
    type(editor, '-')
    note()
    type(editor, ' ')
    note()
    type(editor, 'bod')
    note()
    // As the view marks what it pastes.
    editor.view.dispatch(editor.view.state.tr.insertText(' vloženo').setMeta('paste', true).setMeta('uiEvent', 'paste'))
    note()
    type(editor, '!')
    note()
    const from = editor.view.state.selection.from
    editor.view.dispatch(editor.view.state.tr.addMark(from - 1, from, bodySchema.marks.italic.create()))
    note()
    expect(new Set(states).size).toBe(states.length)
    for (const before of states.slice(0, -1).toReversed()) {
      editor.run(editor.commands.undo)
      expect(shape(editor)).toBe(before)
    }
    expect(editor.can(editor.commands.undo)).toBe(false)
    for (const after of states.slice(1)) {
      editor.run(editor.commands.redo)
      expect(shape(editor)).toBe(after)
    }
  })
})
