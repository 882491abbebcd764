import { describe, expect, it } from 'vitest'
import {
  actor,
  closed,
  commentId,
  drafter,
  founded,
  hours,
  lodged,
  locked,
  materialAfter,
  opened,
  openedUnder,
  partId,
  reviewer,
  roundId,
  secretary,
  unitId,
  type Happening,
} from '../../../test/support/people.ts'
import {
  changeDeadline,
  closeRound,
  currentRound,
  discloseComments,
  dropPlannedRound,
  inviteToRound,
  isRefused,
  openPlannedRound,
  openRound,
  plainTerms,
  planRound,
  refused,
  roundDueAt,
  silentIn,
  uninviteFromRound,
  type Material,
  type RoundId,
  type RoundInvitation,
  type RoundTerms,
} from '../index.ts'

const asked = (name: string, change: Partial<RoundInvitation> = {}): RoundInvitation =>
  ({ obligation: 'mandatory', closesAt: null, unitId: unitId(name), unitName: name, ...change }) as RoundInvitation
const terms = (change: Partial<RoundTerms> = {}): RoundTerms => ({
  ...plainTerms,
  invited: [asked('legal'), asked('property', { obligation: 'optional' })],
  ...change,
})
const draft = materialAfter(founded)
const second = 'second00000000000000' as RoundId

/** The events, or the reason why not. */
const eventsOf = (decided: ReturnType<typeof openRound>) => {
  if (isRefused(decided)) throw new Error(decided.refused)
  return decided
}

describe('opening a round', () => {
  it('[RN4] keeps its terms and gives whoever is asked the right to comment', () => {
    const events = eventsOf(openRound(drafter, draft, { roundId, closesAt: hours(24), terms: terms() }, hours(1)))
    expect(events).toEqual([
      {
        type: 'participant-invited',
        invitation: { right: 'comment', unitId: unitId('property'), unitName: 'property' },
      },
      { type: 'round-opened', roundId, number: 1, closesAt: hours(24), terms: terms(), texts: [] },
    ])
  })
  it('[RN4] asks everybody invited to comment when nothing else is said', () => {
    const events = eventsOf(openRound(drafter, draft, { roundId, closesAt: hours(24) }, hours(1)))
    expect(events).toMatchObject([{ terms: { invited: [asked('legal')], consolidation: 'direct' } }])
  })
  it.each<[string, Material, Parameters<typeof openRound>[2], string]>([
    ['a deadline in the past', draft, { roundId, closesAt: hours(1) }, 'deadline-in-the-past'],
    [
      'a deadline of one of them in the past',
      draft,
      { roundId, closesAt: hours(24), terms: terms({ invited: [asked('legal', { closesAt: hours(1) })] }) },
      'deadline-in-the-past',
    ],
    ['nobody asked', draft, { roundId, closesAt: hours(24), terms: terms({ invited: [] }) }, 'no-invitations'],
    [
      'somebody asked twice',
      draft,
      { roundId, closesAt: hours(24), terms: terms({ invited: [asked('legal'), asked('legal')] }) },
      'invalid-input',
    ],
    ['no part in it', draft, { roundId, closesAt: hours(24), terms: terms({ partIds: [] }) }, 'nothing-changed'],
    [
      'a part that is not there',
      draft,
      { roundId, closesAt: hours(24), terms: terms({ partIds: ['x'.repeat(20) as typeof partId] }) },
      'part-not-found',
    ],
    [
      'a shortened deadline without a reason',
      draft,
      { roundId, closesAt: hours(24), terms: terms(), usualUntil: hours(25) },
      'shortening-reason-required',
    ],
    ['while one is open', materialAfter(founded, opened), { roundId: second, closesAt: hours(24) }, 'round-still-open'],
    [
      'when locked',
      materialAfter(founded, opened, closed, locked),
      { roundId: second, closesAt: hours(24) },
      'material-locked',
    ],
  ])('[RN4] is refused: %s', (_case, material, wish, code) => {
    expect(openRound(drafter, material, wish, hours(1))).toMatchObject({ refused: code })
  })
  it('[RN4] may have a shortened deadline for a reason', () => {
    const short = { roundId, closesAt: hours(24), terms: terms({ shortenedBecause: 'Dotace' }), usualUntil: hours(25) }
    expect(openRound(drafter, draft, short, hours(1))).toContainEqual(expect.objectContaining({ type: 'round-opened' }))
  })
  it('[RN5] is possible again after a round was closed, on the parts that it names', () => {
    const material = materialAfter(founded, opened, closed)
    const wish = { roundId: second, closesAt: hours(48), terms: terms({ partIds: [partId] }) }
    expect(openRound(drafter, material, wish, hours(30))).toMatchObject([
      { type: 'participant-invited' },
      { type: 'round-opened', number: 2, terms: { partIds: [partId] } },
    ])
    const again = materialAfter(founded, opened, closed, [
      drafter,
      eventsOf(openRound(drafter, material, wish, hours(30))),
    ])
    expect([again.state, again.rounds.map(({ state }) => state)]).toEqual(['in-review', ['closed', 'open']])
  })
})

