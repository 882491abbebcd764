import type { PersonId } from './ids.ts'
import { currentRound, type Material } from './material.ts'
import type { NoticeOffice } from './noticeOffice.ts'
import { askedPeople, mayKnow } from './noticesOf.ts'
import type { Notice } from './notices.ts'
import { maxRemindDays } from './noticeSettings.ts'
import { dayNumberAt, instantOfWallClock, wallClockAt, type OfficeZone } from './officeTime.ts'
import { instant, type Instant } from './time.ts'

/** The calendar by which the office works. */
export interface OfficeCalendar {
  readonly zone: OfficeZone
  isWorkingDay(at: Instant): boolean
}

/** The same hour so many working days earlier. */
export function workingDaysBefore(at: Instant, days: number, calendar: OfficeCalendar): Instant {
  let day = at
  for (let left = days; left > 0;) {
    day = sameHour(day, -1, calendar.zone)
    if (calendar.isWorkingDay(day)) left -= 1
  }
  return day
}

/** The next time the clock of the office shows this full hour on a working day, later than `after`. */
export function nextWorkingHour(after: Instant, hour: number, calendar: OfficeCalendar): Instant {
  const shown = wallClockAt(after, calendar.zone)
  for (let days = 0; ; days++) {
    const next = instantOfWallClock({ ...shown, day: shown.day + days, hour, minute: 0, second: 0 }, calendar.zone)
    if (next > after && calendar.isWorkingDay(next)) return next
  }
}

const sameHour = (at: Instant, days: number, zone: OfficeZone): Instant => {
  const shown = wallClockAt(at, zone)
  return instantOfWallClock({ ...shown, day: shown.day + days }, zone)
}

/** Notices that time makes, and when to look again. */
export interface DeadlineNotices {
  readonly notices: readonly Notice[]
  readonly wakeAt: Instant | null
}

/**
 * Reminders of the deadline of an open round to everybody asked who has not said that they are
 * done, each so many working days ahead as they wish; and when it is past, to the drafter.
 */
export function deadlineNotices(
  material: Material,
  now: Instant,
  office: NoticeOffice,
  calendar: OfficeCalendar,
  remindDaysOf: (personId: PersonId) => number,
): DeadlineNotices {
  const round = currentRound(material)
  if (material.state !== 'in-review' || round?.state !== 'open') return { notices: [], wakeAt: null }
  const notice = (personId: PersonId, kind: Notice['kind'], at: Instant): Notice => ({
    // Named by the deadline: a deadline that is moved is a new one to be reminded of.
    id: `${personId}/${material.id}/${round.id}.${round.closesAt}.${kind}`,
    personId,
    materialId: material.id,
    kind,
    at,
    by: null,
    commentId: null,
    roundId: round.id,
    dueAt: round.closesAt,
  })
  if (now > round.closesAt) {
    const drafter = material.drafter.personId
    const knows = mayKnow(drafter, null, material, office)
    return { notices: knows ? [notice(drafter, 'deadline-past', round.closesAt)] : [], wakeAt: null }
  }
  const done = new Set(round.finished.map(({ by }) => by.personId))
  const notices: Notice[] = []
  for (const personId of new Set(askedPeople(material, office))) {
    const days = remindDaysOf(personId)
    if (days <= 0 || done.has(personId) || !mayKnow(personId, null, material, office)) continue
    const at = workingDaysBefore(round.closesAt, days, calendar)
    // Whoever is invited when the reminder would be past has the deadline in the invitation.
    if (at <= now && at > round.openedAt) notices.push(notice(personId, 'deadline-near', at))
  }
  return { notices, wakeAt: nextWake(round.closesAt, now, calendar) }
}

/** Everybody may wish for another number of days: the next instant at which somebody's reminder may be due. */
function nextWake(closesAt: Instant, now: Instant, calendar: OfficeCalendar): Instant {
  for (let days = maxRemindDays; days > 0; days--) {
    const at = workingDaysBefore(closesAt, days, calendar)
    if (at > now) return at
  }
  return instant(closesAt + 1)
}

/** Whether two instants are on one day of the office. */
export const isSameDay = (a: Instant, b: Instant, zone: OfficeZone): boolean =>
  dayNumberAt(a, zone) === dayNumberAt(b, zone)
