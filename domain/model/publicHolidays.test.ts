import { describe, expect, it } from 'vitest'
import { dayNumberOf, easterSunday, publicHolidays, type CalendarCountry } from './index.ts'

const written = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
const days = (country: CalendarCountry, year: number) =>
  [...publicHolidays(country, year)].sort((a, b) => a - b).map((day) => written(day).slice(5))

describe('Easter', () => {
  // Dates as printed in the calendars of those years; 2038 and 2011 are the latest, 2008 the earliest of the span.
  it.each([
    [1954, '1954-04-18'],
    [1981, '1981-04-19'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2016, '2016-03-27'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2028, '2028-04-16'],
    [2030, '2030-04-21'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
  ])('[RN1] of %i is %s', (year, expected) => {
    expect(written(easterSunday(year))).toBe(expected)
  })
  it('[RN1] is a Sunday between 22 March and 25 April', () => {
    for (let year = 1900; year < 2200; year++) {
      const day = easterSunday(year)
      expect(new Date(day * 86_400_000).getUTCDay()).toBe(0)
      expect(day).toBeGreaterThanOrEqual(dayNumberOf(year, 3, 22))
      expect(day).toBeLessThanOrEqual(dayNumberOf(year, 4, 25))
    }
  })
})

describe('public holidays', () => {
  const czech2026 = '01-01 04-03 04-05 04-06 05-01 05-08 07-05 07-06 09-28 10-28 11-17 12-24 12-25 12-26'
  const polish2026 = '01-01 01-06 04-05 04-06 05-01 05-03 05-24 06-04 08-15 11-01 11-11 12-24 12-25 12-26'
  const slovak2026 = '01-01 01-06 04-03 04-05 04-06 05-01 07-05 08-29 11-01 12-24 12-25 12-26'
  it.each<[CalendarCountry, number, string]>([
    ['cs', 2026, czech2026],
    ['cs', 2027, '01-01 03-26 03-28 03-29 05-01 05-08 07-05 07-06 09-28 10-28 11-17 12-24 12-25 12-26'],
    ['cs', 2015, '01-01 04-05 04-06 05-01 05-08 07-05 07-06 09-28 10-28 11-17 12-24 12-25 12-26'],
    ['pl', 2026, polish2026],
    ['pl', 2024, '01-01 01-06 03-31 04-01 05-01 05-03 05-19 05-30 08-15 11-01 11-11 12-25 12-26'],
    ['sk', 2026, slovak2026],
    ['sk', 2023, '01-01 01-06 04-07 04-09 04-10 05-01 05-08 07-05 08-29 09-01 09-15 11-01 11-17 12-24 12-25 12-26'],
    ['sk', 2025, '01-01 01-06 04-18 04-20 04-21 05-01 05-08 07-05 08-29 09-15 11-01 12-24 12-25 12-26'],
    ['sk', 2027, '01-01 01-06 03-26 03-28 03-29 05-01 05-08 07-05 08-29 09-15 11-01 12-24 12-25 12-26'],
    [
      'sk',
      2018,
      '01-01 01-06 03-30 04-01 04-02 05-01 05-08 07-05 08-29 09-01 09-15 10-30 11-01 11-17 12-24 12-25 12-26',
    ],
  ])('[RN1] of %s in %i', (country, year, expected) => {
    expect(days(country, year).join(' ')).toBe(expected)
  })
})
