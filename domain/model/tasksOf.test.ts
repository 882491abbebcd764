import { describe, expect, it } from 'vitest'
import {
  actor,
  closed,
  commentId,
  councillor,
  drafter,
  founded,
  hours,
  locked,
  lodged,
  materialAfter,
  openedUnder,
  recordsManager,
  reviewer,
  roundId,
  secretary,
  unitId,
  type Happening,
} from '../../test/support/people.ts'
import type { MaterialEvent } from './events.ts'
import type { ApprovalRouteId, DeliveryId, DisputeId, Sha256 } from './ids.ts'
import { materialCardOf } from './materialCard.ts'
import { defaultSettings } from './officeSettings.ts'
import { stampOf, type Actor } from './people.ts'
import type { RoundInvitation } from './reviewRound.ts'
import { tasksFor } from './tasksFor.ts'

const head = actor('head', 'legal', 'unit-head')
const sponsor = actor('sponsor', null, 'council-member')
const guest = actor('guest', 'transport')
const deputy: Actor = {
  ...actor('deputy', 'audit'),
  standsFor: [{ person: stampOf(head), roles: head.roles, until: hours(999) }],
}
const everybody = { drafter, reviewer, head, deputy, sponsor, guest, secretary, councillor, keeper: recordsManager }

/** What everybody has to do after a story, as `name: verbs`, with how many wait. */
function waiting(story: readonly Happening[], at = hours(10)): Record<string, string[]> {
  const card = materialCardOf(materialAfter(...story), hours(0))
  const found: Record<string, string[]> = {}
  for (const [name, who] of Object.entries(everybody)) {
    const own = tasksFor(who, card, at).map(({ verb, count, inPlaceOf }) =>
      [verb, count === null ? '' : ` ${count}`, inPlaceOf ? ` for ${inPlaceOf.displayName}` : ''].join(''),
    )
    if (own.length > 0) found[name] = own
  }
  return found
}

const event = (by: Actor, ...events: MaterialEvent[]): Happening => [by, events]
const legal: RoundInvitation = { obligation: 'mandatory', closesAt: null, unitId: unitId('legal'), unitName: 'legal' }
const person: RoundInvitation = {
  obligation: 'optional',
  closesAt: hours(30),
  personId: guest.personId,
  displayName: 'guest',
}
const invitedGuest = event(drafter, {
  type: 'participant-invited',
  invitation: { right: 'comment', personId: guest.personId, displayName: 'guest' },
})
const withSponsor = event(secretary, { type: 'sponsor-named', sponsor: stampOf(sponsor) })
const direct = [founded, withSponsor, invitedGuest, openedUnder({ invited: [legal, person] })]
const byHead = [founded, withSponsor, invitedGuest, openedUnder({ invited: [legal, person], consolidation: 'by-head' })]
const reactBy = hours(72)
const settles = (word: string, more: object = { reactBy }): Happening =>
  event(drafter, {
    type: 'comment-settled',
    commentId: commentId(word),
    settlement: { verdict: 'noted', reason: 'x' },
    wordingApplied: false,
    ...more,
  })
const hash = 'b'.repeat(64) as Sha256
const disputeId = 'd'.repeat(20) as DisputeId
const disputed = event(head, {
  type: 'dispute-opened',
  disputeId,
  number: 1,
  commentIds: [commentId('a')],
  reason: 'x',
  levels: defaultSettings.disputeLevels,
})
const escalated = (level: number): Happening =>
  event(drafter, { type: 'dispute-escalated', disputeId, level, reason: 'x' })
const agreed = event(reviewer, {
  type: 'settlement-reacted',
  commentId: commentId('a'),
  reaction: 'agreed',
  reason: null,
})
const routeId = 'p'.repeat(20) as ApprovalRouteId
const approving = event(drafter, {
  type: 'approval-started',
  routeId,
  textHash: hash,
  steps: [
    {
      id: 'one',
      name: null,
      stage: 1,
      approver: { by: 'unit-head', unitId: unitId('legal'), unitName: 'legal' },
      flag: null,
    },
    {
      id: 'two',
      name: null,
      stage: 2,
      approver: { by: 'person', personId: sponsor.personId, displayName: 's' },
      flag: null,
    },
  ],
})
const approves = (by: Actor, stepId: string): Happening =>
  event(by, {
    type: 'approval-given',
    routeId,
    stepId,
    approver: { by: 'person', personId: by.personId, displayName: '' },
    standingFor: null,
    textHash: hash,
  })
const settled = [...direct, lodged('a'), closed, settles('a'), agreed]

