// @vitest-environment jsdom
import {
  anchorFits,
  anchorOf,
  bodyFragment,
  BodyIndex,
  bodySchema,
  resolveAnchors,
  writeBody,
} from '@glosa/domain/body'
import { opaqueIdFrom } from '@glosa/domain/model'
import type { BodyId, CommentAnchor, JsonObject } from '@glosa/domain/model'
import { wrapInList } from 'prosemirror-schema-list'
import { TextSelection } from 'prosemirror-state'
import type { Transaction } from 'prosemirror-state'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { createBodyEditor } from './bodyEditor.ts'
import type { BodyEditor } from './bodyEditor.ts'
import { commentsByBlock } from './commentsByBlock.ts'
import { commentMeta, rangeOfComment } from './commentDecorations.ts'
import type { BodyComment } from './drawComment.ts'
import { readOutline } from '../screens/material/readOutline.ts'
import { moveRow } from './moveRow.ts'
import type { AnchorRepair } from './repairAnchors.ts'

const { nodes, marks } = bodySchema
const bodyId = opaqueIdFrom<BodyId>(new Uint8Array(40).fill(1))
const quote = 'brown fox'
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

/** An editor at work on a text with one comment on "brown fox", and a colleague who sees the same later. */
class Desk {
  readonly ydoc = new Y.Doc()
  readonly editor: BodyEditor
  readonly repairs: AnchorRepair[] = []
  gone: readonly string[] = []
  comment: BodyComment
  #frames: (() => void)[] = []

  constructor(content: Uint8Array, clientId: number, editable = true, proposedWording: string | null = null) {
    Y.applyUpdate(this.ydoc, content)
    this.ydoc.clientID = clientId
    this.comment = { id: 'c1', anchor: anchorIn(this.ydoc), className: '', proposedWording }
    this.editor = createBodyEditor({
      mount: document.body.appendChild(document.createElement('div')),
      ydoc: this.ydoc,
      bodyId,
      bodySequence: () => 7,
      awareness: null,
      editable,
      comments: [this.comment],
      ariaLabel: 'Důvodová zpráva',
      frames: (run) => {
        this.#frames.push(run)
        return () => {
          this.#frames = this.#frames.filter((frame) => frame !== run)
        }
      },
      callbacks: {
        onGone: (gone) => {
          this.gone = gone
        },
        onRepair: (repairs) => this.repairs.push(...repairs),
      },
    })
    open.push(this)
  }

