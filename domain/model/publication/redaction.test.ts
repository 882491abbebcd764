import { describe, expect, it } from 'vitest'
import type { FrozenVersion, JsonObject, JsonValue } from '../frozenVersion.ts'
import type { PartId, Sha256 } from '../ids.ts'
import { partTextOf } from '../partText.ts'
import { findWords, type SearchedPart } from './findWords.ts'
import type { CopyPlan } from './publication.ts'
import { mergedSpans, redactDoc } from './redactDoc.ts'
import { redactVersion } from './redactVersion.ts'
import { removedWords, stillThere } from './removedWords.ts'
import { textLines } from './textLines.ts'

const words = (text: string, ...marks: JsonValue[]): JsonObject => ({
  type: 'text',
  text,
  ...(marks.length ? { marks } : {}),
})
const p = (...content: (string | JsonObject)[]): JsonObject => ({
  type: 'paragraph',
  content: content.map((piece) => (typeof piece === 'string' ? words(piece) : piece)),
})
const doc = (...content: JsonObject[]): JsonObject => ({ type: 'doc', content })
const link = (href: string): JsonValue => ({ type: 'link', attrs: { href } })
const bold: JsonValue = { type: 'bold' }
const footnote = (text: string): JsonObject => ({ type: 'footnote', attrs: { text } })
const image = (alt: string): JsonObject => ({ type: 'image', attrs: { blob: 'a'.repeat(64), alt, width: null } })
const item = (...content: JsonObject[]): JsonObject => ({ type: 'listItem', content })

const one = 'one' as PartId
const two = 'two' as PartId
const bodyPart = (partId: PartId, title: string, ...content: JsonObject[]) =>
  ({
    partId,
    kind: 'cover-report',
    title,
    form: 'body',
    bodyId: `body-${partId}` as never,
    bodySchemaNumber: 1,
    doc: doc(...content),
  }) as const
const plan = (wish: Partial<CopyPlan> = {}): CopyPlan => ({
  version: 1,
  redactions: [],
  hiddenTitles: [],
  leftOut: [],
  attached: [],
  ...wish,
})

/** Where the words stand in a body, in code points. */
function spanOf(body: JsonObject, quote: string) {
  const start = [...(partTextOf(body).split(quote)[0] ?? '')].length
  return { start, end: start + [...quote].length }
}

describe('redactDoc', () => {
  it.each([
    ['in the middle of a word', doc(p('Žádá Jan Novák z Lipové.')), ['Jan Novák'], 'Žádá [×] z Lipové.'],
    ['over a border of marks', doc(p('Žádá ', words('Jan', bold), ' Novák.')), ['Jan Novák'], 'Žádá [×].'],
    ['two that touch', doc(p('Jan Novák žádá.')), ['Jan ', 'Novák'], '[×] žádá.'],
    ['a whole line', doc(p('Jan Novák'), p('žádá')), ['Jan Novák'], '[×]\nžádá'],
    ['over two lines', doc(p('Jan Novák'), p('z Lipové')), ['Novák\nz'], 'Jan [×]\n[×] Lipové'],
    ['letters beyond the basic plane', doc(p('🏛 Jan 🏛')), ['Jan'], '🏛 [×] 🏛'],
    ['in a list', doc({ type: 'bulletList', content: [item(p('a')), item(p('Jan'))] }, p('b')), ['Jan'], 'a\n[×]\nb'],
  ])('[PU1] removes words %s and tells nothing of their length', (_case, body, removed, left) => {
    const spans = removed.map((quote) => spanOf(body, quote))
    const copy = redactDoc(body, spans, '[×]')
    expect(partTextOf(copy)).toBe(left)
    for (const quote of removed) expect(JSON.stringify(copy)).not.toContain(quote.split('\n')[0])
  })

  it('[PU1] removes footnotes, pictures and the addresses of links with their words', () => {
    const body = doc(
      p(
        'Viz ',
        words('Jan', link('mailto:jan@example.cz')),
        words(' a spol.', link('mailto:jan@example.cz')),
        footnote('rodné číslo 123'),
      ),
      image('podpis Jana'),
    )
    const copy = redactDoc(body, [spanOf(body, 'Jan'), { start: 15, end: 16 }, { start: 17, end: 18 }], '[×]')
    expect(JSON.stringify(copy)).not.toMatch(/rodné|podpis/)
    expect(partTextOf(copy)).toBe('Viz [×] a spol.[×]\n[×]')
    // The rest of the link has kept its address: that it stands there still is found.
    expect(
      stillThere(
        { parts: [bodyPart(one, '', ...(body['content'] as JsonObject[]))] },
        plan({
          redactions: [{ partId: one, ...spanOf(body, 'Jan') }],
        }),
        '',
      ).map(({ words: left }) => left),
    ).toContain('mailto:jan@example.cz')
  })

  it('[PU1] leaves a body alone from which nothing is removed', () => {
    const body = doc(p('Jan'), image('x'), p())
    expect(redactDoc(body, [], '[×]')).toEqual(body)
  })

  it('[PU1] takes spans that overlap, touch or are empty as what they cover', () => {
    const spans = [
      { start: 5, end: 9 },
      { start: 1, end: 3 },
      { start: 3, end: 4 },
      { start: 7, end: 12 },
      { start: 20, end: 20 },
    ]
    expect(mergedSpans(spans)).toEqual([
      { start: 1, end: 4 },
      { start: 5, end: 12 },
    ])
  })

  it('[PU1] counts lines and objects as the plain text does', () => {
    const body = doc(p('a', footnote('x'), { type: 'hardBreak' }, 'b'), image('y'), p(), p('c'))
    const letters = [...partTextOf(body)]
    const counted = textLines(body).flatMap(({ pieces }) =>
      pieces.map(({ start, end }) => letters.slice(start, end).join('')),
    )
    expect(counted).toEqual(['a', '\u{fffc}', '\n', 'b', '\u{fffc}', 'c'])
  })
})

