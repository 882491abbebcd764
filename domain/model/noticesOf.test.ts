import { describe, expect, it } from 'vitest'
import {
  actor,
  commentId,
  drafter,
  founded,
  hours,
  locked,
  lodged,
  materialId,
  opened,
  openedUnder,
  recordsManager,
  recordsOf,
  reviewer,
  roundId,
  secretary,
  settled,
  start,
  unitId,
  type Happening,
} from '../../test/support/people.ts'
import type { MaterialEvent } from './events.ts'
import { foldMaterial } from './foldMaterial.ts'
import type { ApprovalRouteId, DeliveryId, DisputeId, ReplyId, Sha256, SubstitutionId } from './ids.ts'
import { noticeOfficeOf } from './noticeOffice.ts'
import { noticesOf } from './noticesOf.ts'
import { defaultSettings } from './officeSettings.ts'
import { stampOf, type Actor, type Person } from './people.ts'
import type { RoundInvitation } from './reviewRound.ts'
import type { Substitution } from './substitutions.ts'

const head = actor('head', 'legal', 'unit-head')
const deputy = actor('deputy', 'audit')
const sponsor = actor('sponsor', null, 'council-member')
const outsider = actor('outsider', 'transport')
const everybody = [drafter, reviewer, head, deputy, sponsor, outsider, secretary, recordsManager]

const personOf = ({ personId, displayName, unitId: unit, roles }: Actor): Person => ({
  id: personId,
  login: displayName,
  displayName,
  email: `${displayName}@office.example`,
  unitId: unit,
  roles,
})
const units = ['economy', 'legal', 'audit', 'transport', 'office'].map((name) => ({
  id: unitId(name),
  name,
  mark: name,
}))
const standsIn: Substitution = {
  id: 's'.repeat(20) as SubstitutionId,
  absent: stampOf(head),
  deputy: stampOf(deputy),
  from: start,
  until: hours(1_000),
  reason: '',
  setBy: stampOf(head),
  endedAt: null,
}
const officeWith = (substitutions: readonly Substitution[], release: 'at-once' | 'by-sponsor' = 'at-once') =>
  noticeOfficeOf({ people: everybody.map(personOf), units }, substitutions, release, hours(1))

/** The notices that one record of a story makes, looked at after a later one. */
function noticesOfRecord(
  story: readonly Happening[],
  number: number,
  lookedAtAfter = story.length,
  office = officeWith([]),
) {
  const records = recordsOf(story)
  const record = records[number - 1]
  if (!record) throw new RangeError('the story is shorter')
  return noticesOf(record, foldMaterial(materialId, records.slice(0, lookedAtAfter)), office)
}

/** Who is told what by the last step of a story, as `kind: names`. */
function told(story: readonly Happening[], office = officeWith([])): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const { kind, personId } of noticesOfRecord(story, story.length, story.length, office)) {
    found[kind] = [...(found[kind] ?? []), personId.replace('test:', '')].toSorted()
  }
  return found
}

const event = (by: Actor, ...events: MaterialEvent[]): Happening => [by, events]
const legal: RoundInvitation = { obligation: 'mandatory', closesAt: null, unitId: unitId('legal'), unitName: 'legal' }
const withSponsor = event(secretary, { type: 'sponsor-named', sponsor: stampOf(sponsor) })
const inReview = [founded, withSponsor, openedUnder({ invited: [legal] })]
const reply = (by: Actor, ...mentions: Actor[]): Happening =>
  event(by, {
    type: 'comment-replied',
    commentId: commentId('a'),
    reply: {
      id: 'r'.repeat(20) as ReplyId,
      text: 'tajné',
      mentions: mentions.map(({ personId, displayName }) => ({ personId, displayName })),
    },
    visibility: 'participants',
  })