  /** Lets what waits for the end of the task and for the next frame happen. */
  async settle() {
    await Promise.resolve()
    for (const frame of this.#frames.splice(0)) frame()
    await Promise.resolve()
    for (const frame of this.#frames.splice(0)) frame()
  }

  do(edit: (tr: Transaction, from: number, to: number) => Transaction) {
    const { view } = this.editor
    const from = findText(this, quote)
    view.dispatch(edit(view.state.tr, from, from + quote.length))
  }

  /** The words the comment is drawn on. */
  get shown(): string | null {
    const range = rangeOfComment(this.editor.view.state, 'c1')
    return range ? this.editor.view.state.doc.textBetween(range.from, range.to, '\n') : null
  }

  /** The anchor as the server has it after repairs. */
  get anchor(): CommentAnchor {
    return this.repairs.at(-1)?.anchor ?? this.comment.anchor
  }
}

// jsdom lays nothing out; the view asks where to scroll.
Range.prototype.getClientRects = () => document.createElement('div').getClientRects()
Range.prototype.getBoundingClientRect = () => document.createElement('div').getBoundingClientRect()

const open: Desk[] = []
afterEach(() => {
  for (const desk of open.splice(0)) desk.editor.destroy()
  document.body.replaceChildren()
})

function findText(desk: Desk, words: string): number {
  let found = -1
  desk.editor.view.state.doc.descendants((node, pos) => {
    const at = node.isText ? (node.text ?? '').indexOf(words) : -1
    if (found < 0 && at >= 0) found = pos + at
  })
  return found
}

function anchorIn(ydoc: Y.Doc): CommentAnchor {
  const index = new BodyIndex(bodyFragment(ydoc))
  const plain = index.plain()
  const start = plain.text.indexOf(quote)
  const range = { from: plain.positionOf(start), to: plain.positionOf(start + quote.length) }
  const anchor = anchorOf(index, bodyId, range, 1)
  if (!anchor) throw new Error('no anchor')
  return anchor
}

/** What somebody who only has the shared text and the anchor sees. */
function elsewhere(desk: Desk): string | null {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(desk.ydoc))
  const index = new BodyIndex(bodyFragment(ydoc))
  const [range] = resolveAnchors(ydoc, [desk.anchor], index)
  return !range || range === 'gone' ? null : index.text(range.from, range.to)
}

const desk = (content: JsonObject[] = threeParagraphs) => new Desk(writeBody({ type: 'doc', content }), 50)

async function expectWords(
  words: string | null,
  edit: (tr: Transaction, from: number, to: number) => Transaction,
  content?: JsonObject[],
) {
  const at = desk(content)
  at.do(edit)
  await at.settle()
  expect(at.shown).toBe(words)
  expect(elsewhere(at)).toBe(words)
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
      const pos = findText(at, quote) + where
      at.editor.view.dispatch(at.editor.view.state.tr.setSelection(TextSelection.create(at.editor.view.state.doc, pos)))
      at.editor.view.dispatch(at.editor.view.state.tr.insertText(letter))
    }
    await at.settle()
    expect(at.editor.view.state.doc.textContent).toContain('bbrown foxx')
    expect([at.shown, elsewhere(at)]).toEqual([quote, quote])
  })

  it('[AN4] shrink to what is left of the passage', () => expectWords('fox', (tr, from) => tr.delete(from, from + 6)))

  it('[AN5] are gone when all words are deleted, and back for everybody on undo', async () => {
    const at = await expectWords(null, (tr, from, to) => tr.delete(from, to))
    at.editor.run(at.editor.commands.undo)
    await at.settle()
    expect([at.shown, elsewhere(at), at.gone.length]).toEqual([quote, quote, 0])
    at.editor.run(at.editor.commands.redo)
    await at.settle()
    expect([at.shown, elsewhere(at)]).toEqual([null, null])
  })

  it('[AN6] are gone with their paragraph, and back for everybody on undo', async () => {
    const at = await expectWords(null, (tr, from) => {
      const $from = tr.doc.resolve(from)
      return tr.delete($from.before(), $from.after())
    })
    at.editor.run(at.editor.commands.undo)
    await at.settle()
    expect([at.shown, elsewhere(at)]).toEqual([quote, quote])
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
    const from = findText(at, quote)
    at.editor.view.dispatch(at.editor.view.state.tr.setSelection(TextSelection.create(at.editor.view.state.doc, from)))
    wrapInList(nodes.bulletList)(at.editor.view.state, at.editor.view.dispatch)
    await at.settle()
    expect(at.editor.view.state.doc.child(1).type).toBe(nodes.bulletList)
    expect([at.shown, elsewhere(at)]).toEqual([quote, quote])
    at.editor.run(at.editor.commands.outdent)
    await at.settle()
    expect(at.editor.view.state.doc.child(1).type).toBe(nodes.paragraph)
    expect([at.shown, elsewhere(at)]).toEqual([quote, quote])
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
        caretAt(findText(at, quote))
        wrapInList(nodes.bulletList)(view.state, view.dispatch)
      },
    ]
    for (const step of steps) {
      step()
      await at.settle()
      at.editor.setComments([{ ...at.comment, anchor: at.anchor }])
      expect([at.shown, elsewhere(at)]).toEqual([quote, quote])
      vi.setSystemTime(Date.now() + 2_000)
    }
    for (let undone = 0; undone < steps.length; undone++) {
      at.editor.run(at.editor.commands.undo)
      await at.settle()
      expect([at.shown, elsewhere(at)], `undo ${undone}`).toEqual([quote, quote])
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
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, findText(at, quote))))
      expect(command(view.state, view.dispatch)).toBe(true)
      await at.settle()
      expect(view.state.doc.child(1).child(to).textContent).toContain(quote)
      expect([at.shown, elsewhere(at)]).toEqual([quote, quote])
      // At the edge of the table it goes no further.
      expect(command(view.state, view.dispatch)).toBe(false)
      at.editor.run(at.editor.commands.undo)
      await at.settle()
      expect(view.state.doc.child(1).child(1).textContent).toContain(quote)
      expect([at.shown, elsewhere(at)]).toEqual([quote, quote])
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
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, findText(at, quote))))
    expect(moveRow(1)(view.state, view.dispatch)).toBe(true)
    await at.settle()
    expect([at.shown, elsewhere(at)]).toEqual([quote, quote])
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
    expect([at.shown, elsewhere(at)]).toEqual([quote, quote])
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
    const [a, b] = [new Desk(content, 50), new Desk(content, 51)]
    const sendAll = (from: Desk, to: Desk) => Y.applyUpdate(to.ydoc, Y.encodeStateAsUpdate(from.ydoc), 'wire')
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
    const at = new Desk(content, 50, true, 'red hen')
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
    const at = new Desk(writeBody({ type: 'doc', content: threeParagraphs }), 50, false)
    const { view } = at.editor
    expect(view.dom.getAttribute('role')).toBe('region')
    expect(view.dom.getAttribute('contenteditable')).toBe('false')
    const before = view.state.doc
    view.dispatch(view.state.tr.insertText('no', 1))
    expect(view.state.doc).toBe(before)
    const from = findText(at, 'lazy dog')
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, from + 8)))
    const anchor = at.editor.selectionAnchor()
    expect(anchor).toMatchObject({ quote: 'lazy dog', suffix: '.\nLast paragraph after.', bodySequence: 7, bodyId })
    expect(anchor && anchorFits(at.ydoc, anchor, 1)).toBe(true)
  })
})

describe('many comments', () => {
  const marksOf = (editor: BodyEditor) =>
    [...editor.view.dom.querySelectorAll('mark[data-comment]')].map((mark) => mark.getAttribute('data-comment'))
  const many = ({ comment }: Desk, count: number) =>
    Array.from({ length: count }, (_, number) => ({ ...comment, id: `c${number}` }))

  it('[UI17] are drawn near what is on the screen only, and follow what others write', async () => {
    const at = desk()
    const { editor } = at
    editor.setComments(many(at, 300))
    await at.settle()
    // Nothing has a size here, so everything is on the screen.
    expect(new Set(marksOf(editor)).size).toBe(300)
    const { view } = editor
    const from = findText(at, quote)
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
