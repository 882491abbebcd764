// @vitest-environment jsdom
import { anchorFits, bodySchema, writeBody } from '@glosa/domain/body'
import type { JsonObject } from '@glosa/domain/model'
import { wrapInList } from 'prosemirror-schema-list'
import { TextSelection } from 'prosemirror-state'
import type { Transaction } from 'prosemirror-state'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { BodyEditor } from './bodyEditor.ts'
import { bodyId, CommentDesk, quote } from './commentDesk.ts'
import { commentsByBlock } from './commentsByBlock.ts'
import { commentMeta, rangeOfComment } from './commentDecorations.ts'
import { readOutline } from '../screens/material/readOutline.ts'
import { moveRow } from './moveRow.ts'

const { nodes, marks } = bodySchema
const p = (text: string): JsonObject => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const threeParagraphs = [
  p('First paragraph before.'),
  p('The quick brown fox jumps over the lazy dog.'),
  p('Last paragraph after.'),
]
const table: JsonObject[] = [
  p('Before the table'),
  {
    type: 'table',
    content: ['one', 'The quick brown fox jumps', 'three'].map((text) => ({
      type: 'tableRow',
      content: [
        { type: 'tableCell', content: [p(text)] },
        { type: 'tableCell', content: [p('x')] },
      ],
    })),
  },
]

// jsdom lays nothing out; the view asks where to scroll.
Range.prototype.getClientRects = () => document.createElement('div').getClientRects()
Range.prototype.getBoundingClientRect = () => document.createElement('div').getBoundingClientRect()

const open: CommentDesk[] = []
afterEach(() => {
  for (const desk of open.splice(0)) desk.destroy()
  document.body.replaceChildren()
})

function deskWith(...setting: ConstructorParameters<typeof CommentDesk>): CommentDesk {
  const desk = new CommentDesk(...setting)
  open.push(desk)
  return desk
}
const desk = (content: JsonObject[] = threeParagraphs) => deskWith(writeBody({ type: 'doc', content }), 50)

async function expectWords(
  words: string | null,
  edit: (tr: Transaction, from: number, to: number) => Transaction,
  content?: JsonObject[],
) {
  const at = desk(content)
  at.do(edit)
  await at.settle()
  expect(at.shown).toBe(words)
  expect(at.shownElsewhere).toBe(words)
  expect(at.gone).toEqual(words === null ? ['c1'] : [])
  return at
}

