// @vitest-environment jsdom
import { bodyFragment, bodySchema, readBody, writeBody } from '@glosa/domain/body'
import { isRefused } from '@glosa/domain/model'
import type { JsonObject } from '@glosa/domain/model'
import fc from 'fast-check'
import { Fragment, Slice } from 'prosemirror-model'
import { ReplaceStep } from 'prosemirror-transform'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { editAtRandom, kinds, type RandomEdit } from './randomEdit.ts'
import { SyncDesk } from './syncDesk.ts'
import { redo, undo } from './syncPlugin.ts'

const { nodes } = bodySchema
const p = (...words: string[]): JsonObject => ({
  type: 'paragraph',
  content: words.map((text) => ({ type: 'text', text })),
})
const body = (...content: JsonObject[]): JsonObject => ({ type: 'doc', content })

const open: SyncDesk[] = []
afterEach(() => {
  for (const desk of open.splice(0)) desk.destroy()
})

const desks = (count: number, ...content: JsonObject[]) => {
  const start = writeBody(body(...content))
  const all = Array.from({ length: count }, (_, index) => new SyncDesk(index + 100, start))
  open.push(...all)
  return all
}

function exchange(all: readonly SyncDesk[]) {
  for (let round = 0; round < 4; round++) {
    for (const from of all) {
      for (const update of from.outgoing.splice(0)) for (const to of all) if (to !== from) to.receive(update)
    }
    for (const desk of all) desk.binding.flush()
  }
}

function expectSame(all: readonly SyncDesk[]) {
  const shared = all.map((desk) => readBody(desk.ydoc))
  const [first] = shared
  if (!first || isRefused(first)) throw new Error('unreadable')
  first.check()
  for (const [index, desk] of all.entries()) {
    expect(desk.view.state.doc.toJSON()).toEqual(first.toJSON())
    const other = shared[index]
    expect(other && !isRefused(other) && other.toJSON()).toEqual(first.toJSON())
    expect(desk.problems).toEqual([])
    expect(desk.ydoc.clientID).toBe(index + 100)
  }
}

const two = (...content: JsonObject[]): [SyncDesk, SyncDesk] => {
  const [a, b] = desks(2, ...content)
  if (!a || !b) throw new Error('two desks')
  return [a, b]
}

const edits: fc.Arbitrary<RandomEdit> = fc.record({
  desk: fc.nat(2),
  kind: fc.constantFrom(...kinds),
  at: fc.nat(200),
  length: fc.nat(12),
  word: fc.constantFrom('a', 'slovo', ' ', '😀', '😁', 'řeka', 'xx'),
})

