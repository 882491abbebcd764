import type { Instant } from '@glosa/domain/model'
import type { PrintLocale } from './labels.ts'

const zones: Readonly<Record<PrintLocale, string>> = {
  cs: 'Europe/Prague',
  en: 'Europe/Prague',
  pl: 'Europe/Warsaw',
  sk: 'Europe/Bratislava',
}

/**
 * Day and minute on the office's wall clock, e.g. "21. 11. 2026 14:05". Put together by hand: the
 * wording of the platform's own formats changes between its releases, and the bytes must not.
 */
export function localTime(at: Instant, locale: PrintLocale): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zones[locale],
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  const time = `${read('hour')}:${read('minute')}`
  const day = String(Number(read('day')))
  const month = String(Number(read('month')))
  if (locale === 'en') return `${day}/${month}/${read('year')}\u00a0${time}`
  const gap = locale === 'pl' ? '' : '\u00a0'
  const pad = (value: string) => (locale === 'pl' ? value.padStart(2, '0') : value)
  return `${pad(day)}.${gap}${pad(month)}.${gap}${read('year')}\u00a0${time}`
}