describe('anchors in the editor', () => {
  it('[AN1] stay when text is typed before the passage', () =>
    expectWords(quote, (tr, from) => tr.insertText('XX ', from - 6)))

  it('[AN2] take in what is typed inside', () =>
    expectWords('brown red fox', (tr, from) => tr.insertText(' red', from + 5)))

  it('[AN3] leave out what is typed at either edge, also letters like those of the passage', async () => {
    await expectWords(quote, (tr, from) => tr.insertText('>', from))
    await expectWords(quote, (tr, _from, to) => tr.insertText('<', to))
    const at = desk()
    for (const [letter, where] of [
      ['b', 0],
      ['x', quote.length],
    ] as const) {
      const pos = at.find(quote) + where
      at.editor.view.dispatch(at.editor.view.state.tr.setSelection(TextSelection.create(at.editor.view.state.doc, pos)))
      at.editor.view.dispatch(at.editor.view.state.tr.insertText(letter))
    }
    await at.settle()
    expect(at.editor.view.state.doc.textContent).toContain('bbrown foxx')
    expect([at.shown, at.shownElsewhere]).toEqual([quote, quote])
  })

  it('[AN4] shrink to what is left of the passage', () => expectWords('fox', (tr, from) => tr.delete(from, from + 6)))

  it('[AN5] are gone when all words are deleted, and back for everybody on undo', async () => {
    const at = await expectWords(null, (tr, from, to) => tr.delete(from, to))
    at.editor.run(at.editor.commands.undo)
    await at.settle()
    expect([at.shown, at.shownElsewhere, at.gone.length]).toEqual([quote, quote, 0])
    at.editor.run(at.editor.commands.redo)
    await at.settle()
    expect([at.shown, at.shownElsewhere]).toEqual([null, null])
  })

  it('[AN6] are gone with their paragraph, and back for everybody on undo', async () => {
    const at = await expectWords(null, (tr, from) => {
      const $from = tr.doc.resolve(from)
      return tr.delete($from.before(), $from.after())
    })
    at.editor.run(at.editor.commands.undo)
    await at.settle()
    expect([at.shown, at.shownElsewhere]).toEqual([quote, quote])
  })

  it('[AN7] are gone when other words are pasted over', () =>
    expectWords(null, (tr, from, to) => tr.replaceWith(from, to, bodySchema.text('red cat'))))

  it('[AN8] stay when words become bold', async () => {
    await expectWords(quote, (tr, from, to) => tr.addMark(from, to, marks.bold.create()))
    await expectWords(quote, (tr, from) => {
      const $from = tr.doc.resolve(from)
      return tr.addMark($from.start(), $from.end(), marks.bold.create())
    })
  })

  it('[AN9] survive Enter before, inside and after the passage', async () => {
    await expectWords(quote, (tr, from) => tr.split(from - 6))
    await expectWords(quote, (tr, from) => tr.split(from))
    await expectWords('brown\n fox', (tr, from) => tr.split(from + 5))
    await expectWords(quote, (tr, _from, to) => tr.split(to + 3))
  })

  it('[AN10] survive joining with the paragraph before or after', async () => {
    await expectWords(quote, (tr, from) => tr.join(tr.doc.resolve(from).before()))
    await expectWords(quote, (tr, from) => tr.join(tr.doc.resolve(from).after()))
  })

  it('[AN11] survive a change of the kind of block', async () => {
    await expectWords(quote, (tr, from) => tr.setBlockType(from, from + 1, nodes.heading, { level: 2 }))
    await expectWords(quote, (tr, from) => tr.setBlockType(from, from + 1, nodes.clause))
  })

  it('[AN12] survive making the paragraph a list item', async () => {
    const at = desk()
    const from = at.find(quote)
    at.editor.view.dispatch(at.editor.view.state.tr.setSelection(TextSelection.create(at.editor.view.state.doc, from)))
    wrapInList(nodes.bulletList)(at.editor.view.state, at.editor.view.dispatch)
    await at.settle()
    expect(at.editor.view.state.doc.child(1).type).toBe(nodes.bulletList)
    expect([at.shown, at.shownElsewhere]).toEqual([quote, quote])
    at.editor.run(at.editor.commands.outdent)
    await at.settle()
    expect(at.editor.view.state.doc.child(1).type).toBe(nodes.paragraph)
    expect([at.shown, at.shownElsewhere]).toEqual([quote, quote])
  })

  it('[AN12] survive the undo of a list alone, whatever was written before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const at = desk()
    const { view } = at.editor
    const caretAt = (pos: number) =>
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos)))
    const steps: (() => void)[] = [
      () => at.do((tr, from) => tr.insertText('very ', from)),
      () => at.do((tr, _from, to) => tr.insertText(' himself', to)),
      () => at.do((tr, from) => tr.split(from - 5)),
      () => at.do((tr, from) => tr.join(tr.doc.resolve(from).before())),
      () => {
        caretAt(at.find(quote))
        wrapInList(nodes.bulletList)(view.state, view.dispatch)
      },
    ]
    for (const step of steps) {
      step()
      await at.settle()
      at.editor.setComments([{ ...at.comment, anchor: at.anchor }])
      expect([at.shown, at.shownElsewhere]).toEqual([quote, quote])
      vi.setSystemTime(Date.now() + 2_000)
    }
    for (let undone = 0; undone < steps.length; undone++) {
      at.editor.run(at.editor.commands.undo)
      await at.settle()
      expect([at.shown, at.shownElsewhere], `undo ${undone}`).toEqual([quote, quote])
    }
    vi.useRealTimers()
  })

  it('[AN13] survive moving a table row', async () => {
    for (const [to, command] of [
      [0, moveRow(-1)],
      [2, moveRow(1)],
    ] as const) {
      const at = desk(table)
      const { view } = at.editor
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at.find(quote))))
      expect(command(view.state, view.dispatch)).toBe(true)
      await at.settle()
      expect(view.state.doc.child(1).child(to).textContent).toContain(quote)
      expect([at.shown, at.shownElsewhere]).toEqual([quote, quote])
      // At the edge of the table it goes no further.
      expect(command(view.state, view.dispatch)).toBe(false)
      at.editor.run(at.editor.commands.undo)
      await at.settle()
      expect(view.state.doc.child(1).child(1).textContent).toContain(quote)
      expect([at.shown, at.shownElsewhere]).toEqual([quote, quote])
    }
  })

  it('[AN13] survive moving a row of short cells, among cells of the same words', async () => {
    const rows = [
      ['ano', 'first', 'ano'],
      ['ano', 'brown fox', 'ano'],
      ['ano', 'last', 'brown fox'],
    ]
    const cells = (row: readonly string[]) => row.map((text) => ({ type: 'tableCell', content: [p(text)] }))
    const at = desk([{ type: 'table', content: rows.map((row) => ({ type: 'tableRow', content: cells(row) })) }])
    const { view } = at.editor
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at.find(quote))))
    expect(moveRow(1)(view.state, view.dispatch)).toBe(true)
    await at.settle()
    expect([at.shown, at.shownElsewhere]).toEqual([quote, quote])
    const { from = 0 } = rangeOfComment(view.state, 'c1') ?? {}
    expect(view.state.doc.resolve(from).node(2).textContent).toBe('anobrown foxano')
  })

  it('[AN14] survive inserting and deleting paragraphs above, and moving their own', async () => {
    await expectWords(quote, (tr) => tr.insert(0, nodes.paragraph.create(null, bodySchema.text('new first'))))
    await expectWords(quote, (tr) => tr.delete(0, tr.doc.child(0).nodeSize))
    await expectWords(quote, (tr, from) => {
      const $from = tr.doc.resolve(from)
      const node = $from.parent
      return tr.delete($from.before(), $from.after()).insert(0, node)
    })
  })

  it('[AN15] come along when their words are cut and pasted elsewhere', async () => {
    const at = await expectWords(null, (tr, from) => {
      const $from = tr.doc.resolve(from)
      return tr.delete($from.before(), $from.after())
    })
    const { view } = at.editor
    view.dispatch(
      view.state.tr.insert(0, nodes.paragraph.create(null, bodySchema.text('The quick brown fox jumps over'))),
    )
    await at.settle()
    expect([at.shown, at.shownElsewhere]).toEqual([quote, quote])
  })

  it('[AN16] survive content that is set anew', () =>
    expectWords(quote, (tr) => {
      const { doc } = tr
      const first = nodes.paragraph.create(null, bodySchema.text('First CHANGED before.'))
      return tr.replaceWith(0, doc.content.size, [first, doc.child(1), doc.child(2)])
    }))

  it('[AN17] are repaired to the words of their quote, with quote and context as they were', async () => {
    const at = await expectWords(quote, (tr, from) => tr.split(from - 6))
    expect(anchorFits(at.ydoc, at.anchor, 1)).toBe(true)
    const { first: _first, last: _last, ...rest } = at.comment.anchor
    expect(at.anchor).toMatchObject(rest)
  })

  it('[AN22] keep their repaired place when a list of comments from before the repair comes in', async () => {
    const at = await expectWords(quote, (tr, from) => tr.split(from - 6))
    at.editor.setComments([{ ...at.comment, className: 'settled' }])
    await at.settle()
    expect(at.shown).toBe(quote)
    expect(at.editor.view.dom.querySelector('mark')?.className).toBe('comment settled')
  })

  it('[AN18] follow what a colleague writes, and a colleague sees the repaired place', async () => {
    const content = writeBody({ type: 'doc', content: threeParagraphs })
    const [a, b] = [deskWith(content, 50), deskWith(content, 51)]
    const sendAll = (from: CommentDesk, to: CommentDesk) =>
      Y.applyUpdate(to.ydoc, Y.encodeStateAsUpdate(from.ydoc), 'wire')
    a.do((tr, from) => tr.insertText('very ', from))
    sendAll(a, b)
    await b.settle()
    expect(b.shown).toBe(quote)
    a.do((tr, from) => tr.split(from - 10))
    await a.settle()
    sendAll(a, b)
    b.editor.setComments([{ ...b.comment, anchor: a.anchor }])
    await b.settle()
    expect(b.shown).toBe(quote)
    expect(b.repairs).toEqual([])
  })

  it('[AN19] are not repaired onto words that the quote has little in common with', async () => {
    const at = desk()
    at.do((tr, from) => tr.insertText('abcdefghijklmnop', from + 5))
    at.do((tr) => tr.setBlockType(30, 31, nodes.heading))
    await at.settle()
    expect(at.repairs).toEqual([])
    expect(at.gone).toEqual(['c1'])
  })
})

