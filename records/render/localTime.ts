import type { Instant } from '@glosa/domain/model'
import type { PrintLocale } from './labels.ts'

const zones: Readonly<Record<PrintLocale, string>> = {
  cs: 'Europe/Prague',
  en: 'Europe/Prague',
  pl: 'Europe/Warsaw',
  sk: 'Europe/Bratislava',
}

/** A moment as the clock on the office's wall shows it. */
export interface WallClock {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

const clocks = new Map<PrintLocale, Intl.DateTimeFormat>()

/** What the clock of an office in the country of the language shows. */
export function wallClock(at: Instant, locale: PrintLocale): WallClock {
  let clock = clocks.get(locale)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zones[locale],
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    // Making one takes longer than a table of a thousand rows may.
    clocks.set(locale, clock)
  }
  const parts = clock.formatToParts(at)
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute') }
}

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
