import { wallClockAt, type OfficeZone } from './officeTime.ts'
import type { Instant } from './time.ts'

/**
 * The definition of an office's zone (RFC 5545 §3.6.5). Central European time as the Union has
 * turned its clocks since 1996 (Directive 2000/84/EC): to summer time on the last Sunday of March, back on
 * the last of October, both at 1:00 UTC.
 */
export const zoneLines = (zone: OfficeZone): readonly string[] => [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
]

/** The wall clock at the instant, as a date with local time: `20261124T120000`. */
export function localStamp(at: Instant, zone: OfficeZone): string {
  const { year, month, day, hour, minute, second } = wallClockAt(at, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(year).padStart(4, '0')}${two(month)}${two(day)}T${two(hour)}${two(minute)}${two(second)}`
}