describe('findWords', () => {
  const parts: readonly SearchedPart[] = [
    bodyPart(
      one,
      'Žádost paní Novákové',
      p('Paní NOVÁKOVÁ žádá; paní  ', words('Novákové', bold), ' náleží.', footnote('Nováková, Lipová 3')),
      image('Podpis: Nováková'),
    ),
    { partId: two, title: 'Příloha', form: 'file', fileName: 'novakova.pdf', blob: 'b'.repeat(64) as Sha256 },
  ]
  const quotes = (found: ReturnType<typeof findWords>) =>
    found.map((place) => {
      const part = parts.find(({ partId }) => partId === place.partId)
      if (place.at !== 'text' || part?.form !== 'body') return place.at
      return [...partTextOf(part.doc)].slice(place.start, place.end).join('')
    })

  it('[PU2] finds words whatever their case, accents and marks, also in footnotes, pictures, titles and names of files', () => {
    expect(quotes(findWords(parts, 'novakova'))).toEqual(['NOVÁKOVÁ', '\u{fffc}', '\u{fffc}', 'file-name'])
  })

  it('[PU2] finds other endings of declined words, and takes in the whole word', () => {
    expect(quotes(findWords(parts, 'Nováková', { declined: true }))).toEqual([
      'part-title',
      'NOVÁKOVÁ',
      'Novákové',
      '\u{fffc}',
      '\u{fffc}',
      'file-name',
    ])
    expect(quotes(findWords(parts, 'Novák'))).toContain('Novákové')
    const found = (words: string) => findWords([bodyPart(one, '', p(words))], 'Nováková', { declined: true }).length
    expect([found('s Novákovými'), found('s Novákovskými'), found('Nováčková')]).toEqual([1, 0, 0])
    expect(quotes(findWords(parts, 'paní nováková', { declined: true }))).toEqual([
      'part-title',
      'Paní NOVÁKOVÁ',
      'paní  Novákové',
    ])
  })

  it('[PU2] takes what is looked for literally, and finds nothing for nothing', () => {
    expect(findWords(parts, '.*')).toEqual([])
    expect(findWords(parts, '  ')).toEqual([])
    expect(findWords([bodyPart(one, '', p('a+b (c)'))], 'a+b (c)', { declined: true })).toHaveLength(1)
  })
})