const reactBy = hours(72)
const settledBy = (settlement: object = {}): Happening =>
  event(drafter, {
    type: 'comment-settled',
    commentId: commentId('a'),
    settlement: { verdict: 'noted', reason: 'tajné' },
    wordingApplied: false,
    ...settlement,
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
const routeId = 'p'.repeat(20) as ApprovalRouteId
const approvalStarted = event(drafter, {
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
const given = (by: Actor, stepId: string): Happening =>
  event(by, {
    type: 'approval-given',
    routeId,
    stepId,
    approver: { by: 'person', personId: by.personId, displayName: '' },
    standingFor: null,
    textHash: hash,
  })

describe('who is told', () => {
  it.each<[string, readonly Happening[], Record<string, string[]>]>([
    ['the opening of a round', inReview, { invited: ['head'], 'unit-invited': ['reviewer'] }],
    [
      'a person asked later',
      [
        ...inReview,
        event(
          drafter,
          {
            type: 'participant-invited',
            invitation: { right: 'comment', personId: outsider.personId, displayName: '' },
          },
          {
            type: 'round-invited',
            roundId,
            invited: [{ obligation: 'optional', closesAt: null, personId: outsider.personId, displayName: '' }],
          },
        ),
      ],
      { invited: ['outsider'] },
    ],
    [
      'a moved deadline',
      [...inReview, event(drafter, { type: 'round-deadline-changed', roundId, closesAt: hours(48), reason: '' })],
      { 'deadline-changed': ['head'] },
    ],
    [
      'a deadline moved for another unit',
      [
        ...inReview,
        event(drafter, {
          type: 'round-deadline-changed',
          roundId,
          participantId: unitId('audit'),
          closesAt: hours(48),
          reason: '',
        }),
      ],
      {},
    ],
    ['a lodged comment', [...inReview, lodged('a')], { 'comment-lodged': ['drafter'] }],
    ['a private note', [...inReview, lodged('a', reviewer, 'private')], {}],
    ['a draft inside a unit', [...inReview, lodged('a', reviewer, 'unit')], {}],
    ['a reply', [...inReview, lodged('a'), reply(drafter)], { 'comment-replied': ['reviewer'] }],
    [
      'a mention in a reply',
      [...inReview, lodged('a'), reply(drafter, reviewer, head)],
      { mentioned: ['head', 'reviewer'] },
    ],
    [
      'a mention of somebody who may not see it',
      [...inReview, lodged('a'), reply(drafter, outsider)],
      { 'comment-replied': ['reviewer'] },
    ],
    [
      'a settlement to agree with',
      [...inReview, lodged('a'), settledBy({ reactBy })],
      { 'reaction-awaited': ['head', 'reviewer'] },
    ],
    ['an old settlement', [...inReview, lodged('a'), settled('a')], { 'comment-settled': ['head', 'reviewer'] }],
    [
      'an insisting unit',
      [
        ...inReview,
        lodged('a'),
        settledBy({ reactBy }),
        event(reviewer, { type: 'settlement-reacted', commentId: commentId('a'), reaction: 'insisted', reason: 'x' }),
      ],
      { 'unit-reacted': ['drafter'] },
    ],
    [
      'a dispute',
      [...inReview, lodged('a'), settledBy({ reactBy }), disputed],
      { 'dispute-opened': ['drafter', 'reviewer', 'sponsor'] },
    ],
    [
      'a dispute one level higher',
      [
        ...inReview,
        lodged('a'),
        settledBy({ reactBy }),
        disputed,
        event(drafter, { type: 'dispute-escalated', disputeId, level: 1, reason: 'x' }),
      ],
      { 'dispute-escalated': ['head', 'reviewer', 'secretary', 'sponsor'] },
    ],
    [
      'a decided dispute',
      [
        ...inReview,
        lodged('a'),
        settledBy({ reactBy }),
        disputed,
        event(secretary, {
          type: 'dispute-decided',
          disputeId,
          ruling: 'settlement-stands',
          reason: 'x',
          resolution: null,
        }),
      ],
      { 'dispute-decided': ['drafter', 'head', 'reviewer', 'sponsor'] },
    ],
    ['the start of approvals', [...inReview, approvalStarted], { 'approval-awaited': ['head'] }],
    [
      'an approval that ends a stage',
      [...inReview, approvalStarted, given(head, 'one')],
      { 'approval-awaited': ['sponsor'] },
    ],
    [
      'the last approval',
      [...inReview, approvalStarted, given(head, 'one'), given(sponsor, 'two')],
      { 'approval-finished': ['drafter', 'secretary'] },
    ],
    [
      'an approval that was refused',
      [...inReview, approvalStarted, event(head, { type: 'approval-returned', routeId, stepId: 'one', reason: 'x' })],
      { 'approval-returned': ['drafter', 'sponsor'] },
    ],
    [
      'a text changed after an approval',
      [
        ...inReview,
        approvalStarted,
        given(head, 'one'),
        event(drafter, { type: 'approvals-voided', textHash: 'c'.repeat(64) as Sha256 }),
      ],
      { 'approval-voided': ['head'] },
    ],
    ['the lock', [...inReview, locked], { 'version-locked': ['drafter', 'head', 'sponsor'] }],
    [
      'a new version',
      [
        ...inReview,
        locked,
        event(drafter, { type: 'version-started', number: 2, reason: 'x', tabled: false, parts: [] }),
      ],
      { 'version-new': ['head', 'sponsor'] },
    ],
    [
      'a new drafter',
      [founded, event(secretary, { type: 'drafter-changed', drafter: stampOf(reviewer) })],
      { 'handed-over': ['reviewer'] },
    ],
  ])('[NO8] of %s', (_what, story, expected) => {
    expect(told(story)).toEqual(expected)
  })

  it('[NO8] of a refused delivery: the records managers', () => {
    const deliveryId = 'e'.repeat(64) as DeliveryId
    const deliveries = [{ id: deliveryId, target: 'folder' }]
    const version = { number: 1, hash, parts: [] }
    const story = [
      ...inReview,
      event(secretary, { type: 'material-locked', version, deliveries }),
      event(drafter, { type: 'delivery-rejected', deliveryId, reason: 'x' }),
    ]
    expect(told(story)).toEqual({ 'delivery-rejected': ['keeper'] })
  })

  it('[NO8] prepared settlements are told to the sponsor who releases them, to nobody else', () => {
    const story = [...inReview, lodged('a'), settledBy({ held: true })]
    expect(told(story, officeWith([], 'by-sponsor'))).toEqual({ 'release-awaited': ['sponsor'] })
    expect(told(story)).toEqual({})
  })

  it('[NO9] whoever stands in for a head is told what the head is', () => {
    const office = officeWith([standsIn])
    expect(told(inReview, office)).toEqual({ invited: ['deputy', 'head'], 'unit-invited': ['reviewer'] })
    expect(told([...inReview, approvalStarted], office)).toEqual({ 'approval-awaited': ['deputy', 'head'] })
  })

  it('[NO9] comments of a closed round are told to those who settle only', () => {
    const story = [founded, openedUnder({ invited: [legal], disclosure: 'after-deadline' }), lodged('a')]
    expect(told(story)).toEqual({ 'comment-lodged': ['drafter'] })
    expect(told([...story, reply(drafter, outsider, secretary)])).toEqual({
      'comment-replied': ['reviewer'],
      mentioned: ['secretary'],
    })
  })

  it('[NO9] nobody is told what they did themselves', () => {
    expect(told([...inReview, lodged('a'), reply(reviewer)])).toEqual({})
    expect(told([founded, opened, lodged('a', drafter)])).toEqual({})
  })

  it('[NO9] many comments of one act are one notice that names those the person may see', () => {
    const third = lodged('c', reviewer, 'unit')
    const story = [
      ...inReview,
      lodged('a'),
      lodged('b'),
      third,
      event(drafter, {
        type: 'settlements-released',
        settlements: ['a', 'b'].map((word) => ({
          commentId: commentId(word),
          settlement: { verdict: 'accepted' as const },
          wordingApplied: false,
          preparedBy: stampOf(drafter),
          preparedAt: start,
          reactBy,
          passage: null,
          servedBy: null,
        })),
      }),
    ]
    const found = noticesOfRecord(story, story.length)
    expect(found.map(({ personId }) => personId)).toEqual([reviewer.personId, head.personId])
    for (const { commentIds, dueAt } of found) {
      expect(commentIds).toEqual([commentId('a'), commentId('b')])
      expect(dueAt).toBe(reactBy)
    }
  })

  it('[NO2] the same record makes the same notices again, whenever it is looked at', () => {
    const story = [...inReview, lodged('a')]
    const early = noticesOfRecord(story, 3, 3)
    const late = noticesOfRecord(story, 3)
    expect(early.length).toBeGreaterThan(0)
    expect(late).toEqual(early)
    expect(new Set(early.map(({ id }) => id)).size).toBe(early.length)
  })
})
