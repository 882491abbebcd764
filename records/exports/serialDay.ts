import type { Instant } from '@glosa/domain/model'
import type { PrintLocale } from '../render/labels.ts'
import { wallClock } from '../render/localTime.ts'

/** Day of the epoch of spreadsheets (30 December 1899) counted from 1 January 1970. */
const epochDay = -25_569

/** A moment on the office's wall clock as spreadsheets count it: days, to the minute. */
export function serialDay(at: Instant, locale: PrintLocale): number {
  const { year, month, day, hour, minute } = wallClock(at, locale)
  const days = Date.UTC(year, month - 1, day) / 86_400_000 - epochDay
  return Math.round((days + (hour * 60 + minute) / 1440) * 1e9) / 1e9
}