describe('a planned round', () => {
  const plan = { roundId: second, opensAt: hours(10), closesAt: hours(40), terms: terms({ consolidation: 'by-head' }) }
  const planned: Happening = [drafter, eventsOf(planRound(drafter, draft, plan, hours(1)))]
  const material = materialAfter(founded, planned)

  it('[RN6] is not yet current, and may be changed or given up', () => {
    expect(currentRound(material)).toBeNull()
    expect(material.state).toBe('draft')
    expect(planRound(secretary, material, { ...plan, closesAt: hours(41) }, hours(2))).toMatchObject([
      { type: 'round-plan-changed', closesAt: hours(41) },
    ])
    expect(dropPlannedRound(drafter, material, second)).toEqual([{ type: 'round-plan-dropped', roundId: second }])
    expect(dropPlannedRound(drafter, material, roundId)).toEqual(refused('round-not-found'))
    expect(planRound(reviewer, material, plan, hours(2))).toEqual(refused('not-permitted'))
  })
  it('[RN6] opens by itself at its time, with the terms of the plan', () => {
    expect(roundDueAt(material)).toBe(hours(10))
    const round = material.rounds[0]
    if (round?.state !== 'planned') throw new Error('it is planned')
    const events = eventsOf(openPlannedRound(material, round, [], hours(10)))
    const open = materialAfter(founded, planned, [drafter, events, 10])
    expect(open.rounds).toMatchObject([{ id: second, state: 'open', number: 1, consolidation: 'by-head' }])
    expect(open.invitations.map((each) => 'unitId' in each && each.unitName)).toEqual(['legal', 'audit', 'property'])
  })
  it('[RN6] waits for the round before it', () => {
    const busy = materialAfter(founded, planned, opened)
    expect(roundDueAt(busy)).toBeNull()
    const [round] = busy.rounds
    if (round?.state !== 'planned') throw new Error('it is planned')
    expect(openPlannedRound(busy, round, [], hours(10))).toEqual(refused('round-still-open'))
  })
  it('[RN6] opens after it was planned and before its deadline', () => {
    expect(planRound(drafter, draft, { ...plan, opensAt: hours(1) }, hours(1))).toEqual(refused('deadline-in-the-past'))
    expect(planRound(drafter, draft, { ...plan, opensAt: hours(40) }, hours(1))).toEqual(
      refused('deadline-in-the-past'),
    )
  })
})

describe('deadlines', () => {
  const material = materialAfter(founded, openedUnder(terms()))
  const change = (closesAt: number, reason = '', participantId: string | null = null, now = 2) =>
    changeDeadline(
      drafter,
      material,
      {
        roundId,
        closesAt: hours(closesAt),
        reason,
        participantId: participantId === null ? null : unitId(participantId),
      },
      hours(now),
    )
  it('[RN7] are prolonged freely, and shortened for a reason', () => {
    expect(change(30)).toEqual([{ type: 'round-deadline-changed', roundId, closesAt: hours(30), reason: '' }])
    expect(change(20)).toEqual(refused('shortening-reason-required'))
    expect(change(20, ' Rada zasedá dřív ')).toMatchObject([{ closesAt: hours(20), reason: 'Rada zasedá dřív' }])
    expect(change(1)).toEqual(refused('deadline-in-the-past'))
    expect(change(24)).toEqual([])
  })
  it('[RN7] keep the reason of the last shortening with the round, not that of a longer one', () => {
    const shorter: Happening = [drafter, eventsOf(change(20, 'Rada zasedá dřív'))]
    const shortened = materialAfter(founded, openedUnder(terms()), shorter)
    expect(currentRound(shortened)).toMatchObject({ closesAt: hours(20), shortenedBecause: 'Rada zasedá dřív' })
    const longer: Happening = [drafter, eventsOf(change(30, 'Svátek'))]
    expect(currentRound(materialAfter(founded, openedUnder(terms()), longer))).toMatchObject({ shortenedBecause: null })
  })
  it('[RN7] may be one unit’s own', () => {
    const decided = change(36, '', 'legal')
    expect(decided).toMatchObject([{ participantId: unitId('legal'), closesAt: hours(36) }])
    const changed = materialAfter(founded, openedUnder(terms()), [drafter, eventsOf(decided)])
    expect(currentRound(changed)).toMatchObject({
      closesAt: hours(24),
      invited: [{ closesAt: hours(36) }, { closesAt: null }],
    })
    expect(change(36, '', 'transport')).toEqual(refused('not-found'))
  })
  it('[RN7] are for the drafter and secretaries to change', () => {
    const wish = { roundId, closesAt: hours(30), reason: '', participantId: null }
    expect(changeDeadline(reviewer, material, wish, hours(2))).toEqual(refused('not-permitted'))
    expect(isRefused(changeDeadline(secretary, material, wish, hours(2)))).toBe(false)
    expect(changeDeadline(drafter, materialAfter(founded, opened, closed), wish, hours(2))).toEqual(
      refused('round-not-open'),
    )
  })
})

