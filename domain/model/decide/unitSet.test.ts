import { describe, expect, it } from 'vitest'
import {
  actor,
  closed,
  colleague,
  commentId,
  drafter,
  founded,
  hours,
  materialAfter,
  openedUnder,
  partId,
  reviewer,
  roundId,
  stranger,
  unitId,
  type Happening,
} from '../../../test/support/people.ts'
import {
  countedComments,
  decideLateComment,
  editComment,
  finishReview,
  forwardComments,
  isRefused,
  lodgeComment,
  maySeeComment,
  mergeUnitComments,
  refused,
  rejectUnitComment,
  replyToComment,
  restoreUnitComment,
  sendUnitSet,
  stampOf,
  withdrawComment,
  type Actor,
  type CommentWish,
  type Decided,
  type Material,
  type RoundTerms,
} from '../index.ts'

const legal = unitId('legal')
const other = actor('other', 'legal')
const head = actor('head', 'legal', 'unit-head')
const deputy: Actor = {
  ...actor('deputy', 'transport'),
  standsFor: [{ person: stampOf(head), roles: head.roles, until: hours(100) }],
}
const byHead = (change: Partial<RoundTerms> = {}): Happening =>
  openedUnder({
    consolidation: 'by-head',
    invited: [
      { obligation: 'mandatory', closesAt: null, unitId: legal, unitName: 'legal' },
      { obligation: 'optional', closesAt: null, unitId: unitId('property'), unitName: 'property' },
    ],
    ...change,
  })
const wish = (word: string, change: Partial<CommentWish> = {}): CommentWish => ({
  commentId: commentId(word),
  kind: 'advisory',
  visibility: null,
  place: { at: 'part', partId },
  text: word,
  justification: null,
  proposedWording: null,
  ...change,
})

