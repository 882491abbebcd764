import { describe, expect, it } from 'vitest'
import { lodgedAs } from '../../../test/support/procedure.ts'
import {
  commentId,
  drafter,
  founded,
  hours,
  locked,
  lodged,
  materialAfter,
  openedUnder,
  reader,
  reviewer,
  roundId,
  settled,
  stranger,
  unitId,
  type Happening,
} from '../../../test/support/people.ts'
import {
  canonicalJson,
  citedPlaces,
  materialShownTo,
  settlementTableOf,
  type Actor,
  type JsonObject,
  type Material,
} from '../index.ts'

const invited = (unit: string) =>
  ({ obligation: 'mandatory', closesAt: null, unitId: unitId(unit), unitName: unit }) as const
const opened = openedUnder({ invited: [invited('legal'), invited('transport'), invited('audit'), invited('treasury')] })

const tableFor = (actor: Actor, material: Material, round: number | null = null) =>
  settlementTableOf(materialShownTo(actor, material), { round, places: new Map(), now: hours(48) })

const refusedAs = (word: string): Happening => [
  drafter,
  [
    {
      type: 'comment-settled',
      commentId: commentId(word),
      settlement: { verdict: 'not-accepted', reason: 'Odporuje zákonu.' },
      wordingApplied: false,
      reactBy: hours(72),
    },
  ],
]

const reviewed = [
  founded,
  opened,
  lodgedAs('druha', 'advisory', reviewer, 2),
  lodgedAs('prvni', 'essential', reviewer, 1),
  lodgedAs('treti', 'editorial', stranger, 3),
  lodged('tajna', reviewer, 'private'),
  lodged('utvarova', reviewer, 'unit'),
  settled('druha'),
  refusedAs('prvni'),
] as const

describe('settlementTableOf', () => {
  it('[EX1] has each counted comment once, in the order of numbers, with what became of it', () => {
    const { rows, number, version, isLocked } = tableFor(drafter, materialAfter(...reviewed))
    expect([number, version, isLocked]).toEqual(['MAT-2026-0001', 1, false])
    expect(rows.map((row) => [row.number, row.text, row.kind, row.verdict, row.reason, row.reaction])).toEqual([
      [1, 'prvni', 'essential', 'not-accepted', 'Odporuje zákonu.', 'awaited'],
      [2, 'druha', 'advisory', 'accepted', null, 'not-asked'],
      [3, 'treti', 'editorial', null, null, 'not-asked'],
    ])
    expect(rows[0]?.place).toMatchObject({ at: 'part', part: 'Návrh usnesení', article: null })
    expect(rows[0]).toMatchObject({ unit: 'legal', author: 'reviewer', round: 1, settledBy: 'drafter' })
  })

  it('[RZ1] says of a locked version what kept a body from answering, and asks nothing any more', () => {
    const reactions = (...more: Happening[]) =>
      tableFor(drafter, materialAfter(...reviewed, ...more)).rows.map(({ reaction }) => reaction)
    expect(reactions(locked)).toEqual(['locked-before', 'not-asked', 'not-asked'])
  })

  it('[EX2] has nothing of what its reader may not see: neither notes nor words inside a unit, not even their own', () => {
    for (const actor of [drafter, reviewer, reader]) {
      expect(canonicalJson(tableFor(actor, materialAfter(...reviewed)))).not.toMatch(/tajna|utvarova/)
    }
    const held: Happening = [
      drafter,
      [
        {
          type: 'comment-settled',
          commentId: commentId('treti'),
          settlement: { verdict: 'explained', reason: 'Zatím tajné.' },
          wordingApplied: false,
          held: 'drafter',
        },
      ],
    ]
    const material = materialAfter(...reviewed, held)
    const third = (actor: Actor) => tableFor(actor, material).rows.find(({ number }) => number === 3)
    expect(third(drafter)).toMatchObject({ reason: 'Zatím tajné.', isPrepared: true })
    expect(third(reviewer)).toMatchObject({ reason: null, isPrepared: false })
  })

  it('[EX3] is the same whenever it is asked for, and another one when a comment of it changes', () => {
    const json = (...more: Happening[]) => canonicalJson(tableFor(drafter, materialAfter(...reviewed, ...more)))
    const hiddenNote = lodged('dalsi', reviewer, 'private')
    expect(json()).toBe(json())
    expect(json(hiddenNote)).toBe(json())
    expect(json(settled('treti'))).not.toBe(json())
  })

  it('[EX4] is limited to one round when asked', () => {
    const material = materialAfter(...reviewed)
    expect(tableFor(drafter, material, 1).rows).toHaveLength(3)
    expect(tableFor(drafter, material, 2)).toMatchObject({ rows: [], units: [] })
  })
})

