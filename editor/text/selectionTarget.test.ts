import { bodySchema, type PassageRange } from '@glosa/domain/body'
import type { BodyId, CommentAnchor, Sha256 } from '@glosa/domain/model'
import { EditorState, NodeSelection, TextSelection } from 'prosemirror-state'
import { describe, expect, it } from 'vitest'
import { selectionTarget } from './selectionTarget.ts'

const blob = 'b'.repeat(64) as Sha256
const p = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const cell = (text: string) => ({ type: 'tableCell', content: [p(text)] })
const doc = bodySchema.nodeFromJSON({
  type: 'doc',
  content: [
    p('Před tabulkou'),
    { type: 'table', content: [{ type: 'tableRow', content: [cell('Položka'), cell('Částka')] }] },
    { type: 'paragraph', content: [{ type: 'image', attrs: { blob, alt: 'Mapa kraje' } }] },
  ],
})

/** Where the words stand in the document. */
function rangeOf(words: string): PassageRange {
  let found: PassageRange | null = null
  doc.descendants((node, pos) => {
    const at = node.text?.indexOf(words) ?? -1
    if (at >= 0) found = { from: pos + at, to: pos + at + words.length }
  })
  if (!found) throw new Error(`not in the document: ${words}`)
  return found
}

const anchorAt = ({ from, to }: PassageRange): CommentAnchor | null => {
  const quote = doc.textBetween(from, to, ' ')
  const place = { bodyId: 'body' as BodyId, first: 'a', last: 'b', prefix: '', suffix: '', bodySequence: 1 }
  return quote ? { ...place, quote } : null
}
const targetOf = (from: number, to: number) => {
  const state = EditorState.create({ doc })
  return selectionTarget(state.apply(state.tr.setSelection(TextSelection.create(doc, from, to))), anchorAt)
}

describe('what is selected for a comment', () => {
  it('[UR13] is words, and the whole table when they stand in one', () => {
    const outside = rangeOf('tabulkou')
    expect(targetOf(outside.from, outside.to)).toMatchObject({
      anchor: { quote: 'tabulkou' },
      table: null,
      image: null,
    })
    const inside = rangeOf('Částka')
    expect(targetOf(inside.from, inside.to)).toMatchObject({
      anchor: { quote: 'Částka' },
      table: { quote: 'Položka Částka' },
    })
    expect(targetOf(outside.from, inside.to)?.table).toBeNull()
    expect(targetOf(outside.from, outside.from)).toBeNull()
  })

  it('[UR13] is a picture with its description', () => {
    let at = -1
    doc.descendants((node, pos) => {
      if (node.type === bodySchema.nodes.image) at = pos
    })
    const state = EditorState.create({ doc })
    const chosen = state.apply(state.tr.setSelection(NodeSelection.create(doc, at)))
    expect(selectionTarget(chosen, anchorAt)).toEqual({
      anchor: null,
      table: null,
      image: { blob, caption: 'Mapa kraje' },
      annexId: null,
    })
  })
})
