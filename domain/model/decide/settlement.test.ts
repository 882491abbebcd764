import { describe, expect, it } from 'vitest'
import {
  closed,
  colleague,
  commentId,
  drafter,
  hours,
  locked,
  lodged,
  opened,
  reviewer,
  secretary,
  stranger,
  type Happening,
} from '../../../test/support/people.ts'
import { foundedWithSponsor, legalHead, lodgedAs, Procedure, sponsor } from '../../../test/support/procedure.ts'
import {
  acknowledgeRewriting,
  commentShownTo,
  reactionStateOf,
  reactToSettlement,
  recordShownTo,
  refused,
  releaseSettlements,
  returnSettlements,
  settleComments,
  toldReactionOf,
  withdrawSettlement,
  type CommentAnchor,
  type DisputeId,
  type DisputeLevel,
  type Settlement,
  type SettlementRelease,
} from '../index.ts'

const accepted: Settlement = { verdict: 'accepted' }
const declined: Settlement = { verdict: 'not-accepted', reason: 'Zákon to nedovoluje.' }
const levels: readonly DisputeLevel[] = [{ id: 'board', name: null, decider: { by: 'role', role: 'secretary' } }]
const reactBy = hours(72)
const terms = (release: SettlementRelease) => ({ release, reactBy })
const disputeId = 'd'.repeat(20) as DisputeId

const procedure = (...more: readonly Happening[]) =>
  new Procedure(foundedWithSponsor, opened, lodgedAs('one', 'essential'), ...more, closed)

const settle = (
  of: Procedure,
  words: readonly string[],
  settlement: Settlement = accepted,
  release: SettlementRelease = 'at-once',
) => of.do(drafter, settleComments(drafter, of.material, words.map(commentId), settlement, terms(release)))

const react = (of: Procedure, by = reviewer, reaction: 'agreed' | 'insisted' = 'agreed', at = 1, word = 'one') =>
  of.do(
    by,
    reactToSettlement(
      by,
      of.material,
      commentId(word),
      { reaction, reason: reaction === 'insisted' ? 'Trváme na svém.' : null, disputeId },
      levels,
      hours(at),
    ),
  )

const settledOf = (of: Procedure, word = 'one') => of.material.comments.get(commentId(word))?.settled ?? null

describe('settling many at once', () => {
  const many = () => procedure(lodgedAs('two', 'advisory', reviewer, 2), lodgedAs('three', 'advisory', reviewer, 3))

  it('[SE1] is one record with one verdict and reason for each', () => {
    const of = many()
    const before = of.material.sequence
    settle(of, ['one', 'two', 'three'], declined)
    expect(of.material.sequence).toBe(before + 1)
    expect(['one', 'two', 'three'].map((word) => settledOf(of, word)?.settlement)).toEqual([
      declined,
      declined,
      declined,
    ])
  })

  it('[SE1] is all or nothing, and says which comment stood in the way', () => {
    const of = many()
    settle(of, ['two'])
    expect(settle(of, ['one', 'two', 'three'])).toEqual(refused('already-settled', { number: 2 }))
    expect(settledOf(of, 'three')).toBeNull()
  })

  it('[SE2] asks a reason for everything but a whole acceptance', () => {
    for (const verdict of ['accepted-in-part', 'not-accepted', 'explained', 'noted'] as const) {
      expect(settle(procedure(), ['one'], { verdict, reason: ' \n' })).toEqual(refused('reason-required'))
    }
    expect(settle(procedure(), ['one'])).toEqual(['comment-settled'])
  })

  it('[SE3] serves linked duplicates with the settlement of the one they are linked to', () => {
    const of = many()
    of.happen(drafter, [
      { type: 'comments-linked', commentId: commentId('one'), duplicates: [commentId('two'), commentId('three')] },
    ])
    of.happen(reviewer, [{ type: 'comment-withdrawn', commentId: commentId('three') }])
    settle(of, ['one'], declined)
    expect(settledOf(of, 'two')).toMatchObject({ settlement: declined, servedBy: commentId('one') })
    expect(settledOf(of, 'three')).toBeNull()
  })

  it('[SE4] is for the drafter; a private note is no comment', () => {
    const of = procedure(lodged('note', reviewer, 'private'))
    for (const by of [reviewer, colleague, secretary, sponsor]) {
      expect(settleComments(by, of.material, [commentId('one')], accepted, terms('at-once'))).toEqual(
        refused('not-permitted'),
      )
    }
    expect(settle(of, ['note'])).toEqual(refused('comment-not-found'))
  })
})

