import { describe, expect, it } from 'vitest'
import {
  actor,
  closed,
  drafter,
  founded,
  materialAfter,
  openedUnder,
  reviewer,
  roundId,
  unitId,
  type Happening,
} from '../../test/support/people.ts'
import { deadlineNotices, peopleWithDeadline } from './deadlineNotices.ts'
import type { PersonId } from './ids.ts'
import { noticeOfficeOf } from './noticeOffice.ts'
import type { Actor, Person } from './people.ts'
import type { RoundInvitation } from './reviewRound.ts'
import { instant } from './time.ts'

const head = actor('head', 'legal', 'unit-head')
const guest = actor('guest', 'transport')
const personOf = ({ personId, displayName, unitId: unit, roles }: Actor): Person => ({
  id: personId,
  login: displayName,
  displayName,
  email: null,
  unitId: unit,
  roles,
})
const office = noticeOfficeOf(
  { people: [drafter, head, reviewer, guest].map(personOf), units: [] },
  [],
  'at-once',
  instant(0),
)
const at = (text: string) => instant(Date.parse(text))
const calendar = { country: 'cs', closedDays: [] } as const

const legal: RoundInvitation = { obligation: 'mandatory', closesAt: null, unitId: unitId('legal'), unitName: 'legal' }
/** Thursday noon in Prague; the Tuesday of that week was a public holiday, 17 November. */
const thursday = at('2026-11-26T11:00:00Z')
const invited = (): Happening => [
  drafter,
  [{ type: 'participant-invited', invitation: { right: 'comment', personId: guest.personId, displayName: 'guest' } }],
  0,
]
const open = (closesAt = thursday, guestClosesAt: typeof thursday | null = null): Happening => [
  drafter,
  openedUnder(
    {
      invited: [
        legal,
        { obligation: 'optional', closesAt: guestClosesAt, personId: guest.personId, displayName: 'guest' },
      ],
      remindWorkingDays: 2,
    },
    closesAt,
  )[1],
  0,
]
const look = (time: string, story: readonly Happening[], wishes: Partial<Record<string, number>> = {}) => {
  const wish = (personId: PersonId) => wishes[personId.replace('test:', '')] ?? null
  const { notices, wakeAt } = deadlineNotices(materialAfter(...story), at(time), office, calendar, wish)
  const told = notices.map(({ personId, kind, at: made }) => [
    kind,
    personId.replace('test:', ''),
    new Date(made).toISOString(),
  ])
  return { told, wakeAt: wakeAt && new Date(wakeAt).toISOString() }
}

describe('reminders', () => {
  const story = [founded, invited(), open()]

  it('[NO10] come so many working days ahead as the round says, at the hour of the deadline', () => {
    expect(look('2026-11-24T10:59:59Z', story)).toEqual({ told: [], wakeAt: '2026-11-24T11:00:00.000Z' })
    expect(look('2026-11-24T11:00:00Z', story)).toEqual({
      told: [
        ['deadline-near', 'head', '2026-11-24T11:00:00.000Z'],
        ['deadline-near', 'guest', '2026-11-24T11:00:00.000Z'],
      ],
      wakeAt: '2026-11-26T11:00:00.001Z',
    })
  })

  it('[NO10] come earlier, later or never as each person wishes', () => {
    expect(look('2026-11-23T11:00:00Z', story, { head: 3, guest: 0 })).toEqual({
      told: [['deadline-near', 'head', '2026-11-23T11:00:00.000Z']],
      wakeAt: '2026-11-26T11:00:00.001Z',
    })
    expect(look('2026-11-25T10:00:00Z', story, { head: 1, guest: 0 })).toEqual({
      told: [],
      wakeAt: '2026-11-25T11:00:00.000Z',
    })
  })

  it('[NO10] do not come for a deadline that was as near when people were asked: the invitation names it', () => {
    const short = [founded, invited(), open(at('1970-01-02T11:00:00Z'))]
    expect(look('1970-01-01T12:00:00Z', short)).toEqual({ told: [], wakeAt: '1970-01-02T11:00:00.001Z' })
  })

  it('[NO10] skip weekends and public holidays', () => {
    const afterHoliday = [founded, invited(), open(at('2026-12-28T11:00:00Z'))]
    // 24 to 26 December are holidays, 27 is a Sunday.
    expect(look('2026-11-22T00:00:00Z', afterHoliday).wakeAt).toBe('2026-12-22T11:00:00.000Z')
  })

  it('[NO10] follow the deadline of each who was asked', () => {
    const own = [founded, invited(), open(thursday, at('2026-12-03T11:00:00Z'))]
    expect(look('2026-11-24T12:00:00Z', own).told).toEqual([['deadline-near', 'head', '2026-11-24T11:00:00.000Z']])
    expect(look('2026-11-24T12:00:00Z', own).wakeAt).toBe('2026-11-26T11:00:00.001Z')
  })

  it('[NO10] do not come to those who answered, nor when the round is closed', () => {
    const answered: Happening = [
      head,
      [
        {
          type: 'unit-set-sent',
          roundId,
          unitId: unitId('legal'),
          unitName: 'legal',
          standingFor: null,
          late: false,
          comments: [],
        },
      ],
      1,
    ]
    const finished: Happening = [guest, [{ type: 'review-finished', roundId, withoutComments: true }], 2]
    expect(look('2026-11-24T12:00:00Z', [...story, answered]).told.map(([, name]) => name)).toEqual(['guest'])
    expect(look('2026-11-24T12:00:00Z', [...story, answered, finished]).told).toEqual([])
    expect(peopleWithDeadline(materialAfter(...story, answered, finished), office)).toEqual([])
    expect(look('2026-11-27T12:00:00Z', [...story, closed])).toEqual({ told: [], wakeAt: null })
  })

  it('[NO10] tell the drafter when the deadline is past and the round still open, once for each deadline', () => {
    const past = look('2026-11-26T11:00:00.001Z', story)
    expect(past).toEqual({ told: [['deadline-past', 'drafter', '2026-11-26T11:00:00.001Z']], wakeAt: null })
    const ids = (closesAt: typeof thursday) =>
      deadlineNotices(
        materialAfter(founded, invited(), open(), [
          drafter,
          [{ type: 'round-deadline-changed', roundId, closesAt, reason: '' }],
          1,
        ]),
        at('2026-12-30T00:00:00Z'),
        office,
        calendar,
        () => null,
      ).notices.map(({ id }) => id)
    expect(ids(thursday)).toEqual(ids(thursday))
    expect(ids(thursday)).not.toEqual(ids(at('2026-11-27T11:00:00Z')))
  })
})
