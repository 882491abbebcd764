import { calendarDaysBetween } from './format.ts'

/** How a deadline stands to now; `count` of `unit` are left, or have passed when overdue. */
export type Deadline =
  | { readonly nearness: 'overdue' | 'soon'; readonly unit: 'minute' | 'hour' | 'day'; readonly count: number }
  | { readonly nearness: 'week' | 'later'; readonly unit: 'day'; readonly count: number }

const minute = 60_000
const hour = 60 * minute

/**
 * Less than an hour is counted in minutes, less than a day in hours, the rest in calendar days of
 * the office. `soon` is up to two days, `week` up to seven. The very moment of the deadline is in
 * time: overdue starts after it.
 */
export function deadlineOf(dueAt: number, now: number): Deadline {
  const distance = Math.abs(dueAt - now)
  const days = Math.abs(calendarDaysBetween(now, dueAt))
  const { unit, count } =
    distance < hour
      ? { unit: 'minute' as const, count: Math.max(1, Math.floor(distance / minute)) }
      : distance < 24 * hour
        ? { unit: 'hour' as const, count: Math.floor(distance / hour) }
        : { unit: 'day' as const, count: days }
  if (now > dueAt) return { nearness: 'overdue', unit, count }
  if (unit !== 'day' || days <= 2) return { nearness: 'soon', unit, count }
  return { nearness: days <= 7 ? 'week' : 'later', unit, count }
}

/** The key of the words for a deadline: "zbývají 2 dny", "po termínu 1 den". */
export const deadlineKey = (deadline: Deadline) =>
  deadline.nearness === 'overdue' || deadline.nearness === 'soon'
    ? (`deadline.${deadline.nearness}.${deadline.unit}` as const)
    : (`deadline.${deadline.nearness}.day` as const)