describe('unitCountsOf', () => {
  it('[EX5] counts by body: lodged, essential, by verdict, not settled, and who kept silent or had none', () => {
    const answered: Happening = [
      reader,
      [
        {
          type: 'unit-set-sent',
          roundId,
          unitId: unitId('audit'),
          unitName: 'audit',
          standingFor: null,
          late: false,
          comments: [],
        },
      ],
    ]
    const closed: Happening = [drafter, [{ type: 'round-closed', roundId, silent: [invited('treasury')] }]]
    const { units, total } = tableFor(drafter, materialAfter(...reviewed, answered, closed))
    expect(units.map(({ name, answer, lodged: all }) => [name, answer, all.all, all.essential])).toEqual([
      ['legal', 'commented', 2, 1],
      ['transport', 'commented', 1, 0],
      ['audit', 'without-comments', 0, 0],
      ['treasury', 'silent', 0, 0],
    ])
    expect(units[0]?.verdicts).toMatchObject({
      accepted: { all: 1, essential: 0 },
      'not-accepted': { all: 1, essential: 1 },
      noted: { all: 0, essential: 0 },
    })
    expect(units[1]).toMatchObject({ unsettled: { all: 1, essential: 0 }, editorial: 1 })
    expect(total).toMatchObject({ lodged: { all: 3, essential: 1 }, unsettled: { all: 1, essential: 0 } })
  })

  it('[EX5] tells of an answer whose comments are still hidden only that it was given', () => {
    const hidden = openedUnder({
      invited: [invited('legal'), invited('transport')],
      consolidation: 'by-head',
      disclosure: 'after-deadline',
    })
    const sent: Happening = [
      reviewer,
      [
        {
          type: 'unit-set-sent',
          roundId,
          unitId: unitId('legal'),
          unitName: 'legal',
          standingFor: null,
          late: false,
          comments: [{ commentId: commentId('navrh'), number: 0, visibility: 'participants' }],
        },
      ],
    ]
    const material = materialAfter(founded, hidden, lodged('navrh', reviewer, 'unit'), sent)
    const ofLegal = (actor: Actor) => tableFor(actor, material).units.find(({ name }) => name === 'legal')
    expect(ofLegal(drafter)).toMatchObject({ answer: 'commented', lodged: { all: 1 } })
    expect(ofLegal(reader)).toMatchObject({ answer: 'answered', lodged: { all: 0 } })
  })
})

describe('citedPlaces', () => {
  const words = (text: string): JsonObject => ({ type: 'text', text })
  const block = (type: string, ...content: JsonObject[]): JsonObject => ({ type, content })

  it('[EX6] cites heading, article and paragraph, counted as they are printed, with the words as they stand', () => {
    const doc = block(
      'doc',
      block('paragraph', words('Úvod 😀')),
      block('heading', words('Oddíl')),
      block('article', words('První')),
      block('clause', words('jedna')),
      block(
        'clause',
        block('paragraph', words('dvě')),
        block('bulletList', block('listItem', block('paragraph', words('bod')))),
      ),
      block('article', words('Druhý')),
      block('clause', words('tři')),
    )
    const text = 'Úvod 😀\nOddíl\nPrvní\njedna\ndvě\nbod\nDruhý\ntři'
    const span = (word: string) => {
      const start = [...text.slice(0, text.indexOf(word))].length
      return { start, end: start + [...word].length }
    }
    const all = ['Úvod', 'jedna', 'dvě', 'bod', 'tři']
    expect(citedPlaces(doc, all.map(span))).toEqual([
      { heading: null, article: null, clause: null, words: 'Úvod' },
      { heading: 'Oddíl', article: 1, clause: 1, words: 'jedna' },
      { heading: 'Oddíl', article: 1, clause: 2, words: 'dvě' },
      { heading: 'Oddíl', article: 1, clause: 2, words: 'bod' },
      { heading: 'Oddíl', article: 2, clause: 1, words: 'tři' },
    ])
  })
})