describe('the inbox', () => {
  it.each<[string, readonly Happening[], Record<string, string[]>]>([
    ['a draft', [founded], { drafter: ['open-round'] }],
    [
      'a round in which everybody lodges',
      direct,
      { reviewer: ['comment'], head: ['comment'], deputy: ['comment for head'], guest: ['comment'] },
    ],
    [
      'a round in which units answer through their heads',
      byHead,
      {
        reviewer: ['comment'],
        head: ['comment', 'consolidate'],
        deputy: ['comment for head', 'consolidate for head'],
        guest: ['comment'],
      },
    ],
    [
      'a unit that answered and a person who is done',
      [
        ...byHead,
        event(head, {
          type: 'unit-set-sent',
          roundId,
          unitId: unitId('legal'),
          unitName: 'legal',
          standingFor: null,
          late: false,
          comments: [],
        }),
        event(guest, { type: 'review-finished', roundId, withoutComments: true }),
      ],
      {},
    ],
    [
      'comments that come in while the round runs',
      [...byHead, lodged('a', guest)],
      {
        drafter: ['settle 1'],
        reviewer: ['comment'],
        head: ['comment', 'consolidate'],
        deputy: ['comment for head', 'consolidate for head'],
        guest: ['comment'],
      },
    ],
    ['comments to settle', [...direct, lodged('a'), lodged('b'), closed], { drafter: ['settle 2'] }],
    [
      'settlements to release',
      [...direct, lodged('a'), closed, settles('a', { held: true })],
      { sponsor: ['release 1'] },
    ],
    [
      'settlements to agree with or insist',
      [...direct, lodged('a'), lodged('b'), closed, settles('a'), settles('b')],
      { reviewer: ['react 2'], head: ['react 2'], deputy: ['react 2 for head'] },
    ],
    [
      'a dispute between the drafter and the unit',
      [...direct, lodged('a'), closed, settles('a', { reactBy: hours(1) }), disputed],
      { drafter: ['discuss-dispute'], head: ['discuss-dispute'], deputy: ['discuss-dispute for head'] },
    ],
    [
      'a dispute before the secretary',
      [...direct, lodged('a'), closed, settles('a', { reactBy: hours(1) }), disputed, escalated(1)],
      { secretary: ['decide-dispute'] },
    ],
    [
      'a dispute before the sponsor',
      [...direct, lodged('a'), closed, settles('a', { reactBy: hours(1) }), disputed, escalated(2)],
      { sponsor: ['decide-dispute'] },
    ],
    ['everything settled', settled, { secretary: ['lock'] }],
    ['an approval of the head', [...settled, approving], { head: ['approve'], deputy: ['approve for head'] }],
    ['the next stage', [...settled, approving, approves(head, 'one')], { sponsor: ['approve'] }],
    ['all approved', [...settled, approving, approves(head, 'one'), approves(sponsor, 'two')], { secretary: ['lock'] }],
    [
      'an approval that was refused',
      [...settled, approving, event(head, { type: 'approval-returned', routeId, stepId: 'one', reason: 'x' })],
      { drafter: ['rework'] },
    ],
    ['a locked material', [...settled, locked], {}],
  ])('[IB3] names who has what to do with %s', (_what, story, expected) => {
    expect(waiting(story)).toEqual(expected)
  })

  it('[IB3] gives the records manager a refused delivery', () => {
    const deliveryId = 'e'.repeat(64) as DeliveryId
    const lock = event(secretary, {
      type: 'material-locked',
      version: { number: 1, hash, parts: [] },
      deliveries: [{ id: deliveryId, target: 'folder' }],
    })
    const rejected = event(drafter, { type: 'delivery-rejected', deliveryId, reason: 'x' })
    expect(waiting([...settled, lock])).toEqual({})
    expect(waiting([...settled, lock, rejected])).toEqual({ keeper: ['retry-delivery'] })
  })

  it('[IB4] shows a task from its time on and no longer than it can be done', () => {
    expect(waiting(direct, hours(24)).drafter).toEqual(['close-round'])
    expect(waiting(direct, hours(23)).drafter).toBeUndefined()
    const reacting = [...direct, lodged('a'), closed, settles('a')]
    expect(waiting(reacting, reactBy)).toHaveProperty('reviewer')
    expect(waiting(reacting, hours(73))).toEqual({ secretary: ['lock'] })
  })

  it('[IB4] gives each the deadline that is theirs', () => {
    const card = materialCardOf(materialAfter(...direct), hours(0))
    expect(tasksFor(guest, card, hours(1)).map(({ dueAt }) => dueAt)).toEqual([hours(30)])
    expect(tasksFor(head, card, hours(1)).map(({ dueAt }) => dueAt)).toEqual([hours(24)])
  })
})
