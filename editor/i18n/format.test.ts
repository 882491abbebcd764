import { describe, expect, it } from 'vitest'
import { calendarDaysBetween, formatsOf, nextFriday, withFirmSpaces } from './format.ts'

const at = (text: string) => Date.parse(text)
const firm = (text: string) => text.replaceAll(' ', '\u00a0')

describe('dates and numbers', () => {
  it('[UI4] are written as the office writes them, in its time zone, and never broken at a line end', () => {
    const cs = formatsOf('cs')
    const noon = at('2026-11-24T11:00:00Z')
    expect(cs.dayAndTime(noon)).toBe(firm('út 24. 11. 2026 12:00'))
    expect(cs.day(noon)).toBe(firm('24. 11. 2026'))
    expect(cs.shortDay(noon)).toBe(firm('24. 11.'))
    expect(cs.time(at('2026-07-01T07:05:00Z'))).toBe('9:05')
    expect(cs.number(1234567.25)).toBe(`1${'\u00a0'}234${'\u00a0'}567,3`)
    expect(cs.bytes(1_234_000)).toBe(firm('1,2 MB'))
    expect(cs.bytes(999)).toBe(firm('999 B'))
  })

  it('[UI4] stand in English with the month in letters', () => {
    expect(formatsOf('en').dayAndTime(at('2026-11-24T11:00:00Z'))).toBe(firm('Tue 24 Nov 2026 12:00'))
    expect(formatsOf('en').time(at('2026-07-01T07:05:00Z'))).toBe('09:05')
  })

  it('[UI4] quote as the language does', () => {
    expect((['cs', 'en', 'pl', 'sk'] as const).map((language) => formatsOf(language).quoted('a'))).toEqual([
      '„a“',
      '“a”',
      '„a”',
      '„a“',
    ])
  })

  it('[UI4] count calendar days of the office, also over the change of the hour', () => {
    expect(calendarDaysBetween(at('2026-10-24T22:30:00Z'), at('2026-10-25T23:30:00Z'))).toBe(1)
    expect(calendarDaysBetween(at('2026-11-21T22:59:00Z'), at('2026-11-21T23:01:00Z'))).toBe(1)
    expect(calendarDaysBetween(at('2026-11-22T10:00:00Z'), at('2026-11-20T10:00:00Z'))).toBe(-2)
  })

  it('finds the coming Friday; on a Friday it is today', () => {
    const cs = formatsOf('cs')
    expect(cs.shortDay(nextFriday(at('2026-11-21T10:00:00Z')))).toBe(firm('27. 11.'))
    expect(cs.shortDay(nextFriday(at('2026-11-27T22:00:00Z')))).toBe(firm('27. 11.'))
    expect(cs.shortDay(nextFriday(at('2026-11-27T23:30:00Z')))).toBe(firm('4. 12.'))
  })

  it('[UI5] keep short prepositions and references with the word that follows', () => {
    expect(withFirmSpaces('Přejít k obsahu a v úřadu, čl. 3 odst. 2 a § 13')).toBe(
      'Přejít k\u00a0obsahu a\u00a0v\u00a0úřadu, čl.\u00a03 odst.\u00a02 a\u00a0§\u00a013',
    )
    expect(withFirmSpaces('taska b')).toBe('taska b')
  })
})
