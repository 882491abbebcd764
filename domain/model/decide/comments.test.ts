import { describe, expect, it } from 'vitest'
import {
  actor,
  bodyId,
  closed,
  colleague,
  commentId,
  councillor,
  drafter,
  founded,
  hours,
  locked,
  lodged,
  materialAfter,
  opened,
  openedUnder,
  partId,
  reader,
  reviewer,
  roundId,
  secretary,
  settled,
  stranger,
  unitId,
  type Happening,
} from '../../../test/support/people.ts'
import {
  countedComments,
  decideLateComment,
  duplicatesOf,
  editComment,
  isRefused,
  linkComments,
  lodgeComment,
  passCommentsOf,
  refused,
  replyToComment,
  undecidedLateComments,
  unlinkComment,
  withdrawComment,
  type Actor,
  type CommentPlace,
  type CommentWish,
  type PartId,
  type ReplyId,
  type Sha256,
} from '../index.ts'

const replyId = 'r'.repeat(20) as ReplyId
const filePart = 'annex000000000000000' as PartId
const withAnnex: Happening = [
  drafter,
  [
    {
      type: 'part-added',
      part: {
        form: 'file',
        id: filePart,
        kind: 'annex',
        title: 'Příloha',
        blob: 'b'.repeat(64) as Sha256,
        fileName: 'p.pdf',
        mediaType: 'application/pdf',
        bytes: 1,
      },
    },
  ],
]
const head = actor('head', 'legal', 'unit-head')
const anchor = (quote: string) => ({ bodyId, first: 'A', last: 'A', quote, prefix: '', suffix: '', bodySequence: 1 })
const passage = (quote: string): CommentPlace => ({ at: 'passage', partId, anchor: anchor(quote) })
const wish = (change: Partial<CommentWish> = {}): CommentWish => ({
  commentId: commentId('new'),
  kind: 'advisory',
  visibility: null,
  place: { at: 'part', partId },
  text: 'Chybí odkaz na zákon.',
  justification: null,
  proposedWording: null,
  ...change,
})
const optional = (name: string) =>
  ({ obligation: 'optional', closesAt: null, unitId: unitId(name), unitName: name }) as const

describe('an essential comment', () => {
  const inReview = materialAfter(founded, opened)
  const optionalRound = materialAfter(founded, openedUnder({ invited: [optional('legal')] }))
  const essential = wish({ kind: 'essential', justification: '§ 5' })
  it('[CM2] is lodged by a mandatory reviewing body, or by the head of an asked unit', () => {
    expect(isRefused(lodgeComment(reviewer, inReview, essential, hours(1)))).toBe(false)
    expect(lodgeComment(reviewer, optionalRound, essential, hours(1))).toEqual(refused('not-entitled-to-essential'))
    expect(isRefused(lodgeComment(head, optionalRound, essential, hours(1)))).toBe(false)
  })
  it.each([
    ['the drafter', drafter],
    ['the lead unit', colleague],
    ['a council member', councillor],
  ])('[CM2] is not lodged by %s', (_who, by) => {
    expect(lodgeComment(by, inReview, essential, hours(1))).toEqual(refused('not-entitled-to-essential'))
  })
  it('[CM3] has a justification', () => {
    expect(lodgeComment(reviewer, inReview, wish({ kind: 'essential', justification: '  ' }), hours(1))).toEqual(
      refused('justification-required'),
    )
  })
  it('[CM4] is not one of mere form', () => {
    const form = { ...essential, place: passage('nabývá účinnosti, dnem'), proposedWording: 'Nabývá účinnosti dnem' }
    expect(lodgeComment(reviewer, inReview, form, hours(1))).toEqual(refused('editorial-never-essential'))
    expect(isRefused(lodgeComment(reviewer, inReview, { ...form, kind: 'editorial' }, hours(1)))).toBe(false)
    const substance = { ...form, proposedWording: 'pozbývá účinnosti dnem' }
    expect(isRefused(lodgeComment(reviewer, inReview, substance, hours(1)))).toBe(false)
    // To delete the words is never mere form.
    expect(isRefused(lodgeComment(reviewer, inReview, { ...form, proposedWording: '' }, hours(1)))).toBe(false)
  })
})

