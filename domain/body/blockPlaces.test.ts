import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { JsonObject, BodyId } from '../model/index.ts'
import { anchorOf, bodyFragment, BodyIndex, imageBlobs, tableFits, writeBody } from './index.ts'

const bodyId = 'b'.repeat(20) as BodyId
const p = (text: string): JsonObject => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const cell = (text: string): JsonObject => ({
  type: 'tableCell',
  attrs: { colspan: 1, rowspan: 1, colwidth: null },
  content: [p(text)],
})
const table = (...rows: string[][]): JsonObject => ({
  type: 'table',
  content: rows.map((row) => ({ type: 'tableRow', content: row.map(cell) })),
})

/** A text of these blocks. */
function bodyWith(...content: JsonObject[]): Y.Doc {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, writeBody({ type: 'doc', content }))
  return ydoc
}

/** The anchor from the first word to the last, in the text as it is. */
function anchorBetween(ydoc: Y.Doc, first: string, last: string) {
  const index = new BodyIndex(bodyFragment(ydoc))
  const plain = index.plain()
  const from = plain.positionOf(plain.text.indexOf(first))
  const to = plain.positionOf(plain.text.indexOf(last) + last.length)
  const anchor = anchorOf(index, bodyId, { from, to }, 1)
  if (!anchor) throw new Error('there are words')
  return anchor
}

describe('a comment on a table', () => {
  const ydoc = bodyWith(p('Před'), table(['Položka', 'Částka'], ['Energie', '12']), p('Za ní'), table(['Jiná', 'věc']))
  it.each([
    ['from its first cell to its last', 'Položka', '12', true],
    ['within one row', 'Energie', '12', true],
    ['that goes on behind it', 'Energie', 'Za ní', false],
    ['that begins before it', 'Před', '12', false],
    ['over two tables', 'Energie', 'Jiná', false],
    ['on no table', 'Za ní', 'Za ní', false],
  ])('[CM6] holds words of one table: %s', (_what, first, last, fits) => {
    expect(tableFits(ydoc, anchorBetween(ydoc, first, last))).toBe(fits)
  })
  it('[CM6] quotes what stands there', () => {
    const anchor = anchorBetween(ydoc, 'Položka', '12')
    expect(tableFits(ydoc, { ...anchor, quote: 'Položka' })).toBe(false)
    expect(tableFits(bodyWith(p('jiný text')), anchor)).toBe(false)
  })
})

describe('a comment on a picture', () => {
  it('[CM6] is on one that stands in the text, also inside a table or a list', () => {
    const image = (letter: string): JsonObject => ({
      type: 'image',
      attrs: { blob: letter.repeat(64), alt: '', width: null },
    })
    const ydoc = bodyWith(
      image('a'),
      { type: 'bulletList', content: [{ type: 'listItem', content: [p('bod'), image('b')] }] },
      p('konec'),
    )
    expect([...imageBlobs(ydoc)].map((blob) => blob[0])).toEqual(['a', 'b'])
    expect([...imageBlobs(bodyWith(p('bez obrázků')))]).toEqual([])
  })
})
