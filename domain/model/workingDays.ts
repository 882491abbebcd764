import type { CalendarCountry, OfficeSettings } from './officeSettings.ts'
import { instantOfWallClock, wallClockAt, type OfficeZone } from './officeTime.ts'
import { dayNumberOf, publicHolidays, type DayNumber } from './publicHolidays.ts'
import type { Instant } from './time.ts'

/** Whose holidays count, and the days on which this office is closed besides. */
export type OfficeCalendar = OfficeSettings['calendar']

/** The wall clock of a country's offices. */
export const zoneOf = (country: CalendarCountry): OfficeZone => {
  switch (country) {
    case 'cs':
      return 'Europe/Prague'
    case 'pl':
      return 'Europe/Warsaw'
    case 'sk':
      return 'Europe/Bratislava'
  }
}

/** Whether the office works that day: neither Saturday, Sunday, public holiday nor a day it is closed. */
export function isWorkingDay(day: DayNumber, { country, closedDays }: OfficeCalendar): boolean {
  const date = new Date(day * 86_400_000)
  const weekday = date.getUTCDay()
  if (weekday === 0 || weekday === 6) return false
  if (publicHolidays(country, date.getUTCFullYear()).has(day)) return false
  return !closedDays.includes(date.toISOString().slice(0, 10))
}

/** The working day `count` working days after a day, or before it when negative; for 0 the day itself. */
export function workingDayFrom(day: DayNumber, count: number, calendar: OfficeCalendar): DayNumber {
  const step = count < 0 ? -1 : 1
  let left = Math.abs(count)
  let found = day
  // A calendar that is closed for good would never answer.
  for (let looked = 0; left > 0 && looked < 3_700; looked++) {
    found += step
    if (isWorkingDay(found, calendar)) left--
  }
  return found
}

/**
 * The instant `count` working days away, at the same time by the clock of the office, or at
 * `hour` o'clock. The day it starts from is not counted (správní řád § 40).
 */
export function workingDaysFrom(at: Instant, count: number, calendar: OfficeCalendar, hour?: number): Instant {
  const zone = zoneOf(calendar.country)
  const clock = wallClockAt(at, zone)
  const day = workingDayFrom(dayNumberOf(clock.year, clock.month, clock.day), count, calendar)
  const date = new Date(day * 86_400_000)
  return instantOfWallClock(
    {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      ...(hour === undefined
        ? { hour: clock.hour, minute: clock.minute, second: clock.second }
        : { hour, minute: 0, second: 0 }),
    },
    zone,
  )
}

/** How many working days lie after the day of `from` up to and including the day of `to`. */
export function workingDaysBetween(from: Instant, to: Instant, calendar: OfficeCalendar): number {
  const zone = zoneOf(calendar.country)
  const dayOf = (at: Instant) => {
    const { year, month, day } = wallClockAt(at, zone)
    return dayNumberOf(year, month, day)
  }
  const last = dayOf(to)
  let count = 0
  for (let day = dayOf(from) + 1; day <= last; day++) if (isWorkingDay(day, calendar)) count++
  return count
}
