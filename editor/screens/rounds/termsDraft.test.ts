import { defaultSettings, instant, type PlannedRound } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import {
  closed,
  founded,
  hours,
  materialAfter,
  openedUnder,
  partId,
  roundId,
  start,
  unitId,
} from '../../../test/support/people.ts'
import { faultsOf, isFaultless, isShortened, newTerms, plannedTerms, termsWish, usualDeadline } from './termsDraft.ts'

// The start is Saturday 21 November 2026, 8:00 UTC.
const short = { ...defaultSettings, rounds: { ...defaultSettings.rounds, leastDays: 5 } }
const legal = { unitId: unitId('legal'), unitName: 'legal', obligation: 'optional', closesAt: null } as const

describe('the terms of a round', () => {
  it('[UR7] are offered with those invited to comment and the customs of the office', () => {
    const draft = newTerms(materialAfter(founded), defaultSettings, start)
    expect(draft.invited).toEqual([
      { who: { unitId: unitId('legal') }, name: 'legal', obligation: 'mandatory', closesAt: null },
    ])
    // The tenth working day from Saturday is Friday 4 December, noon in Prague.
    expect(draft.closesAt).toBe(Date.UTC(2026, 11, 4, 11))
    expect(draft).toMatchObject({ scope: 'all', consolidation: 'direct', disclosure: 'at-once', remindWorkingDays: 1 })
  })

  it('[UR7] of a later round ask the same bodies about what changed', () => {
    const own = { ...legal, closesAt: hours(30) }
    const draft = newTerms(
      materialAfter(founded, openedUnder({ invited: [own], consolidation: 'by-head' }), closed),
      defaultSettings,
      start,
    )
    expect(draft.invited).toEqual([
      { who: { unitId: unitId('legal') }, name: 'legal', obligation: 'optional', closesAt: null },
    ])
    expect(draft).toMatchObject({ scope: 'changed', consolidation: 'by-head' })
  })

  it('[UR8] need a reason when the deadline has fewer working days than the office wants', () => {
    // Five working days from Saturday end on Friday the 27th; the hour of that day does not matter.
    expect(isShortened(short, start, Date.UTC(2026, 10, 26, 23))).toBe(false)
    expect(isShortened(short, start, Date.UTC(2026, 10, 26, 22))).toBe(true)
    expect(isShortened(defaultSettings, start, hours(1))).toBe(false)
    expect(usualDeadline(short, start)).toBe(Date.UTC(2026, 11, 4, 11))
    const draft = { ...newTerms(materialAfter(founded), short, start), closesAt: Date.UTC(2026, 10, 25, 12) }
    expect(faultsOf(draft, short, start, false).shortened).toBe(true)
    expect(faultsOf({ ...draft, shortenedBecause: 'Hrozící škoda' }, short, start, false).shortened).toBe(false)
  })

  it('[UR8] are refused in the dialog field by field', () => {
    const draft = newTerms(materialAfter(founded), defaultSettings, start)
    expect(isFaultless(faultsOf(draft, defaultSettings, start, false))).toBe(true)
    const faulty = {
      ...draft,
      invited: [],
      closesAt: start - 1,
      opensAt: hours(-1),
      scope: 'chosen' as const,
    }
    expect(faultsOf(faulty, defaultSettings, start, true)).toEqual({
      invited: true,
      closesAt: false,
      opensAt: true,
      ownDeadlines: false,
      parts: true,
      shortened: false,
    })
    expect(faultsOf(faulty, defaultSettings, start, false).closesAt).toBe(true)
    const own = draft.invited.map((each) => ({ ...each, closesAt: start - 1 }))
    expect(faultsOf({ ...draft, invited: own }, defaultSettings, start, false).ownDeadlines).toBe(true)
  })

  it('[UR7] of a round in preparation come back as they were planned', () => {
    const planned: PlannedRound = {
      id: roundId,
      number: 2,
      state: 'planned',
      opensAt: hours(2),
      closesAt: hours(50),
      invited: [{ ...legal, closesAt: hours(60) }],
      consolidation: 'by-head',
      disclosure: 'after-deadline',
      audience: 'council',
      partIds: [partId],
      shortenedBecause: 'Hrozící škoda',
      remindWorkingDays: 3,
      finished: [],
      answers: [],
      texts: [],
      disclosedAt: null,
    }
    const draft = plannedTerms(planned)
    expect(draft).toMatchObject({ opensAt: hours(2), closesAt: hours(50) })
    expect(termsWish(draft)).toEqual({
      invited: [{ unitId: unitId('legal'), obligation: 'optional', closesAt: instant(hours(60)) }],
      consolidation: 'by-head',
      disclosure: 'after-deadline',
      audience: 'council',
      scope: [partId],
      shortenedBecause: 'Hrozící škoda',
      remindWorkingDays: 3,
    })
  })
})
