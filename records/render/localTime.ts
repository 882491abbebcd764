import { wallClockAt, type Instant, type OfficeZone, type WallClock } from '@glosa/domain/model'
import type { PrintLocale } from './labels.ts'

const zones: Readonly<Record<PrintLocale, OfficeZone>> = {
  cs: 'Europe/Prague',
  en: 'Europe/Prague',
  pl: 'Europe/Warsaw',
  sk: 'Europe/Bratislava',
}

/** What the clock of an office in the country of the language shows. */
export const wallClock = (at: Instant, locale: PrintLocale): WallClock => wallClockAt(at, zones[locale])

/**
 * Day and minute on the office's wall clock, e.g. "21. 11. 2026 14:05". Put together by hand: the
 * wording of the platform's own formats changes between its releases, and the bytes must not.
 */
export function localTime(at: Instant, locale: PrintLocale): string {
  const { year, month, day, hour, minute } = wallClock(at, locale)
  const two = (value: number) => String(value).padStart(2, '0')
  const time = `${two(hour)}:${two(minute)}`
  if (locale === 'en') return `${day}/${month}/${year}\u00a0${time}`
  const gap = locale === 'pl' ? '' : '\u00a0'
  const shown = (value: number) => (locale === 'pl' ? two(value) : String(value))
  return `${shown(day)}.${gap}${shown(month)}.${gap}${year}\u00a0${time}`
}