describe('comments in the editor', () => {
  it('[AN20] are marks with their id, and a proposal is drawn beside the words it would replace', () => {
    const content = writeBody({ type: 'doc', content: threeParagraphs })
    const at = deskWith(content, 50, true, 'red hen')
    const { dom } = at.editor.view
    expect(dom.querySelector('mark[data-comment=c1]')?.textContent).toBe(quote)
    expect(dom.querySelector('del')?.textContent).toBe(quote)
    expect(dom.querySelector('ins')?.textContent).toBe('red hen')
    at.editor.setActiveComment('c1')
    expect(dom.querySelector('mark')?.classList.contains('is-active')).toBe(true)
    expect(dom.querySelector('mark')?.hasAttribute('aria-details')).toBe(false)
    at.editor.setVisibleComments(new Set(['c1']))
    expect(dom.querySelector('mark')?.getAttribute('aria-details')).toBe('comment-c1')
    at.editor.setComments([])
    expect(dom.querySelector('mark, del, ins')).toBeNull()
  })

  it('[AN21] can be anchored by a reader, who can change nothing', () => {
    const at = deskWith(writeBody({ type: 'doc', content: threeParagraphs }), 50, false)
    const { view } = at.editor
    expect(view.dom.getAttribute('role')).toBe('region')
    expect(view.dom.getAttribute('contenteditable')).toBe('false')
    const before = view.state.doc
    view.dispatch(view.state.tr.insertText('no', 1))
    expect(view.state.doc).toBe(before)
    const from = at.find('lazy dog')
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, from + 8)))
    const anchor = at.editor.selectionAnchor()
    expect(anchor).toMatchObject({ quote: 'lazy dog', suffix: '.\nLast paragraph after.', bodySequence: 7, bodyId })
    expect(anchor && anchorFits(at.ydoc, anchor, 1)).toBe(true)
  })
})