describe('a prepared settlement', () => {
  const prepared = (release: SettlementRelease = 'by-sponsor') => {
    const of = procedure()
    settle(of, ['one'], declined, release)
    return of
  }
  const release = (of: Procedure, by: typeof drafter) =>
    of.do(by, releaseSettlements(by, of.material, null, reactBy, new Map()))

  it('[SE5] is seen by the drafter and the sponsor, and is not there for anybody else', () => {
    const of = prepared()
    const comment = of.material.comments.get(commentId('one'))
    if (!comment) throw new Error('the comment was lodged')
    const seen = [drafter, sponsor, reviewer, colleague, secretary].map(
      (by) => commentShownTo(by, comment, of.material)?.settled?.settlement.verdict ?? null,
    )
    expect(seen).toEqual(['not-accepted', 'not-accepted', null, null, null])
  })

  it('[SE5] is announced to nobody else, and its release tells all of it', () => {
    const of = prepared()
    const at = hours(1)
    const { by } = settledOf(of) ?? {}
    if (!by) throw new Error('it was settled')
    const held = {
      sequence: of.material.sequence,
      at,
      by,
      events: [
        {
          type: 'comment-settled',
          commentId: commentId('one'),
          settlement: declined,
          wordingApplied: false,
          held: 'sponsor',
        },
      ],
    } as const
    expect(recordShownTo(reviewer, held, of.material)).toBeNull()
    expect(recordShownTo(secretary, held, of.material)).toBeNull()
    expect(recordShownTo(sponsor, held, of.material)?.events).toHaveLength(1)
    const released = releaseSettlements(sponsor, of.material, null, reactBy, new Map())
    if (!Array.isArray(released)) throw new Error('the sponsor releases')
    expect(recordShownTo(reviewer, { ...held, events: released }, of.material)?.events).toMatchObject([
      { type: 'settlements-released', settlements: [{ settlement: declined, reactBy }] },
    ])
  })

  it('[SE6] is released by whom the office says, and only by them', () => {
    const bySponsor = prepared('by-sponsor')
    expect(release(bySponsor, drafter)).toEqual(refused('settlement-not-held'))
    expect(release(bySponsor, secretary)).toEqual(refused('not-permitted'))
    expect(release(bySponsor, sponsor)).toEqual(['settlements-released'])
    expect(settledOf(bySponsor)).toMatchObject({ settlement: declined, by: { personId: drafter.personId }, reactBy })
    const byDrafter = prepared('by-drafter')
    expect(release(byDrafter, sponsor)).toEqual(refused('settlement-not-held'))
    expect(release(byDrafter, drafter)).toEqual(['settlements-released'])
  })

  it('[SE6] may be sent back by the sponsor with a reason, and given anew', () => {
    const of = prepared()
    const back = (reason: string) => of.do(sponsor, returnSettlements(sponsor, of.material, [commentId('one')], reason))
    expect(back(' ')).toEqual(refused('reason-required'))
    expect(back('Vyhovme jim.')).toEqual(['settlements-returned'])
    expect(release(of, sponsor)).toEqual(refused('settlement-not-held'))
    expect(settle(of, ['one'], accepted, 'by-sponsor')).toEqual(['comment-settled'])
    expect(release(of, sponsor)).toEqual(['settlements-released'])
    expect(settledOf(of)).toMatchObject({ settlement: accepted, returned: null })
  })

  it('[SE6] does not wait for a sponsor that the material does not have', () => {
    const of = new Procedure(
      [
        drafter,
        foundedWithSponsor[1].map((event) => (event.type === 'material-created' ? { ...event, sponsor: null } : event)),
      ],
      opened,
      lodgedAs('one', 'essential'),
      closed,
    )
    settle(of, ['one'], declined, 'by-sponsor')
    expect(release(of, drafter)).toEqual(['settlements-released'])
  })

  it('[SE5] asks nobody to react', () => {
    const of = prepared()
    expect(react(of)).toEqual(refused('reaction-not-asked'))
    expect(reactionStateOf(settledOf(of), hours(1))).toBe('not-asked')
  })
})