describe('a comment', () => {
  const inReview = materialAfter(founded, withAnnex, opened)
  it('[CM5] that asks for other words gives them', () => {
    const asks = wish({ place: passage('třetí den'), replacesText: true })
    expect(lodgeComment(reviewer, inReview, asks, hours(1))).toEqual(refused('wording-required'))
    expect(isRefused(lodgeComment(reviewer, inReview, { ...asks, proposedWording: 'pátý den' }, hours(1)))).toBe(false)
    expect(lodgeComment(reviewer, inReview, wish({ proposedWording: 'x' }), hours(1))).toEqual(
      refused('quote-not-in-body'),
    )
  })
  it.each<[string, CommentPlace, string | null]>([
    ['words', passage('slova'), null],
    ['a table', { at: 'table', partId, anchor: anchor('buňky') }, null],
    ['a picture', { at: 'image', partId, blob: 'c'.repeat(64) as Sha256, caption: 'Mapa' }, null],
    ['a page of an annex', { at: 'page', partId: filePart, page: 3 }, null],
    ['a whole part', { at: 'part', partId: filePart }, null],
    ['the material', { at: 'material' }, null],
    ['a page of a text', { at: 'page', partId, page: 1 }, 'part-not-found'],
    ['words of an annex', { at: 'passage', partId: filePart, anchor: anchor('x') }, 'part-not-found'],
    [
      'a picture of an annex',
      { at: 'image', partId: filePart, blob: 'c'.repeat(64) as Sha256, caption: '' },
      'part-not-found',
    ],
    ['a part that is not there', { at: 'part', partId: 'x'.repeat(20) as PartId }, 'part-not-found'],
  ])('[CM6] is about %s', (_what, place, code) => {
    const decided = lodgeComment(reviewer, inReview, wish({ place }), hours(1))
    expect(isRefused(decided) ? decided.refused : null).toBe(code)
  })
  it('[RN5] stays with the parts of the round', () => {
    const limited = materialAfter(
      founded,
      withAnnex,
      openedUnder({ invited: [optional('legal')], partIds: [filePart] }),
    )
    expect(lodgeComment(reviewer, limited, wish(), hours(1))).toEqual(refused('part-not-in-round'))
    expect(
      isRefused(lodgeComment(reviewer, limited, wish({ place: { at: 'part', partId: filePart } }), hours(1))),
    ).toBe(false)
    expect(isRefused(lodgeComment(reviewer, limited, wish({ place: { at: 'material' } }), hours(1)))).toBe(false)
  })
  it('[VI2] is never seen wider than the round says', () => {
    expect(lodgeComment(reviewer, inReview, wish({ visibility: 'council' }), hours(1))).toMatchObject({
      refused: 'invalid-input',
    })
    const wide = materialAfter(founded, openedUnder({ invited: [optional('legal')], audience: 'council' }))
    const lodgedAs = (visibility: CommentWish['visibility']) =>
      lodgeComment(reviewer, wide, wish({ visibility }), hours(1))
    expect([null, 'participants', 'office', 'council'].map((each) => lodgedAs(each as never))).toMatchObject([
      [{ visibility: 'council' }],
      [{ visibility: 'participants' }],
      [{ visibility: 'office' }],
      [{ visibility: 'council' }],
    ])
  })
  it('[RN3] is lodged only by who is asked in this round', () => {
    const others = materialAfter(founded, openedUnder({ invited: [optional('property')] }))
    expect(lodgeComment(reviewer, others, wish(), hours(1))).toEqual(refused('not-asked'))
  })
})

