import { describe, expect, it } from 'vitest'
import {
  closed,
  colleague,
  commentId,
  councillor,
  drafter,
  founded,
  hours,
  lodged,
  locked,
  materialAfter,
  opened,
  partId,
  reader,
  recordsManager,
  reviewer,
  secretary,
  settled,
  stranger,
} from '../../test/support/people.ts'
import {
  createMaterial,
  lodgeComment,
  mayLock,
  refused,
  requeueDelivery,
  settleComments,
  type Actor,
  type CommentId,
  type Material,
  type Settlement,
  withdrawComment,
  type CommentWish,
} from './index.ts'

const wish = (change: Partial<CommentWish> = {}): CommentWish => ({
  commentId: commentId('new'),
  kind: 'advisory',
  visibility: 'participants',
  place: { at: 'part', partId },
  text: 'Chybí odkaz na zákon.',
  justification: null,
  proposedWording: null,
  ...change,
})

const wishForMaterial = {
  number: 'MAT-2026-0001',
  title: 'Název',
  template: 'council-material',
  parts: [],
  sponsor: null,
  leadUnit: null,
} as const

describe('founding', () => {
  it('[PR5] is for drafters', () => {
    expect(createMaterial(reviewer, wishForMaterial)).toEqual(refused('not-permitted'))
    expect(createMaterial(drafter, wishForMaterial)).toMatchObject([{ type: 'material-created' }])
  })
})

describe('lodging a comment', () => {
  const inReview = materialAfter(founded, opened)
  it.each([
    ['[PR7] not before the round', reviewer, materialAfter(founded), wish(), 1, 'round-not-open'],
    ['[PR7] not after the round', reviewer, materialAfter(founded, opened, closed), wish(), 1, 'round-not-open'],
    ['[PR7] not by a reader', reader, inReview, wish(), 1, 'not-permitted'],
    ['[PR4] not by a stranger', stranger, inReview, wish(), 1, 'not-found'],
    [
      '[PR8] essential without a justification',
      reviewer,
      inReview,
      wish({ kind: 'essential' }),
      1,
      'justification-required',
    ],
    ['[PR9] after the deadline', reviewer, inReview, wish(), 25, 'deadline-passed'],
    [
      '[PR15] on a locked material',
      reviewer,
      materialAfter(founded, opened, closed, locked),
      wish(),
      1,
      'material-locked',
    ],
    [
      '[PR7] on a part that is not there',
      reviewer,
      inReview,
      wish({ place: { at: 'part', partId: 'x'.repeat(20) as typeof partId } }),
      1,
      'part-not-found',
    ],
  ] as const)('%s', (_rule, by, material, wanted, at, code) => {
    expect(lodgeComment(by, material, wanted, hours(at))).toEqual(refused(code))
  })

  it.each([
    ['invited to comment', reviewer],
    ['of the lead unit', colleague],
    ['the drafter', drafter],
    ['of the council', councillor],
  ])('[PR7] [PR17] is open to everyone asked: %s', (_who, by) => {
    expect(lodgeComment(by, inReview, wish(), hours(1))).toMatchObject([{ type: 'comment-lodged', number: 1 }])
  })

  it('[PR10] lets a reader keep a private note outside the numbering', () => {
    expect(lodgeComment(reader, inReview, wish({ visibility: 'private' }), hours(1))).toMatchObject([
      { type: 'comment-lodged', number: 0 },
    ])
  })
})

const settle = (by: Actor, material: Material, id: CommentId, settlement: Settlement, isApplied = false) =>
  settleComments(
    by,
    material,
    [id],
    settlement,
    { release: 'at-once', reactBy: hours(72) },
    {
      applied: new Set(isApplied ? [id] : []),
      passages: new Map(),
    },
  )