describe('the reaction of the lodging body', () => {
  const answered = () => {
    const of = procedure()
    settle(of, ['one'], declined)
    return of
  }

  it('[SE7] is awaited until the recorded deadline; then silence is consent', () => {
    const of = answered()
    expect([0, 72, 73].map((at) => reactionStateOf(settledOf(of), hours(at)))).toEqual(['awaited', 'awaited', 'silent'])
    expect(react(of, reviewer, 'insisted', 73)).toEqual(refused('deadline-passed'))
  })

  it('[RZ1] nobody is said to have kept silent about what was accepted, nor of a deadline that the lock cut short', () => {
    const told = (word: string, lockedAt: number | null, now: number) => {
      const of = procedure(lodgedAs('two', 'advisory', reviewer, 2), lodgedAs('three', 'advisory', reviewer, 3))
      settle(of, ['one'])
      settle(of, ['two', 'three'], declined)
      expect(react(of, reviewer, 'agreed', 1, 'three')).toEqual(['settlement-reacted'])
      if (lockedAt !== null) of.happen(secretary, locked[1], lockedAt)
      const comment = of.material.comments.get(commentId(word))
      return comment && toldReactionOf(of.material, comment, hours(now))
    }
    expect([told('one', null, 2), told('one', null, 73), told('one', 2, 73)]).toEqual([
      'awaited',
      'not-asked',
      'not-asked',
    ])
    expect([told('two', null, 2), told('two', null, 73), told('two', 74, 75)]).toEqual(['awaited', 'silent', 'silent'])
    expect([told('two', 2, 3), told('two', 2, 73)]).toEqual(['locked-before', 'locked-before'])
    expect(told('three', 2, 73)).toBe('agreed')
  })

  it('[SE8] is given once, by the author or the head of the unit', () => {
    for (const by of [reviewer, legalHead]) expect(react(answered(), by)).toEqual(['settlement-reacted'])
    for (const by of [drafter, colleague, secretary]) expect(react(answered(), by)).toEqual(refused('not-the-author'))
    expect(react(answered(), stranger)).toEqual(refused('not-found'))
    const of = answered()
    react(of)
    expect(react(of, legalHead)).toEqual(refused('already-reacted'))
  })

  it('[SE8] is the head’s when the unit sent the comment as its own', () => {
    const of = answered()
    const comment = of.material.comments.get(commentId('one'))
    if (!comment) throw new Error('the comment was lodged')
    const unitSet = {
      unitId: comment.unitId ?? undefined,
      unitName: 'legal',
      state: 'sent',
      by: comment.by,
      standingFor: null,
      at: hours(1),
    }
    of.material = {
      ...of.material,
      comments: new Map(of.material.comments).set(comment.id, { ...comment, unitSet: unitSet as never }),
    }
    expect(react(of, reviewer)).toEqual(refused('not-the-author'))
    expect(react(of, legalHead)).toEqual(['settlement-reacted'])
  })

  it('[SE9] opens a dispute when an essential comment is insisted on, with a reason, and not otherwise', () => {
    expect(react(answered(), reviewer, 'insisted')).toEqual(['settlement-reacted', 'dispute-opened'])
    const advisory = procedure(lodgedAs('two', 'advisory', reviewer, 2))
    settle(advisory, ['two'], declined)
    expect(react(advisory, reviewer, 'insisted', 1, 'two')).toEqual(['settlement-reacted'])
    const of = answered()
    const wish = { reaction: 'insisted', reason: ' ', disputeId } as const
    expect(reactToSettlement(reviewer, of.material, commentId('one'), wish, levels, hours(1))).toEqual(
      refused('reason-required'),
    )
  })

  it('[SE10] begins anew with another settlement', () => {
    const of = answered()
    react(of)
    of.do(drafter, withdrawSettlement(drafter, of.material, commentId('one')))
    settle(of, ['one'])
    expect(reactionStateOf(settledOf(of), hours(1))).toBe('awaited')
  })
})

describe('rewriting', () => {
  const anchor = (quote: string) => ({ quote }) as CommentAnchor
  it('[SE11] is acknowledged with a reason, for comments that have an accepted passage', () => {
    const of = procedure(lodgedAs('two', 'advisory', reviewer, 2))
    of.happen(drafter, [
      {
        type: 'comment-settled',
        commentId: commentId('one'),
        settlement: accepted,
        wordingApplied: true,
        passage: anchor('do 30 dnů'),
      },
    ])
    const acknowledge = (reason: string, word = 'one') =>
      acknowledgeRewriting(drafter, of.material, [{ commentId: commentId(word), passage: anchor('do 15 dnů') }], reason)
    expect(acknowledge('')).toEqual(refused('reason-required'))
    expect(acknowledge('Sladění s přílohou.', 'none')).toEqual(refused('comment-not-found'))
    expect(acknowledge('Sladění s přílohou.', 'two')).toEqual(refused('nothing-rewritten'))
    of.do(drafter, acknowledge('Sladění s přílohou.'))
    expect(settledOf(of)?.passage?.quote).toBe('do 15 dnů')
  })
})