describe('syncPlugin', () => {
  it('[BO10] shows what another types and keeps the caret', () => {
    const [a, b] = two(p('Hello world'))
    b.select(7)
    a.type('big ', 7)
    exchange([a, b])
    expect(b.text).toBe('Hello big world')
    expect(b.view.state.selection.head).toBe(7)
    a.type('>>', 1)
    exchange([a, b])
    expect(b.view.state.selection.head).toBe(9)
    expectSame([a, b])
  })

  it('[BO11] loses no words when several start in the same empty paragraph and go on typing', () => {
    const all = desks(3, { type: 'paragraph' })
    const words = ['alpha', 'beta', 'gamma']
    for (let letter = 0; letter < 5; letter++) {
      all.forEach((desk, index) => desk.type(words[index]?.[letter] ?? ''))
      if (letter % 2 === 0) exchange(all)
    }
    exchange(all)
    expectSame(all)
    expect([...(all[0]?.text ?? '')].sort().join('')).toBe([...words.join('')].sort().join(''))
    for (const word of words) expect(all[0]?.text).toContain(word)
  })

  it('[BO12] undoes twenty own letters in one step while a colleague types', () => {
    const [a, b] = two(p('Start '))
    for (let count = 0; count < 20; count++) {
      a.type('a', count === 0 ? 7 : undefined)
      b.type('b', count === 0 ? 1 : undefined)
      exchange([a, b])
    }
    a.do(undo)
    exchange([a, b])
    expect(a.text).toBe(`${'b'.repeat(20)}Start `)
    expectSame([a, b])
    a.do(redo)
    exchange([a, b])
    expect(a.text).toBe(`${'b'.repeat(20)}Start ${'a'.repeat(20)}`)
    expectSame([a, b])
  })

  it('[BO13] writes own letters right while others wait for the next frame', () => {
    const [a, b] = two(p('one two'))
    a.type('X', 1)
    for (const update of a.outgoing.splice(0)) b.receive(update)
    b.type('Y', 8)
    expect(b.text).toBe('one twoY')
    exchange([a, b])
    expect(b.text).toBe('Xone twoY')
    expectSame([a, b])
  })

  it('[BO14] leaves unknown content alone, stops writing and says so', () => {
    const [a] = two(p('one'))
    const before = a.ydoc.getXmlFragment('body').length
    a.ydoc.transact(() => bodyFragment(a.ydoc).insert(1, [new Y.XmlElement('videoOfTheFuture')]), 'elsewhere')
    a.binding.flush()
    expect(bodyFragment(a.ydoc).length).toBe(before + 1)
    expect(a.problems).toEqual([{ refused: 'schema-too-old', detail: { name: 'videoOfTheFuture' } }])
    a.type('nothing', 1)
    expect(a.text).toBe('one')
    a.ydoc.transact(() => bodyFragment(a.ydoc).delete(1, 1), 'elsewhere')
    a.binding.flush()
    a.type('N', 1)
    expect(a.text).toBe('None')
  })

  it('[BO15] fills up what two deletions left empty, and a list goes on', () => {
    const [a, b] = two(p('A'), p('B'))
    a.view.dispatch(a.view.state.tr.delete(0, 3))
    b.view.dispatch(b.view.state.tr.delete(3, 6))
    exchange([a, b])
    expect(a.text).toBe('')
    expectSame([a, b])
    a.type('new', 1)
    exchange([a, b])
    expect(b.text).toBe('new')
    expectSame([a, b])
  })

  it('[BO16] of equal letters in a row writes the one that was typed', () => {
    const [a, b] = two(p('xxxx'))
    a.select(2, 2)
    const marked = bodyFragment(a.ydoc).get(0)
    if (!(marked instanceof Y.XmlElement)) throw new Error('paragraph')
    const text = marked.get(0)
    if (!(text instanceof Y.XmlText)) throw new Error('text')
    const third = Y.createRelativePositionFromTypeIndex(text, 2, 0)
    a.type('x', 1)
    expect(Y.createAbsolutePositionFromRelativePosition(third, a.ydoc)?.index).toBe(3)
    a.type('x', 6)
    expect(Y.createAbsolutePositionFromRelativePosition(third, a.ydoc)?.index).toBe(3)
    exchange([a, b])
    expectSame([a, b])
  })

  it('[BO9] keeps a change that breaks the schema from screen and shared text', () => {
    const [a] = two({ type: 'bulletList', content: [{ type: 'listItem', content: [p('x')] }] })
    const before = a.view.state.doc
    const broken = nodes.listItem.create(null, nodes.listItem.create(null, nodes.paragraph.create()))
    a.view.dispatch(a.view.state.tr.step(new ReplaceStep(1, 6, new Slice(Fragment.from(broken), 0, 0))))
    expect(a.view.state.doc).toBe(before)
    expect(a.outgoing).toEqual([])
  })

  it('[BO17] converges to one valid document whatever is edited in whatever order', () => {
    const start = [
      { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Usnesení' }] },
      p('Rada kraje schvaluje'),
      { type: 'clause', content: [{ type: 'text', text: 'ukládá řediteli 😀' }] },
      {
        type: 'bulletList',
        content: [
          { type: 'listItem', content: [p('jedna')] },
          { type: 'listItem', content: [p('dvě')] },
        ],
      },
      {
        type: 'table',
        content: [1, 2].map((row) => ({
          type: 'tableRow',
          content: [1, 2].map((cell) => ({ type: 'tableCell', content: [p(`r${row}c${cell}`)] })),
        })),
      },
      p('Konec textu'),
    ]
    let changes = 0
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 3 }), fc.array(edits, { minLength: 5, maxLength: 60 }), (count, script) => {
        const all = desks(count, ...start)
        for (const action of script) {
          const desk = all[action.desk % count]
          if (!desk) continue
          const before = desk.view.state.doc
          editAtRandom(desk, action, all)
          if (before !== desk.view.state.doc) changes++
          const shared = readBody(desk.binding.mirror)
          expect(!isRefused(shared) && shared.toJSON()).toEqual(desk.view.state.doc.toJSON())
          expect(desk.binding.index.plain().text).toBe(desk.text)
        }
        exchange(all)
        expectSame(all)
        for (const desk of open.splice(0)) desk.view.destroy()
      }),
      { seed: 20_261_121, numRuns: 60 },
    )
    expect(changes).toBeGreaterThan(150)
  })

  it('[BO18] undoes only what its own person wrote', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ desk: fc.integer({ min: 0, max: 1 }), at: fc.nat(), exchange: fc.boolean() }), {
          maxLength: 40,
        }),
        (script) => {
          const [a, b] = two(p('------'))
          const own = { a: 0, b: 0 }
          for (const step of script) {
            const desk = step.desk === 0 ? a : b
            const size = desk.view.state.doc.child(0).content.size
            desk.view.dispatch(desk.view.state.tr.insertText(step.desk === 0 ? 'a' : 'b', 1 + (step.at % (size + 1))))
            own[step.desk === 0 ? 'a' : 'b']++
            if (step.exchange) exchange([a, b])
          }
          exchange([a, b])
          while (a.do(undo)) exchange([a, b])
          expectSame([a, b])
          expect([...a.text].filter((letter) => letter === 'b')).toHaveLength(own.b)
          expect(a.text).not.toContain('a')
          expect([...a.text].filter((letter) => letter === '-')).toHaveLength(6)
          for (const desk of open.splice(0)) desk.view.destroy()
        },
      ),
      { seed: 20_261_121, numRuns: 40 },
    )
  })
})
