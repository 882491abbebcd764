import fc from 'fast-check'
import { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { BodyId } from '../model/ids.ts'
import { opaqueIdFrom } from '../model/ids.ts'
import { partTextOf } from '../model/partText.ts'
import type { JsonObject } from '../model/frozenVersion.ts'
import { isRefused } from '../model/refusals.ts'
import { anchorFits, anchorOf, anchorOfQuote, passageSpans, resolveAnchors } from './anchor.ts'
import { BodyIndex } from './bodyIndex.ts'
import { bodyFragment, insertInto } from './bodyMapping.ts'
import type { BodyElement } from './bodyMapping.ts'
import { findQuote, similarityOf } from './findQuote.ts'
import { citationAt, numberBlocks, outlineOf } from './numberBlocks.ts'
import { canonicalDoc, plainText, readBody, textBetween, writeBody } from './readBody.ts'
import { replacePassage } from './replacePassage.ts'
import { bodySchema, isAllowedHref } from './schema.ts'

const bodyId = opaqueIdFrom<BodyId>(new Uint8Array(40).fill(1))
const words = (text: string, ...marks: JsonObject[]): JsonObject => ({
  type: 'text',
  text,
  ...(marks.length > 0 && { marks }),
})
const block = (type: string, ...content: JsonObject[]): JsonObject => ({ type, ...(content.length > 0 && { content }) })
const p = (text: string) => block('paragraph', ...(text === '' ? [] : [words(text)]))

const rich: JsonObject = block(
  'doc',
  { type: 'heading', attrs: { level: 1 }, content: [words('Směrnice')] },
  block('article', words('Úvod')),
  block('clause', words('Kraj '), words('schvaluje', { type: 'bold' }), words(' návrh 😀.')),
  block('clause', words('Viz '), words('web', { type: 'link', attrs: { href: 'https://kraj.cz/' } }), {
    type: 'footnote',
    attrs: { text: 'pozn.' },
  }),
  block('article', words('Závěr')),
  block('clause', words('řádek'), { type: 'hardBreak', marks: [{ type: 'italic' }] }, words('druhý')),
  {
    type: 'orderedList',
    attrs: { start: 3, style: 'lower-alpha' },
    content: [block('listItem', p('jedna'), p('')), block('listItem', p('dvě'))],
  },
  block(
    'table',
    block('tableRow', block('tableHeader', p('h')), {
      type: 'tableCell',
      attrs: { colspan: 2, colwidth: [80, 90] },
      content: [p('buňka')],
    }),
  ),
  { type: 'image', attrs: { blob: 'a'.repeat(64), alt: 'Mapa', width: 300 } },
  p('konec'),
)

function load(update: Uint8Array): Y.Doc {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, update)
  return ydoc
}

function read(ydoc: Y.Doc): Node {
  const doc = readBody(ydoc)
  if (isRefused(doc)) throw new Error(doc.refused)
  return doc
}