describe('many comments', () => {
  const marksOf = (editor: BodyEditor) =>
    [...editor.view.dom.querySelectorAll('mark[data-comment]')].map((mark) => mark.getAttribute('data-comment'))
  const many = ({ comment }: CommentDesk, count: number) =>
    Array.from({ length: count }, (_, number) => ({ ...comment, id: `c${number}` }))

  it('[UI17] are drawn near what is on the screen only, and follow what others write', async () => {
    const at = desk()
    const { editor } = at
    editor.setComments(many(at, 300))
    await at.settle()
    // Nothing has a size here, so everything is on the screen.
    expect(new Set(marksOf(editor)).size).toBe(300)
    const { view } = editor
    const from = at.find(quote)
    view.dispatch(commentMeta(view.state.tr, { type: 'sight', range: { from: 0, to: from - 10 } }))
    expect(marksOf(editor)).toEqual([])
    view.dispatch(view.state.tr.insertText('A', 1))
    expect(marksOf(editor)).toEqual([])
    expect(rangeOfComment(view.state, 'c299')).toEqual({ from: from + 1, to: from + 1 + quote.length })
    editor.setActiveComment('c7')
    expect(new Set(marksOf(editor))).toEqual(new Set(['c7']))
    editor.setComments(many(at, 200))
    expect(new Set(marksOf(editor)).size).toBe(200)
  })

  it('[FZ18] that are not drawn have their place all the same, for the margin and the outline', async () => {
    const at = desk([
      { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Nadpis' }] },
      ...threeParagraphs,
    ])
    const { editor } = at
    const { view } = editor
    editor.setComments(many(at, 200))
    expect(commentsByBlock(view.dom)).toBe(null)
    editor.setComments(many(at, 201))
    await at.settle()
    view.dispatch(commentMeta(view.state.tr, { type: 'sight', range: { from: 0, to: 3 } }))
    expect(marksOf(editor)).toEqual([])
    const placed = commentsByBlock(view.dom)
    expect([...(placed ?? [])].map(([block, ids]) => [block.textContent?.includes(quote), ids.length])).toEqual([
      [true, 201],
    ])
    expect(readOutline(view.dom).map(({ label, comments }) => [label, comments])).toEqual([['Nadpis', 201]])
    view.dispatch(view.state.tr.insert(0, nodes.paragraph.create(null, bodySchema.text('Nový'))))
    expect([...(commentsByBlock(view.dom)?.keys() ?? [])]).toEqual([view.dom.children[3]])
  })
})
