import { describe, expect, it } from 'vitest'
import { dayNumberAt, instantOfWallClock, officeZones, wallClockAt } from './officeTime.ts'
import { instant } from './time.ts'

const at = (text: string) => instant(Date.parse(text))
const prague = 'Europe/Prague'
const shown = (year: number, month: number, day: number, hour: number, minute = 0) => ({
  year,
  month,
  day,
  hour,
  minute,
  second: 0,
})

describe('the wall clock of the office', () => {
  it('[NO1] shows summer and winter time', () => {
    expect(wallClockAt(at('2026-11-24T11:00:00Z'), prague)).toEqual(shown(2026, 11, 24, 12))
    expect(wallClockAt(at('2026-07-01T22:30:00Z'), prague)).toEqual(shown(2026, 7, 2, 0, 30))
  })

  it('[NO1] gives the instant back, every half hour over both changes of the clock, in all zones', () => {
    for (const zone of officeZones) {
      for (const [from, to] of [
        ['2026-03-28T20:00:00Z', '2026-03-30T04:00:00Z'],
        ['2026-10-24T20:00:00Z', '2026-10-26T04:00:00Z'],
      ] as const) {
        for (let ms = Date.parse(from); ms <= Date.parse(to); ms += 1_800_000) {
          const back = instantOfWallClock(wallClockAt(instant(ms), zone), zone)
          // The hour that comes twice is read as the first of the two.
          const twice = ms >= Date.parse('2026-10-25T01:00:00Z') && ms < Date.parse('2026-10-25T02:00:00Z')
          expect(new Date(back).toISOString()).toBe(new Date(twice ? ms - 3_600_000 : ms).toISOString())
        }
      }
    }
  })

  it('[NO1] reads the hour that is skipped in spring as an hour later', () => {
    expect(instantOfWallClock(shown(2026, 3, 29, 2, 30), prague)).toBe(at('2026-03-29T01:30:00Z'))
  })

  it('[NO1] counts days by the calendar of the office', () => {
    const evening = dayNumberAt(at('2026-11-24T22:59:59Z'), prague)
    expect(dayNumberAt(at('2026-11-24T23:00:00Z'), prague)).toBe(evening + 1)
    expect(instantOfWallClock(shown(2026, 11, 31, 9), prague)).toBe(at('2026-12-01T08:00:00Z'))
  })
})
