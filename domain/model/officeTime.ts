import { instant, type Instant } from './time.ts'

/** The zones of the offices Glosa is made for; all three turn their clocks at the same instants. */
export const officeZones = ['Europe/Prague', 'Europe/Bratislava', 'Europe/Warsaw'] as const
export type OfficeZone = (typeof officeZones)[number]

/** What a wall clock and a calendar in a zone show. */
export interface WallClock {
  readonly year: number
  /** 1 to 12 */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const formats = new Map<OfficeZone, Intl.DateTimeFormat>()

function formatOf(zone: OfficeZone): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

export function wallClockAt(at: Instant, zone: OfficeZone): WallClock {
  const read = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => read.get(type) ?? 0
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  }
}

const asUtc = ({ year, month, day, hour, minute, second }: WallClock): number =>
  Date.UTC(year, month - 1, day, hour, minute, second)

/**
 * The instant at which the wall clock shows this. In the hour that the clock skips in spring it is
 * the instant an hour later, in the hour that comes twice in autumn the first of the two. Days past
 * the end of a month go on into the next.
 */
export function instantOfWallClock(shown: WallClock, zone: OfficeZone): Instant {
  const wanted = asUtc(shown)
  const offsetAt = (ms: number) => asUtc(wallClockAt(instant(ms), zone)) - Math.floor(ms / 1000) * 1000
  // The offset before the change of clocks, and the one after it, if one is near.
  const before = wanted - offsetAt(wanted - 86_400_000)
  if (offsetAt(before) === wanted - before) return instant(before)
  const after = wanted - offsetAt(wanted + 86_400_000)
  return instant(offsetAt(after) === wanted - after ? after : before)
}

/** Days since 1 January 1970 on the calendar of the zone. */
export const dayNumberAt = (at: Instant, zone: OfficeZone): number =>
  Math.floor(asUtc(wallClockAt(at, zone)) / 86_400_000)