describe('a late comment', () => {
  const inReview = materialAfter(founded, opened)
  const late: Happening = [
    reviewer,
    [{ type: 'comment-lodged', ...wish(), visibility: 'participants', number: 0, roundId, late: true }],
    25,
  ]
  it('[RN15] is refused unless offered as one, and is no number, nor counted, until it is admitted', () => {
    expect(lodgeComment(reviewer, inReview, wish(), hours(25))).toEqual(refused('deadline-passed'))
    expect(lodgeComment(reviewer, inReview, wish({ asLate: true }), hours(25))).toMatchObject([
      { late: true, number: 0 },
    ])
    const offered = materialAfter(founded, opened, late)
    expect([countedComments(offered).length, undecidedLateComments(offered).length]).toEqual([0, 1])
  })
  it('[RN15] offered in time is simply in time', () => {
    const [event] = lodgeComment(reviewer, inReview, wish({ asLate: true }), hours(1)) as readonly object[]
    expect(event).toMatchObject({ number: 1 })
    expect(event).not.toHaveProperty('late')
  })
  it('[RN15] may be offered after the closing', () => {
    const settling = materialAfter(founded, opened, closed)
    expect(lodgeComment(reviewer, settling, wish({ asLate: true }), hours(30))).toMatchObject([{ late: true }])
    expect(lodgeComment(reviewer, settling, wish(), hours(30))).toEqual(refused('round-not-open'))
  })
  it('[RN7] is not late before the unit’s own deadline', () => {
    const own = { ...optional('legal'), closesAt: hours(30) }
    const prolonged = materialAfter(founded, openedUnder({ invited: [own] }))
    expect(lodgeComment(reviewer, prolonged, wish(), hours(25))).toMatchObject([{ number: 1 }])
    expect(lodgeComment(reviewer, prolonged, wish(), hours(31))).toEqual(refused('deadline-passed'))
  })
  it('[RN15] is admitted by the drafter alone, once, or declined with a reason', () => {
    const offered = materialAfter(founded, opened, late)
    const decide = (by: typeof drafter, admitted: boolean, reason: string | null = null, material = offered) =>
      decideLateComment(by, material, commentId('new'), admitted, reason)
    expect(decide(reviewer, true)).toEqual(refused('not-permitted'))
    expect(decide(drafter, false)).toEqual(refused('reason-required'))
    expect(decide(drafter, false, 'Po projednání v radě')).toMatchObject([{ admitted: false, number: 0 }])
    const admission = decide(drafter, true)
    expect(admission).toMatchObject([{ admitted: true, number: 1 }])
    if (isRefused(admission)) throw new Error('it is admitted')
    const admitted = materialAfter(founded, opened, late, [drafter, admission])
    expect(countedComments(admitted)).toHaveLength(1)
    expect(decide(drafter, true, null, admitted)).toEqual(refused('already-decided'))
    const inTime = materialAfter(founded, opened, lodged('new'))
    expect(decide(drafter, true, null, inTime)).toEqual(refused('not-late'))
  })
})

describe('duplicates', () => {
  const three = [lodged('one'), lodged('two'), lodged('three')] as const
  const material = materialAfter(founded, opened, ...three)
  const ids = (...words: string[]) => words.map(commentId)
  it('[CM7] are linked by the drafter to one comment that stands for itself', () => {
    expect(linkComments(reviewer, material, commentId('one'), ids('two'))).toEqual(refused('not-permitted'))
    const decided = linkComments(drafter, material, commentId('one'), ids('two', 'three'))
    expect(decided).toEqual([{ type: 'comments-linked', commentId: commentId('one'), duplicates: ids('two', 'three') }])
    if (isRefused(decided)) throw new Error('they are linked')
    const linked = materialAfter(founded, opened, ...three, [drafter, decided])
    expect(duplicatesOf(linked, commentId('one')).map(({ id }) => id)).toEqual(ids('two', 'three'))
    expect(linkComments(drafter, linked, commentId('two'), ids('three'))).toEqual(refused('link-not-possible'))
    expect(linkComments(drafter, linked, commentId('one'), ids('two'))).toEqual([])
    expect(unlinkComment(drafter, linked, commentId('two'))).toEqual([
      { type: 'comment-unlinked', commentId: commentId('two') },
    ])
  })
  it('[CM7] are never chained, nor a comment of itself', () => {
    expect(linkComments(drafter, material, commentId('one'), ids('one'))).toEqual(refused('link-not-possible'))
    const chained = materialAfter(founded, opened, ...three, [
      drafter,
      [{ type: 'comments-linked', commentId: commentId('two'), duplicates: ids('three') }],
    ])
    expect(linkComments(drafter, chained, commentId('one'), ids('two'))).toEqual(refused('link-not-possible'))
  })
  it('[CM7] are linked before they are settled', () => {
    const done = materialAfter(founded, opened, ...three, settled('two'))
    expect(linkComments(drafter, done, commentId('one'), ids('two'))).toEqual(refused('already-settled'))
  })
})