describe('readBody', () => {
  it('[BO1] gives back what writeBody wrote, every node, mark and attribute', () => {
    const doc = read(load(writeBody(rich)))
    expect(doc.toJSON()).toEqual(Node.fromJSON(bodySchema, rich).toJSON())
    doc.check()
    expect(canonicalDoc(doc)).toBe(canonicalDoc(read(load(writeBody(doc.toJSON())))))
    expect(() => writeBody(block('doc'))).toThrow(RangeError)
  })

  it('[BO2] refuses unknown nodes and marks and changes nothing', () => {
    for (const spoil of [
      (ydoc: Y.Doc) => bodyFragment(ydoc).insert(0, [new Y.XmlElement('hologram')]),
      (ydoc: Y.Doc) => bodyFragment(ydoc).insert(0, [new Y.XmlElement('constructor')]),
      (ydoc: Y.Doc) => bodyFragment(ydoc).insert(0, [new Y.XmlText('loose')]),
      (ydoc: Y.Doc) => {
        const paragraph = new Y.XmlElement('paragraph')
        const text = new Y.XmlText()
        text.insert(0, 'x', { glitter: {} })
        paragraph.insert(0, [text])
        bodyFragment(ydoc).insert(0, [paragraph])
      },
    ]) {
      const ydoc = load(writeBody(rich))
      spoil(ydoc)
      const before = Y.encodeStateAsUpdate(ydoc)
      expect(readBody(ydoc)).toMatchObject({ refused: 'schema-too-old' })
      expect(Y.encodeStateAsUpdate(ydoc)).toEqual(before)
    }
  })

  it('[BO3] fills up what is missing and defaults what is impossible, in the document only', () => {
    const ydoc = new Y.Doc()
    const heading: BodyElement = new Y.XmlElement('heading')
    heading.setAttribute('level', 99)
    const list = new Y.XmlElement('bulletList')
    const item = new Y.XmlElement('listItem')
    const text = new Y.XmlText()
    text.insert(0, 'x', { link: { href: 'javascript:alert(1)' } })
    const inner = new Y.XmlElement('heading')
    inner.insert(0, [text])
    item.insert(0, [inner])
    list.insert(0, [item])
    insertInto(bodyFragment(ydoc), 0, [heading, new Y.XmlElement('table'), list, new Y.XmlElement('orderedList')])
    const before = Y.encodeStateAsUpdate(ydoc)
    const doc = read(ydoc)
    doc.check()
    expect(doc.toString()).toBe(
      'doc(heading, table(tableRow), bulletList(listItem(paragraph, heading("x"))), orderedList(listItem(paragraph)))',
    )
    expect(doc.child(0).attrs['level']).toBe(1)
    expect(Y.encodeStateAsUpdate(ydoc)).toEqual(before)
    expect(read(new Y.Doc()).toString()).toBe('doc(paragraph)')
    const index = new BodyIndex(bodyFragment(ydoc))
    expect(index.plain().text).toBe(plainText(doc))
    expect(doc.textBetween(index.plain().positionOf(plainText(doc).indexOf('x')), doc.content.size, '\n')).toMatch(/^x/)
  })

  it('[BO4] gives one plain text, the same from the document, the shared text and the JSON', () => {
    const ydoc = load(writeBody(rich))
    const doc = read(ydoc)
    const text = plainText(doc)
    expect(text).toBe(
      'Směrnice\nÚvod\nKraj schvaluje návrh 😀.\nViz web\u{fffc}\nZávěr\nřádek\ndruhý\njedna\n\ndvě\nh\nbuňka\n\u{fffc}\nkonec',
    )
    expect(partTextOf(doc.toJSON())).toBe(text)
    const index = new BodyIndex(bodyFragment(ydoc))
    expect(index.plain().text).toBe(text)
    fc.assert(
      fc.property(fc.nat(doc.content.size), fc.nat(doc.content.size), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const lines = index.lines.filter((line) => from >= line.from && to <= line.to)
        if (lines.length > 0) expect(index.text(from, to)).toBe(textBetween(doc, from, to))
      }),
      { seed: 20_261_121 },
    )
    const plain = index.plain()
    for (let offset = 0; offset <= text.length; offset++) expect(plain.offsetOf(plain.positionOf(offset))).toBe(offset)
  })

  it('[BO5] numbers articles throughout and clauses anew after each article or heading', () => {
    const doc = read(load(writeBody(rich)))
    const blocks = numberBlocks(doc)
    expect(blocks.map(({ kind, article, clause }) => [kind, article, clause])).toEqual([
      ['heading', 0, 0],
      ['article', 1, 0],
      ['clause', 1, 1],
      ['clause', 1, 2],
      ['article', 2, 0],
      ['clause', 2, 1],
    ])
    expect(outlineOf(doc).map((entry) => entry.text)).toEqual(['Směrnice', 'Úvod', 'Závěr'])
    expect(citationAt(blocks, (blocks[3]?.pos ?? 0) + 2)).toBe('čl. 1 odst. 2')
    expect(citationAt(blocks, 1)).toBe('')
  })

  it('[BO6] lets links lead to the web and to mail only', () => {
    for (const href of ['https://kraj.cz', 'http://x', 'mailto:a@b.cz']) expect(isAllowedHref(href)).toBe(true)
    for (const href of ['javascript:alert(1)', ' javascript:x', 'data:text/html,x', '//evil', '', 5, 'https:// x'])
      expect(isAllowedHref(href)).toBe(false)
  })
})

