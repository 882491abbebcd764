import type { Language } from './languages.ts'

/** Deadlines are moments of the office, wherever its people sit. */
export const officeTimeZone = 'Europe/Prague'

const nbsp = '\u00a0'
/** Locale of each language, as browsers name it. */
export const locales = { cs: 'cs-CZ', en: 'en-GB', pl: 'pl-PL', sk: 'sk-SK' } as const satisfies Record<
  Language,
  string
>

/** Words of one letter, prepositions and conjunctions, that must not end a line. */
const shortWords: Readonly<Record<Language, string>> = { cs: 'kosuvzai', en: '', pl: 'aiouwz', sk: 'kosuvzai' }
const firmAfter: Readonly<Record<Language, RegExp | null>> = {
  cs: firmPattern(shortWords.cs),
  en: null,
  pl: firmPattern(shortWords.pl),
  sk: firmPattern(shortWords.sk),
}

function firmPattern(letters: string): RegExp {
  return new RegExp(`(?<=^|[\\s(„])([${letters}${letters.toUpperCase()}]) (?=\\S)`, 'gu')
}

/** Ties words of one letter to what follows, where the language wants it, and numbers to their noun. */
export function withFirmSpaces(text: string, language: Language = 'cs'): string {
  const pattern = firmAfter[language]
  const tied = pattern ? text.replaceAll(pattern, `$1${nbsp}`) : text
  return tied.replaceAll(/(§|čl\.|odst\.|písm\.|č\.|str\.|nr|art\.|ust\.) (?=\d|\{)/gu, `$1${nbsp}`)
}

const dayNumber = (ms: number): number => {
  const parts = partsOf(ms, 'en-GB', { year: 'numeric', month: 'numeric', day: 'numeric' })
  return Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day)) / 86_400_000
}

/** Whole calendar days of the office from one moment to another; negative backwards. */
export const calendarDaysBetween = (from: number, to: number): number => dayNumber(to) - dayNumber(from)

/** A moment on the coming Friday of the office; today when it is Friday. */
export function nextFriday(now: number): number {
  // Day 0 of the calendar, 1 January 1970, was a Thursday.
  const weekday = (dayNumber(now) + 4) % 7
  return now + ((5 - weekday + 7) % 7) * 86_400_000
}

const formats = new Map<string, Intl.DateTimeFormat>()

function partsOf(ms: number, locale: string, options: Intl.DateTimeFormatOptions) {
  const key = locale + JSON.stringify(options)
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: officeTimeZone, ...options })
  formats.set(key, format)
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of format.formatToParts(ms)) if (type !== 'literal') parts[type] = value
  return parts
}

/** Dates, times and numbers as the office writes them. */
export interface Format {
  /** út 24. 11. 2026 12:00 */
  readonly dayAndTime: (ms: number) => string
  /** 24. 11. 2026 */
  readonly day: (ms: number) => string
  /** 24. 11. */
  readonly shortDay: (ms: number) => string
  /** 12:00 */
  readonly time: (ms: number) => string
  readonly number: (value: number) => string
  /** „slova“ */
  readonly quoted: (text: string) => string
  /** 1,2 MB */
  readonly bytes: (count: number) => string
}

const numeric = { day: 'numeric', month: 'numeric', year: 'numeric' } as const
const short = { day: 'numeric', month: 'short', year: 'numeric' } as const
const monthIn = { cs: numeric, en: short, pl: numeric, sk: numeric } as const satisfies Record<Language, object>
/** 9:05, where others write 09:05. */
const hasPlainHours = { cs: true, en: false, pl: false, sk: true } as const satisfies Record<Language, boolean>
const clock = { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' } as const

const quotes: Readonly<Record<Language, readonly [string, string]>> = {
  cs: ['„', '“'],
  en: ['“', '”'],
  pl: ['„', '”'],
  sk: ['„', '“'],
}

/** The formats of one language. */
export function formatsOf(language: Language): Format {
  const locale = locales[language]
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const time = (ms: number) => {
    const { hour, minute } = partsOf(ms, locale, clock)
    return `${hasPlainHours[language] ? Number(hour) : hour?.padStart(2, '0')}:${minute?.padStart(2, '0')}`
  }
  const shortDay = (ms: number) => {
    const { day, month } = partsOf(ms, locale, monthIn[language])
    if (language === 'pl') return `${day?.padStart(2, '0')}.${month?.padStart(2, '0')}`
    return language === 'en' ? `${day}${nbsp}${month}` : `${day}.${nbsp}${month}.`
  }
  const day = (ms: number) => {
    const { year } = partsOf(ms, locale, monthIn[language])
    return language === 'pl' ? `${shortDay(ms)}.${year}` : `${shortDay(ms)}${nbsp}${year}`
  }
  return {
    time,
    day,
    shortDay,
    dayAndTime: (ms) => `${partsOf(ms, locale, { weekday: 'short' }).weekday}${nbsp}${day(ms)}${nbsp}${time(ms)}`,
    quoted: (text) => `${quotes[language][0]}${text}${quotes[language][1]}`,
    number: (value) => number.format(value),
    bytes: (count) => bytesIn(count, (value) => number.format(value)),
  }
}

function bytesIn(count: number, write: (value: number) => string): string {
  if (count < 1_000) return `${write(count)}${nbsp}B`
  if (count < 1_000_000) return `${write(count / 1_000)}${nbsp}kB`
  return `${write(count / 1_000_000)}${nbsp}MB`
}