describe('who is asked', () => {
  const material = materialAfter(founded, openedUnder(terms({ invited: [asked('legal')] })))
  it('[RN4] may be more, or fewer, while the round is open', () => {
    expect(inviteToRound(drafter, material, roundId, [asked('audit')], hours(2))).toEqual([
      { type: 'participant-invited', invitation: { right: 'comment', unitId: unitId('audit'), unitName: 'audit' } },
      { type: 'round-invited', roundId, invited: [asked('audit')] },
    ])
    expect(uninviteFromRound(drafter, material, roundId, unitId('legal'))).toMatchObject([{ type: 'round-uninvited' }])
    expect(uninviteFromRound(drafter, material, roundId, unitId('audit'))).toEqual(refused('not-found'))
    expect(inviteToRound(reviewer, material, roundId, [asked('audit')], hours(2))).toEqual(refused('not-permitted'))
  })
})

describe('closing', () => {
  const invited = [
    asked('legal'),
    asked('property'),
    asked('audit', { obligation: 'optional' }),
    { obligation: 'mandatory', closesAt: null, personId: actor('named').personId, displayName: 'named' } as const,
  ]
  const silentAfter = (change: Partial<RoundTerms>, ...more: Happening[]) => {
    const decided = closeRound(drafter, materialAfter(founded, openedUnder(terms({ invited, ...change })), ...more))
    const [event] = eventsOf(decided)
    if (event?.type !== 'round-closed') throw new Error('the round closes')
    return (event.silent ?? []).map((each) => ('unitId' in each ? each.unitName : each.displayName))
  }
  it('[RN8] records who was asked and said nothing', () => {
    expect(silentAfter({})).toEqual(['legal', 'property', 'audit', 'named'])
    expect(silentAfter({}, lodged('one'))).toEqual(['property', 'audit', 'named'])
    const nothingToSay: Happening = [
      actor('named', 'transport'),
      [{ type: 'review-finished', roundId, withoutComments: true }],
    ]
    expect(silentAfter({}, lodged('one'), nothingToSay)).toEqual(['property', 'audit'])
  })
  it('[RN8] takes a private note, a draft or a withdrawn comment for silence', () => {
    expect(silentAfter({}, lodged('note', reviewer, 'private'))).toContain('legal')
    expect(silentAfter({}, lodged('draft', reviewer, 'unit'))).toContain('legal')
    const withdrawn: Happening = [reviewer, [{ type: 'comment-withdrawn', commentId: commentId('one') }]]
    expect(silentAfter({}, lodged('one'), withdrawn)).toContain('legal')
  })
  it('[RN8] counts only the head’s word where the head answers', () => {
    expect(silentAfter({ consolidation: 'by-head' }, lodged('one'))).toContain('legal')
  })
  it('[RN8] keeps who was silent with the round', () => {
    const open = materialAfter(founded, opened)
    const closing: Happening = [drafter, eventsOf(closeRound(drafter, open))]
    const [round] = materialAfter(founded, opened, closing).rounds
    expect(round).toMatchObject({ state: 'closed', silent: [{ unitName: 'legal' }] })
    expect(silentIn(open, currentRound(open) ?? (round as never))).toHaveLength(1)
  })
})

describe('a round that discloses after the deadline', () => {
  const hidden = openedUnder(
    terms({ disclosure: 'after-deadline', invited: [asked('legal', { closesAt: hours(30) })] }),
  )
  const material = materialAfter(founded, hidden, lodged('one', reviewer))
  const unnumbered = {
    ...material,
    comments: new Map([...material.comments].map(([id, comment]) => [id, { ...comment, number: 0 }])),
  }
  it('[RN9] does so when the last deadline has passed, not before', () => {
    expect(roundDueAt(unnumbered)).toBe(hours(30))
    expect(discloseComments(unnumbered, hours(25))).toEqual([])
    expect(discloseComments(unnumbered, hours(31))).toEqual([
      { type: 'comments-disclosed', roundId, numbers: [{ commentId: commentId('one'), number: 1 }] },
    ])
  })
  it('[RN9] does so when it is closed', () => {
    expect(closeRound(drafter, unnumbered)).toMatchObject([
      { type: 'round-closed', numbers: [{ commentId: commentId('one'), number: 1 }] },
    ])
  })
})
