// @vitest-environment jsdom
import { bodySchema } from '@glosa/domain/body'
import { EditorState, TextSelection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { describe, expect, it } from 'vitest'
import { caretBehindLetter } from './caretBehindLetter.ts'

const line = (text: string) => bodySchema.nodes.paragraph.create(null, text ? bodySchema.text(text) : [])

/** An editor with the caret at a place. */
function openAt(text: string, at: number): EditorView {
  const doc = bodySchema.nodes.doc.create(null, line(text))
  const state = EditorState.create({ doc, plugins: [caretBehindLetter()] })
  const view = new EditorView(null, { state })
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at)))
  return view
}

/** What the page tells of a letter that was typed, with the caret where it says. */
function read(view: EditorView, from: number, to: number, letter: string, caret: number): void {
  const asRead = () => {
    const tr = view.state.tr.insertText(letter, from, to)
    return tr.setSelection(TextSelection.create(tr.doc, caret))
  }
  if (!view.someProp('handleTextInput', (handle) => handle(view, from, to, letter, asRead))) view.dispatch(asRead())
}

describe('caretBehindLetter', () => {
  it('[BO38] goes on behind the first letter of a line, wherever the page has the caret', () => {
    const view = openAt('', 1)
    read(view, 1, 1, 'z', 1)
    expect(view.state.selection.head).toBe(2)
    read(view, 2, 2, 'm', 3)
    expect([view.state.doc.textContent, view.state.selection.head]).toEqual(['zm', 3])
  })

  it('[BO38] leaves the caret where a correction elsewhere was not typed at it', () => {
    const view = openAt('slvo a dál', 11)
    read(view, 3, 3, 'o', 3)
    expect([view.state.doc.textContent, view.state.selection.head]).toEqual(['slovo a dál', 3])
  })
})