describe('settling', () => {
  const settling = materialAfter(founded, opened, lodged('one'), closed)
  const accepted = { verdict: 'accepted' } as const
  it.each([
    ['[PR11] not by the commenter', reviewer, settling, 'one', accepted, 'not-permitted'],
    ['[PR11] not by the lead unit', colleague, settling, 'one', accepted, 'not-permitted'],
    [
      '[PR11] not without a reason',
      drafter,
      settling,
      'one',
      { verdict: 'not-accepted', reason: '  ' },
      'reason-required',
    ],
    [
      '[PR12] not twice',
      drafter,
      materialAfter(founded, opened, lodged('one'), settled('one')),
      'one',
      accepted,
      'already-settled',
    ],
    [
      '[PR12] not a withdrawn one',
      drafter,
      materialAfter(founded, opened, lodged('one'), [
        reviewer,
        [{ type: 'comment-withdrawn', commentId: commentId('one') }],
      ]),
      'one',
      accepted,
      'already-withdrawn',
    ],
    [
      '[PR10] not a private note',
      drafter,
      materialAfter(founded, opened, lodged('note', reviewer, 'private')),
      'note',
      accepted,
      'comment-not-found',
    ],
  ] as const)('%s', (_rule, by, material, word, settlement, code) => {
    expect(settle(by, material, commentId(word), settlement)).toEqual(refused(code))
  })

  it('[PR11] is done by the drafter', () => {
    expect(settle(drafter, settling, commentId('one'), accepted)).toMatchObject([{ type: 'comment-settled' }])
  })

  it('[PR11] applies a wording only where one was proposed', () => {
    expect(settle(drafter, settling, commentId('one'), accepted, true)).toEqual(refused('no-proposed-wording'))
  })
})

describe('withdrawing', () => {
  const inReview = materialAfter(founded, opened, lodged('one'))
  it('[PR13] is for the author', () => {
    expect(withdrawComment(colleague, inReview, commentId('one'))).toEqual(refused('not-the-author'))
    expect(withdrawComment(reviewer, inReview, commentId('one'))).toMatchObject([{ type: 'comment-withdrawn' }])
  })
  it('[PR13] ends with the settlement', () => {
    const material = materialAfter(founded, opened, lodged('one'), settled('one'))
    expect(withdrawComment(reviewer, material, commentId('one'))).toEqual(refused('already-settled'))
  })
})

describe('locking', () => {
  it.each([
    ['[PR14] not by the drafter', drafter, materialAfter(founded, opened, closed), 'not-permitted'],
    ['[PR14] not a draft that nobody reviewed', secretary, materialAfter(founded), 'round-not-open'],
    ['[PR14] not in an open round', secretary, materialAfter(founded, opened), 'round-still-open'],
    ['[PR15] not twice', secretary, materialAfter(founded, opened, closed, locked), 'material-locked'],
  ] as const)('%s', (_rule, by, material, code) => {
    expect(mayLock(by, material)).toEqual(refused(code))
  })
  it('[PR14] waits for every settlement', () => {
    const unsettled = materialAfter(founded, opened, lodged('one'), closed)
    expect(mayLock(secretary, unsettled)).toEqual(refused('comments-unsettled', { unsettled: 1 }))
    expect(mayLock(secretary, materialAfter(founded, opened, lodged('one'), closed, settled('one')))).toBe(true)
  })
  it('[PR14] does not wait for private notes', () => {
    expect(mayLock(secretary, materialAfter(founded, opened, lodged('note', reviewer, 'private'), closed))).toBe(true)
  })
})

describe('deliveries', () => {
  it('[PR21] are sent again by a records manager, after a rejection', () => {
    const deliveryId = 'd'.repeat(64) as Parameters<typeof requeueDelivery>[2]
    const material = materialAfter(founded, opened, closed, [
      secretary,
      [
        {
          type: 'material-locked',
          version: { number: 1, hash: 'a'.repeat(64) as never, parts: [] },
          deliveries: [{ id: deliveryId, target: 'folder' }],
        },
      ],
    ])
    expect(requeueDelivery(secretary, material, deliveryId)).toEqual(refused('not-permitted'))
    expect(requeueDelivery(recordsManager, material, deliveryId)).toEqual(refused('delivery-not-rejected'))
  })
})
