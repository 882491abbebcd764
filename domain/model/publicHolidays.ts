import type { CalendarCountry } from './officeSettings.ts'

/** A day of a calendar without a time: days since 1 January 1970. */
export type DayNumber = number

export const dayNumberOf = (year: number, month: number, day: number): DayNumber =>
  Date.UTC(year, month - 1, day) / 86_400_000

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Jones, Butcher). */
export function easterSunday(year: number): DayNumber {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const leapCenturies = Math.floor(century / 4)
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - leapCenturies - correction + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const march = epact + weekday - 7 * late + 114
  return dayNumberOf(year, Math.floor(march / 31), (march % 31) + 1)
}

type Fixed = readonly [month: number, day: number, from?: number, to?: number]

/** zákon č. 245/2000 Sb., § 1 a § 2; Good Friday since 2016 (zákon č. 359/2015 Sb.). */
const czech: readonly Fixed[] = [
  [1, 1],
  [5, 1],
  [5, 8],
  [7, 5],
  [7, 6],
  [9, 28],
  [10, 28],
  [11, 17],
  [12, 24],
  [12, 25],
  [12, 26],
]

/** ustawa z dnia 18 stycznia 1951 r. o dniach wolnych od pracy; 6 January since 2011, 24 December since 2025. */
const polish: readonly Fixed[] = [
  [1, 1],
  [1, 6, 2011],
  [5, 1],
  [5, 3],
  [8, 15],
  [11, 1],
  [11, 11],
  [12, 24, 2025],
  [12, 25],
  [12, 26],
]

/**
 * Days of rest of zákon č. 241/1993 Z. z.: 1 September is a working day since 2024, 17 November
 * since 2025, 8 May and 15 September in 2026 only; 30 October was a day of rest in 2018.
 */
const slovak: readonly Fixed[] = [
  [1, 1],
  [1, 6],
  [5, 1],
  [5, 8, 1997, 2025],
  [5, 8, 2027],
  [7, 5],
  [8, 29],
  [9, 1, 1994, 2023],
  [9, 15, 1994, 2025],
  [9, 15, 2027],
  [10, 30, 2018, 2018],
  [11, 1],
  [11, 17, 2001, 2024],
  [12, 24],
  [12, 25],
  [12, 26],
]

const fixed: Readonly<Record<CalendarCountry, readonly Fixed[]>> = { cs: czech, pl: polish, sk: slovak }

/** Days from Easter Sunday: Good Friday, Easter Sunday and Monday, Pentecost, Corpus Christi. */
const movable: Readonly<Record<CalendarCountry, readonly number[]>> = {
  cs: [-2, 0, 1],
  pl: [0, 1, 49, 60],
  sk: [-2, 0, 1],
}

const known = new Map<string, ReadonlySet<DayNumber>>()

/** The public holidays of a country on which offices do not work, as the law stands in 2026. */
export function publicHolidays(country: CalendarCountry, year: number): ReadonlySet<DayNumber> {
  const key = `${country}${year}`
  const before = known.get(key)
  if (before) return before
  const easter = easterSunday(year)
  const days = new Set(movable[country].map((offset) => easter + offset))
  // Good Friday is a day of rest in the Czech Republic only since 2016.
  if (country === 'cs' && year < 2016) days.delete(easter - 2)
  for (const [month, day, from = 0, to = 9999] of fixed[country]) {
    if (year >= from && year <= to) days.add(dayNumberOf(year, month, day))
  }
  known.set(key, days)
  return days
}
