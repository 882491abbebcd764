import { wallClockAt, type Instant, type OfficeZone } from '@glosa/domain/model'
import type { PublicLanguage } from './publicWords.ts'

/** A day as it is written in the language, e.g. "24. listopadu 2026". */
export const shownDay = (at: Instant, language: PublicLanguage, timeZone: OfficeZone): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(at)

/** The same with the time. */
export const shownMoment = (at: Instant, language: PublicLanguage, timeZone: OfficeZone): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at)

/** The day for machines: "2026-11-24". */
export function isoDay(at: Instant, zone: OfficeZone): string {
  const { year, month, day } = wallClockAt(at, zone)
  return [String(year).padStart(4, '0'), two(month), two(day)].join('-')
}

const two = (value: number) => String(value).padStart(2, '0')

const locales: Readonly<Record<PublicLanguage, string>> = { cs: 'cs-CZ', en: 'en-GB', pl: 'pl-PL', sk: 'sk-SK' }
