// @vitest-environment jsdom
import { bodySchema } from '@glosa/domain/body'
import { splitBlock, setBlockType } from 'prosemirror-commands'
import { wrapInList } from 'prosemirror-schema-list'
import type { Command } from 'prosemirror-state'
import { AllSelection, EditorState, TextSelection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { describe, expect, it } from 'vitest'
import { caretBlocks } from './caretBlocks.ts'

const line = (text: string) => bodySchema.nodes.paragraph.create(null, bodySchema.text(text))

function open(...lines: readonly string[]): EditorView {
  const doc = bodySchema.nodes.doc.create(null, lines.map(line))
  return new EditorView(null, { state: EditorState.create({ doc, plugins: [caretBlocks()] }) })
}

const put = ({ state, dispatch }: EditorView, pos: number) =>
  dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(pos))))
const run = ({ state, dispatch }: EditorView, command: Command) => command(state, dispatch)

/** Letters of the blocks that are laid out whatever the screen shows. */
const marked = ({ dom }: EditorView) => [...dom.querySelectorAll('.had-caret')].map(({ textContent }) => textContent)

describe('caretBlocks', () => {
  it('[BO38] lays a new block with the caret out from the start', () => {
    const view = open('první', 'druhý')
    expect(marked(view)).toEqual(['první'])
    put(view, 3)
    run(view, splitBlock)
    expect(marked(view)).toEqual(['pr', 'vní'])
    run(view, setBlockType(bodySchema.nodes.heading, { level: 1 }))
    expect([...view.dom.querySelectorAll('h1.had-caret')].map(({ textContent }) => textContent)).toEqual(['vní'])
  })

  it('[BO38] keeps laid out where the caret was right before, and not all it ever was in', () => {
    const lines = Array.from({ length: 12 }, (_, at) => `řádek ${at}`)
    const view = open(...lines)
    let pos = 1
    view.state.doc.forEach((block) => {
      put(view, pos)
      pos += block.nodeSize
    })
    expect(marked(view)).toEqual(lines.slice(4))
    view.dispatch(view.state.tr.setSelection(new AllSelection(view.state.doc)))
    expect(marked(view)).toEqual(lines.slice(4))
  })

  it('[BO38] carries its blocks through changes before them, and loses those that are gone', () => {
    const view = open('první', 'druhý', 'třetí')
    put(view, 16)
    put(view, 9)
    view.dispatch(view.state.tr.insert(0, line('nový')))
    expect(marked(view)).toEqual(['první', 'druhý', 'třetí'])
    const { doc, tr } = view.state
    view.dispatch(tr.delete(doc.content.size - 7, doc.content.size))
    expect(marked(view)).toEqual(['první', 'druhý'])
    view.dispatch(view.state.tr.join(13))
    expect(marked(view)).toEqual(['prvnídruhý'])
    view.dispatch(view.state.tr.insertText('x', 8))
    run(view, setBlockType(bodySchema.nodes.clause))
    expect(marked(view)).toEqual(['pxrvnídruhý'])
    put(view, 3)
    put(view, 9)
    run(view, setBlockType(bodySchema.nodes.paragraph))
    run(view, wrapInList(bodySchema.nodes.bulletList))
    expect(marked(view)).toEqual(['nový', 'pxrvnídruhý'])
  })
})