describe('anchors', () => {
  const fox = block('doc', p('First paragraph.'), p('The quick brown fox 😀 jumps over the dog.'), p('Last paragraph.'))

  it('[AN30] keep quote, context and place, and are found without an editor', () => {
    const ydoc = load(writeBody(fox))
    const anchor = anchorOfQuote(ydoc, bodyId, 'brown fox', 4)
    expect(anchor).toMatchObject({
      quote: 'brown fox',
      prefix: 'First paragraph.\nThe quick '.slice(-32),
      suffix: ' 😀 jumps over the dog.\nLast paragraph.'.slice(0, 32),
      bodySequence: 4,
    })
    if (!anchor) throw new Error('anchor')
    const doc = read(ydoc)
    const [range] = resolveAnchors(ydoc, [anchor])
    expect(range && range !== 'gone' && doc.textBetween(range.from, range.to)).toBe('brown fox')
    expect(anchorFits(ydoc, anchor, 1)).toBe(true)
    expect(anchorFits(ydoc, { ...anchor, quote: 'brown foy' }, 1)).toBe(false)
    expect(anchorFits(ydoc, { ...anchor, quote: 'brown foy' }, 0.8)).toBe(true)
    expect(anchorFits(ydoc, { ...anchor, quote: 'something else' }, 0.8)).toBe(false)
    const after = anchorOfQuote(ydoc, bodyId, 'jumps', 4)
    expect(passageSpans(ydoc, [anchor, ...(after ? [after] : [])])).toEqual([
      { start: 27, end: 36 },
      { start: 39, end: 44 },
    ])
  })

  it('[AN31] span paragraphs, and leave out edges that are no letters', () => {
    const ydoc = load(writeBody(rich))
    const index = new BodyIndex(bodyFragment(ydoc))
    const doc = read(ydoc)
    const anchor = anchorOf(index, bodyId, { from: 0, to: doc.content.size }, 1)
    expect(anchor?.quote).toBe(plainText(doc))
    const image = doc.content.size - doc.child(doc.childCount - 1).nodeSize - 1
    expect(anchorOf(index, bodyId, { from: image, to: image + 1 }, 1)).toBeNull()
  })

  it('[AN32] are of no use when they are garbage, and garbage does no harm', () => {
    const ydoc = load(writeBody(fox))
    const shared = [...ydoc.share.keys()]
    fc.assert(
      fc.property(fc.base64String({ maxLength: 40 }), fc.base64String({ maxLength: 40 }), (first, last) => {
        expect(resolveAnchors(ydoc, [{ first, last }])).toEqual(['gone'])
      }),
      { seed: 20_261_121, numRuns: 300 },
    )
    expect([...ydoc.share.keys()]).toEqual(shared)
  })

  it('[AN33] whose place is lost are looked for by quote and context', () => {
    const text = 'one fox. two fox. three'
    const wanted = { quote: 'fox', prefix: 'one fox. two ', suffix: '. three' }
    expect(findQuote(text, wanted)).toEqual({ start: 13, end: 16, exact: true })
    const changed = 'the council approves the brown dog and the rest of it'
    expect(
      findQuote(changed, { quote: 'brown fox', prefix: 'the council approves the ', suffix: ' and the rest' }),
    ).toEqual({
      start: 25,
      end: 34,
      exact: false,
    })
    expect(findQuote('nothing of the kind', wanted)).toBeNull()
    expect(similarityOf('kitten', 'sitting')).toBeCloseTo(1 - 3 / 7)
    expect([similarityOf('', ''), similarityOf('a', '')]).toEqual([1, 0])
  })

  it('[AN34] let a proposed wording be put in place of the words, with their marks', () => {
    const ydoc = load(writeBody(rich))
    const anchor = anchorOfQuote(ydoc, bodyId, 'schvaluje', 1)
    if (!anchor) throw new Error('anchor')
    const other = load(Y.encodeStateAsUpdate(ydoc))
    expect(isRefused(replacePassage(ydoc, anchor, 'bere na vědomí'))).toBe(false)
    expect(read(ydoc).child(2).toString()).toBe('clause("Kraj ", bold("bere na vědomí"), " návrh 😀.")')
    expect(replacePassage(ydoc, anchor, 'x')).toEqual({ refused: 'anchor-not-in-body' })
    expect(replacePassage(other, { ...anchor, quote: 'jiná slova' }, 'x')).toEqual({ refused: 'quote-changed' })
    expect(isRefused(replacePassage(other, anchor, 'a\nb'))).toBe(false)
    expect(read(other).child(2).toString()).toBe('clause("Kraj ", bold("a"))')
    expect(read(other).child(3).toString()).toBe('clause(bold("b"), " návrh 😀.")')
  })

  it('[AN35] across blocks of different depth are replaced without losing the blocks', () => {
    const ydoc = load(writeBody(rich))
    const anchor = anchorOfQuote(ydoc, bodyId, 'druhý\njedna', 1)
    if (!anchor) throw new Error('anchor')
    expect(isRefused(replacePassage(ydoc, anchor, 'X'))).toBe(false)
    const doc = read(ydoc)
    doc.check()
    expect(plainText(doc)).toContain('řádek\nX\n')
    expect(plainText(doc)).not.toContain('jedna')
  })
})
