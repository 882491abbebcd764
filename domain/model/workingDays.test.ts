import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dayNumberAt,
  instant,
  isWorkingDay,
  workingDaysBetween,
  workingDaysFrom,
  zoneOf,
  type CalendarCountry,
  type OfficeCalendar,
} from './index.ts'

const office = (country: CalendarCountry, ...closedDays: string[]): OfficeCalendar => ({ country, closedDays })
const at = (iso: string) => instant(Date.parse(iso))
const written = (ms: number) => new Date(ms).toISOString()

describe('counting working days', () => {
  it.each<[string, OfficeCalendar, string, number, number | undefined, string]>([
    ['over a weekend', office('cs'), '2026-11-20T08:00:00Z', 1, undefined, '2026-11-23T08:00:00.000Z'],
    ['from a Saturday', office('cs'), '2026-11-21T08:00:00Z', 1, 12, '2026-11-23T11:00:00.000Z'],
    ['over Easter', office('cs'), '2026-04-02T10:00:00Z', 1, 12, '2026-04-07T10:00:00.000Z'],
    ['Good Friday works in Poland', office('pl'), '2026-04-02T10:00:00Z', 1, 12, '2026-04-03T10:00:00.000Z'],
    ['over Corpus Christi', office('pl'), '2026-06-03T10:00:00Z', 1, 12, '2026-06-05T10:00:00.000Z'],
    ['17 November in Brno', office('cs'), '2026-11-16T08:00:00Z', 1, 12, '2026-11-18T11:00:00.000Z'],
    ['17 November in Nitra', office('sk'), '2026-11-16T08:00:00Z', 1, 12, '2026-11-17T11:00:00.000Z'],
    ['over Christmas and New Year', office('cs'), '2026-12-23T08:00:00Z', 3, 12, '2026-12-30T11:00:00.000Z'],
    [
      'when the office is closed',
      office('cs', '2026-12-28', '2026-12-29'),
      '2026-12-23T08:00:00Z',
      1,
      12,
      '2026-12-30T11:00:00.000Z',
    ],
    ['ten, the usual deadline', office('cs'), '2026-11-02T08:00:00Z', 10, 12, '2026-11-16T11:00:00.000Z'],
    ['backwards, for a reminder', office('cs'), '2026-11-23T11:00:00Z', -1, undefined, '2026-11-20T11:00:00.000Z'],
    [
      'the same clock over the change to summer time',
      office('cs'),
      '2026-03-27T11:00:00Z',
      1,
      undefined,
      '2026-03-30T10:00:00.000Z',
    ],
    [
      'late in the evening it is still that day',
      office('cs'),
      '2026-11-19T22:30:00Z',
      1,
      undefined,
      '2026-11-20T22:30:00.000Z',
    ],
    ['after midnight it is the next', office('cs'), '2026-11-19T23:30:00Z', 1, 12, '2026-11-23T11:00:00.000Z'],
    ['none', office('cs'), '2026-11-21T08:00:00Z', 0, undefined, '2026-11-21T08:00:00.000Z'],
  ])('[RN2] %s', (_case, calendar, from, count, hour, expected) => {
    expect(written(workingDaysFrom(at(from), count, calendar, hour))).toBe(expected)
  })

  it('[RN2] counts back what was counted forth', () => {
    const start = Date.UTC(2024, 0, 1)
    fc.assert(
      fc.property(
        fc.constantFrom<CalendarCountry>('cs', 'pl', 'sk'),
        fc.integer({ min: 0, max: 4 * 365 }),
        fc.integer({ min: 1, max: 40 }),
        (country, day, count) => {
          const calendar = office(country)
          const from = instant(start + day * 86_400_000 + 9 * 3_600_000)
          const to = workingDaysFrom(from, count, calendar, 12)
          expect(workingDaysBetween(from, to, calendar)).toBe(count)
          expect(isWorkingDay(dayNumberAt(to, zoneOf(country)), calendar)).toBe(true)
        },
      ),
      { seed: 20_261_121, numRuns: 500 },
    )
  })
})
