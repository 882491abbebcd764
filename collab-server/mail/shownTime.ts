import { wallClockAt, type Instant, type MailLanguage, type OfficeZone } from '@glosa/domain/model'

const two = (value: number) => String(value).padStart(2, '0')

/** Day and minute on the office's wall clock, e.g. "24. 11. 2026 12:00". */
export function shownTime(at: Instant, language: MailLanguage, zone: OfficeZone): string {
  const { year, month, day, hour, minute } = wallClockAt(at, zone)
  const time = `${two(hour)}:${two(minute)}`
  const firm = '\u00a0'
  if (language === 'en') return `${day}/${month}/${year}${firm}${time}`
  if (language === 'pl') return `${two(day)}.${two(month)}.${year}${firm}${time}`
  return `${day}.${firm}${month}.${firm}${year}${firm}${time}`
}