describe('people who leave', () => {
  const gone = { personId: reviewer.personId, displayName: 'reviewer' }
  const material = materialAfter(founded, opened, lodged('one'), lodged('note', reviewer, 'private'))
  const passing = passCommentsOf(material, gone)
  it('[RN17] leave their open comments to their unit, under their name; private notes stay theirs', () => {
    expect(passing).toEqual([
      { type: 'comments-passed', personId: reviewer.personId, displayName: 'reviewer', commentIds: [commentId('one')] },
    ])
    if (isRefused(passing)) throw new Error('they pass')
    const passed = materialAfter(founded, opened, lodged('one'), lodged('note', reviewer, 'private'), [
      drafter,
      passing,
    ])
    expect(passed.comments.get(commentId('one'))).toMatchObject({ by: { displayName: 'reviewer' } })
    expect(passed.comments.get(commentId('one'))?.passedAt).not.toBeNull()
    expect(isRefused(withdrawComment(head, passed, commentId('one')))).toBe(false)
    expect(passCommentsOf(passed, gone)).toEqual([])
  })
  it('[RN17] before that, the head does not withdraw for them', () => {
    expect(withdrawComment(head, material, commentId('one'))).toEqual(refused('not-the-author'))
  })
})

describe('editing', () => {
  it('[CM8] is for private notes by their author, and never for what was lodged', () => {
    const note = materialAfter(founded, opened, lodged('note', reviewer, 'private'))
    const content = { kind: 'advisory', text: 'Lépe', justification: null, proposedWording: null } as const
    expect(editComment(reviewer, note, commentId('note'), content)).toMatchObject([{ visibility: 'private' }])
    expect(editComment(head, note, commentId('note'), content)).toEqual(refused('comment-not-found'))
    const inside = materialAfter(founded, opened, lodged('one'))
    expect(editComment(reviewer, inside, commentId('one'), content)).toEqual(refused('comment-not-draft'))
  })
})

describe('a reply', () => {
  const under = (id: string, by: Actor, ...more: Happening[]) =>
    replyToComment(
      by,
      materialAfter(founded, opened, lodged('one'), lodged('note', reviewer, 'private'), ...more),
      commentId(id),
      { id: replyId, text: 'Souhlasím.' },
    )

  it('[VZ4] is written by whoever was asked and by those who answer, and seen as widely as its comment', () => {
    for (const by of [reviewer, drafter, colleague, secretary]) {
      expect(under('one', by)).toMatchObject([{ type: 'comment-replied', visibility: 'participants' }])
    }
    expect(under('note', reviewer)).toMatchObject([{ type: 'comment-replied', visibility: 'private' }])
    expect(under('one', reader)).toEqual(refused('not-permitted'))
    expect(under('one', stranger)).toEqual(refused('not-found'))
  })

  it('[VZ4] is written neither under what is hidden or withdrawn, nor under anything locked', () => {
    expect(under('note', drafter)).toEqual(refused('comment-not-found'))
    const withdrawn: Happening = [reviewer, [{ type: 'comment-withdrawn', commentId: commentId('one') }]]
    expect(under('one', drafter, withdrawn)).toEqual(refused('already-withdrawn'))
    expect(under('one', drafter, closed, locked)).toEqual(refused('material-locked'))
  })
})
