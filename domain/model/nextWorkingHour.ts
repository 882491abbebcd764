import { instantOfWallClock, wallClockAt } from './officeTime.ts'
import { dayNumberOf } from './publicHolidays.ts'
import type { Instant } from './time.ts'
import { isWorkingDay, workingDayFrom, zoneOf, type OfficeCalendar } from './workingDays.ts'

/** The next time, later than `after`, at which the clock of the office shows this full hour on a working day. */
export function nextWorkingHour(after: Instant, hour: number, calendar: OfficeCalendar): Instant {
  const zone = zoneOf(calendar.country)
  const shown = wallClockAt(after, zone)
  const at = (day: number) => {
    const date = new Date(day * 86_400_000)
    const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
    return instantOfWallClock({ year, month, day: dayOfMonth, hour, minute: 0, second: 0 }, zone)
  }
  const today = dayNumberOf(shown.year, shown.month, shown.day)
  return isWorkingDay(today, calendar) && at(today) > after ? at(today) : at(workingDayFrom(today, 1, calendar))
}