/** A story that goes on by what is decided on the material so far. */
class Story {
  readonly #happened: Happening[]
  constructor(...happened: Happening[]) {
    this.#happened = happened
  }
  get material(): Material {
    return materialAfter(...this.#happened)
  }
  act(by: Actor, decide: (material: Material) => Decided, at?: number): this {
    const decided = decide(this.material)
    if (isRefused(decided)) throw new Error(`${by.displayName}: ${decided.refused}`)
    this.#happened.push(at === undefined ? [by, decided] : [by, decided, at])
    return this
  }
  lodge(by: Actor, word: string, change: Partial<CommentWish> = {}): this {
    return this.act(by, (material) => lodgeComment(by, material, wish(word, change), hours(1)))
  }
  send(by: Actor = head, asLate = false, now = 1): this {
    const set = { unitId: legal, withoutComments: false, asLate }
    return this.act(by, (material) => sendUnitSet(by, material, set, hours(now)), now)
  }
  comment(word: string) {
    const comment = this.material.comments.get(commentId(word))
    if (!comment) throw new Error(`there is no comment ${word}`)
    return comment
  }
}
const story = (change: Partial<RoundTerms> = {}) => new Story(founded, byHead(change))

describe('a unit that answers through its head', () => {
  it('[RN10] drafts inside: no number, not counted, seen by its own alone', () => {
    const drafted = story().lodge(reviewer, 'one')
    expect(drafted.comment('one')).toMatchObject({ visibility: 'unit', number: 0, unitSet: { state: 'draft' } })
    expect(countedComments(drafted.material)).toEqual([])
    const sees = (by: Actor) => maySeeComment(by, drafted.comment('one'), drafted.material)
    expect([reviewer, other, head, deputy].map(sees)).toEqual([true, true, true, true])
    expect([drafter, colleague, stranger, actor('property', 'property')].map(sees)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  it('[RN10] speaks by the head alone', () => {
    expect(finishReview(reviewer, story().material, true)).toEqual(refused('through-the-head'))
    const set = { unitId: legal, withoutComments: true, asLate: false }
    expect(sendUnitSet(reviewer, story().material, set, hours(1))).toEqual(refused('not-permitted'))
    expect(sendUnitSet(head, story().material, { ...set, unitId: unitId('property') }, hours(1))).toEqual(
      refused('not-permitted'),
    )
  })

  it('[RN11] is edited, merged and pruned by its head, then sent as one set with numbers', () => {
    const sent = story()
      .lodge(reviewer, 'one')
      .lodge(other, 'two')
      .lodge(other, 'three')
      .lodge(reviewer, 'four')
      .act(head, (material) =>
        editComment(head, material, commentId('one'), {
          kind: 'essential',
          text: 'Jedna a dvě',
          justification: 'Protože',
          proposedWording: null,
        }),
      )
      .act(head, (material) => mergeUnitComments(head, material, commentId('one'), [commentId('two')]))
      .act(head, (material) => rejectUnitComment(head, material, commentId('three'), 'Netýká se nás'))
      .send()
    expect(sent.comment('one')).toMatchObject({
      text: 'Jedna a dvě',
      kind: 'essential',
      by: { displayName: 'reviewer' },
      visibility: 'participants',
      number: 1,
      unitSet: { state: 'sent', by: { displayName: 'head' }, standingFor: null },
    })
    expect(sent.comment('two').unitSet).toMatchObject({ state: 'merged', into: commentId('one') })
    expect(sent.comment('three').unitSet).toMatchObject({ state: 'rejected', reason: 'Netýká se nás' })
    expect(countedComments(sent.material).map(({ id, number }) => [id, number])).toEqual([
      [commentId('one'), 1],
      [commentId('four'), 2],
    ])
    expect(sent.material.rounds[0]?.answers).toMatchObject([{ unitName: 'legal', withoutComments: false, late: false }])
  })

  it('[RN11] may have a draft back that was merged or left out', () => {
    const restored = story()
      .lodge(reviewer, 'one')
      .act(head, (material) => rejectUnitComment(head, material, commentId('one'), 'Ne'))
      .act(head, (material) => restoreUnitComment(head, material, commentId('one')))
    expect(restored.comment('one').unitSet).toMatchObject({ state: 'draft' })
  })

  it.each<[string, (material: Material) => Decided, string]>([
    [
      'a second set',
      (material) => sendUnitSet(head, material, { unitId: legal, withoutComments: true, asLate: false }, hours(1)),
      'set-already-sent',
    ],
    ['another draft', (material) => lodgeComment(other, material, wish('late'), hours(1)), 'set-already-sent'],
    [
      'an edit by the author',
      (material) => editComment(reviewer, material, commentId('one'), wish('one')),
      'comment-not-draft',
    ],
    [
      'an edit by the head',
      (material) => editComment(head, material, commentId('one'), wish('one')),
      'comment-not-draft',
    ],
    ['leaving one out', (material) => rejectUnitComment(head, material, commentId('one'), 'Ne'), 'comment-not-draft'],
    [
      'withdrawal by the author',
      (material) => withdrawComment(reviewer, material, commentId('one')),
      'through-the-head',
    ],
  ])('[RN12] is fixed once it is sent: no %s', (_what, decide, code) => {
    expect(decide(story().lodge(reviewer, 'one').send().material)).toMatchObject({ refused: code })
  })

  it('[RN12] is withdrawn by the head, as an event', () => {
    const { material } = story().lodge(reviewer, 'one').send()
    expect(withdrawComment(head, material, commentId('one'))).toEqual([
      { type: 'comment-withdrawn', commentId: commentId('one') },
    ])
    expect(isRefused(withdrawComment(deputy, material, commentId('one')))).toBe(false)
  })

  it('[RN13] may be sent by a deputy, in the name of the head', () => {
    const sent = story().lodge(reviewer, 'one').send(deputy)
    expect(sent.comment('one').unitSet).toMatchObject({
      by: { displayName: 'deputy' },
      standingFor: { displayName: 'head' },
    })
    expect(sent.material.rounds[0]?.answers[0]?.standingFor?.displayName).toBe('head')
  })

  it('[RN14] says "no comments" only when nothing is drafted, and never sends nothing by mistake', () => {
    const set = { unitId: legal, asLate: false }
    const empty = story().material
    expect(sendUnitSet(head, empty, { ...set, withoutComments: true }, hours(1))).toMatchObject([
      { type: 'unit-set-sent', comments: [] },
    ])
    expect(sendUnitSet(head, empty, { ...set, withoutComments: false }, hours(1))).toMatchObject({
      refused: 'invalid-input',
    })
    const { material } = story().lodge(reviewer, 'one')
    expect(sendUnitSet(head, material, { ...set, withoutComments: true }, hours(1))).toMatchObject({
      refused: 'invalid-input',
    })
  })

  it('[CM3] sends no essential comment without its justification', () => {
    const { material } = story().lodge(reviewer, 'one', { kind: 'essential' })
    expect(sendUnitSet(head, material, { unitId: legal, withoutComments: false, asLate: false }, hours(1))).toEqual(
      refused('justification-required', { commentId: commentId('one') }),
    )
  })

  it('[RN15] is only offered after the deadline, and counts when the drafter admits it', () => {
    const late = story().lodge(reviewer, 'one')
    const set = { unitId: legal, withoutComments: false, asLate: false }
    expect(sendUnitSet(head, late.material, set, hours(25))).toEqual(refused('deadline-passed'))
    late.send(head, true, 25)
    expect(late.comment('one')).toMatchObject({ number: 0, late: { decision: null } })
    expect(countedComments(late.material)).toEqual([])
    late.act(drafter, (material) => decideLateComment(drafter, material, commentId('one'), true, null))
    expect(countedComments(late.material).map(({ number }) => number)).toEqual([1])
  })

  it('[RN16] takes private notes of its people in, as theirs', () => {
    const noted = story().lodge(reviewer, 'note', { visibility: 'private' })
    expect(forwardComments(other, noted.material, [commentId('note')])).toEqual(refused('comment-not-found'))
    noted.act(reviewer, (material) => forwardComments(reviewer, material, [commentId('note')]))
    expect(noted.comment('note')).toMatchObject({ visibility: 'unit', roundId, unitSet: { state: 'draft' } })
    expect(isRefused(forwardComments(reviewer, noted.material, [commentId('note')]))).toBe(true)
  })

  it('[RN10] keeps what is said about a draft inside after it was sent', () => {
    const sent = story()
      .lodge(reviewer, 'one')
      .act(head, (material) =>
        replyToComment(head, material, commentId('one'), { id: 'r'.repeat(20) as never, text: 'jen mezi námi' }),
      )
      .send()
    expect(sent.comment('one').replies).toMatchObject([{ visibility: 'unit' }])
  })

  it('[RN10] leaves people asked by name, the lead unit and direct rounds as they were', () => {
    expect(story().lodge(colleague, 'mine').comment('mine')).toMatchObject({
      visibility: 'participants',
      unitSet: null,
    })
    const direct = new Story(founded, byHead({ consolidation: 'direct' })).lodge(reviewer, 'one')
    expect(direct.comment('one')).toMatchObject({ visibility: 'participants', number: 1 })
    expect(direct.lodge(reviewer, 'inside', { visibility: 'unit' }).comment('inside').unitSet?.state).toBe('draft')
  })

  it('[RN15] may still be offered after the closing, until the lock', () => {
    const late = new Story(founded, byHead(), [
      reviewer,
      [
        {
          type: 'comment-lodged',
          ...wish('one'),
          visibility: 'unit',
          number: 0,
          roundId,
          unitSet: { unitId: legal, unitName: 'legal' },
        },
      ],
    ])
    const { material } = late.act(drafter, () => closed[1])
    expect(
      isRefused(sendUnitSet(head, material, { unitId: legal, withoutComments: false, asLate: true }, hours(30))),
    ).toBe(false)
  })
})
