import { wallClockAt, type Instant } from '@glosa/domain/model'

/** The year of the office in which the demo's texts were written. */
const writtenIn = 2026

/** A year of these times that is not part of the number of a law or a document. */
const yearWord = /(?<![\d/])202\d(?!\d)/g

/** How many years after its texts were written the demo is filled. */
export const yearsSince = (now: Instant): number => wallClockAt(now, 'Europe/Prague').year - writtenIn

/** The same texts with the years in their words moved, so that what is to come stays to come. */
export function inYear<T>(value: T, years: number): T {
  return years === 0 ? value : (moved(value, years) as T)
}

function moved(value: unknown, years: number): unknown {
  if (typeof value === 'string') return value.replace(yearWord, (year) => String(Number(year) + years))
  if (Array.isArray(value)) return value.map((each) => moved(each, years))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, moved(each, years)]))
}