describe('stillThere', () => {
  const body = [p('Jan Novák žádá o byt č. 10.'), p('Byt č. 10 je pro jana nováka vhodný, cena 2010.')]
  const text = { parts: [bodyPart(one, 'Žádost', ...body), bodyPart(two, 'Jan Novák', p('Nic.'))] }
  const first = (quote: string, onlyHere?: true) => ({
    partId: one,
    ...spanOf(doc(...body), quote),
    ...(onlyHere ? { onlyHere } : {}),
  })

  it('[PU3] tells where removed words are left, in titles and the public title too', () => {
    const left = stillThere(text, plan({ redactions: [first('Jan Novák')] }), 'Byt pro pana: Jan Novák')
    expect(left).toEqual([
      { words: 'Jan Novák', places: [{ at: 'part-title', partId: two }] },
      { words: 'Jan Novák', places: [] },
    ])
  })

  it('[PU3] is silent once they are removed everywhere, left out with their part, or were looked at', () => {
    const everywhere = plan({ redactions: [first('Jan Novák')], hiddenTitles: [two] })
    expect(stillThere(text, everywhere, 'Byt')).toEqual([])
    expect(stillThere(text, plan({ redactions: [first('Jan Novák')], leftOut: [two] }), 'Byt')).toEqual(
      [{ words: 'Jan Novák', places: [{ at: 'part-title', partId: two }] }].slice(1),
    )
    expect(stillThere(text, plan({ redactions: [first('Jan Novák', true)] }), 'Jan Novák')).toEqual([])
  })

  it('[PU3] takes short words for themselves only where they stand alone', () => {
    const left = stillThere(text, plan({ redactions: [first('10')] }), '')
    expect(left.map(({ places }) => places.length)).toEqual([1])
    expect(removedWords(text, plan({ redactions: [first('10')] }))).toEqual(['10'])
  })
})

describe('redactVersion', () => {
  const person = { personId: 'demo:1' as never, displayName: 'Zdeněk Tvůrce', unitId: null, unitName: 'Odbor' }
  const frozen: FrozenVersion = {
    format: 'glosa-version',
    formatNumber: 1,
    materialId: 'm' as never,
    materialNumber: 'MAT-1',
    title: 'Prodej panu Novákovi',
    template: 'council-material',
    version: 1,
    drafter: person,
    sponsor: person,
    leadUnitName: 'Odbor majetku',
    lockedAt: 1 as never,
    lockedBy: person,
    parts: [
      bodyPart(one, 'Zpráva o panu Novákovi', p('Pan Novák.')),
      bodyPart(two, 'Tajné', p('Tajný text.')),
      {
        partId: 'f' as PartId,
        kind: 'annex',
        title: 'Znalecký posudek',
        form: 'file',
        fileName: 'novak.PDF',
        mediaType: 'application/pdf',
        bytes: 3,
        blob: 'c'.repeat(64) as Sha256,
      },
      {
        partId: 'g' as PartId,
        kind: 'annex',
        title: 'Mapa',
        form: 'file',
        fileName: 'novak-mapa.png',
        mediaType: 'image/png',
        bytes: 3,
        blob: 'd'.repeat(64) as Sha256,
      },
    ],
    comments: [
      {
        id: 'c' as never,
        number: 1,
        round: 1,
        by: person,
        at: 1 as never,
        kind: 'advisory',
        place: { at: 'material' },
        text: 'Připomínka',
        justification: null,
        proposedWording: null,
        replies: [],
        settled: null,
      },
    ],
    approvals: [],
  }

  it('[PU4] keeps people, comments, left out parts, names of files and what was not attached inside', () => {
    const copy = redactVersion(
      frozen,
      plan({
        redactions: [{ partId: one, start: 4, end: 9 }],
        hiddenTitles: [one],
        leftOut: [two],
        attached: ['g' as PartId],
      }),
      'Prodej pozemku',
      { removed: '[×]', leftOut: '[–]' },
    )
    const text = JSON.stringify(copy)
    for (const inside of ['Zdeněk', 'Novák', 'novak', 'Tajn', 'Připomínka', 'posudek', 'c'.repeat(64)])
      expect(text).not.toContain(inside)
    expect(copy.parts.map(({ title, form }) => [title, form])).toEqual([
      ['', 'body'],
      ['', 'body'],
      ['', 'body'],
      ['Mapa', 'file'],
    ])
    expect(copy).toMatchObject({ title: 'Prodej pozemku', leadUnitName: 'Odbor majetku', comments: [] })
    expect(frozen.parts[0]).toMatchObject({ title: 'Zpráva o panu Novákovi' })
  })
})
