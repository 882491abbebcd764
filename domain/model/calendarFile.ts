import { localStamp, zoneLines } from './calendarZone.ts'
import type { OfficeZone } from './officeTime.ts'
import type { Instant } from './time.ts'

/** An appointment or a deadline, as calendars of other software read it (RFC 5545). */
export interface CalendarEntry {
  /** Worldwide and for ever the same for this entry, e.g. `<id>@<host>`. */
  readonly uid: string
  /** Counts the changes: a calendar takes the entry with the highest. */
  readonly revision: number
  readonly changedAt: Instant
  readonly startsAt: Instant
  /** `null` for a point in time, such as a deadline. */
  readonly endsAt: Instant | null
  readonly summary: string
  readonly description: string | null
  readonly place: string | null
  readonly url: string | null
  readonly isCancelled: boolean
  readonly organizer: CalendarPerson | null
  readonly attendees: readonly CalendarPerson[]
  /** How long before the start the calendar reminds; `null` for no reminder. */
  readonly remindMinutesBefore: number | null
}

export interface CalendarPerson {
  readonly displayName: string
  readonly email: string
}

/** What a calendar file says of itself. */
export interface CalendarFacts {
  /** The office's zone: times are then given by its wall clock, which calendars show as the office means it. */
  readonly zone?: OfficeZone
  /** Shown by calendars that follow the file. */
  readonly name?: string
}

/**
 * A calendar file (`text/calendar`) with these entries.
 * @param method what the receiver shall do with it: `publish` keeps it, `request` answers an invitation,
 * `cancel` takes it out (RFC 5546)
 */
export function calendarFile(
  method: 'publish' | 'request' | 'cancel',
  entries: readonly CalendarEntry[],
  { zone, name }: CalendarFacts = {},
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Glosa//Glosa//CS',
    'CALSCALE:GREGORIAN',
    `METHOD:${method.toUpperCase()}`,
    ...(name === undefined ? [] : [`NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`]),
    ...(zone && entries.length > 0 ? zoneLines(zone) : []),
    ...entries.flatMap((entry) => entryLines(entry, zone)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function entryLines(entry: CalendarEntry, zone: OfficeZone | undefined): readonly string[] {
  const { uid, revision, changedAt, startsAt, endsAt, summary, description, place, url, isCancelled } = entry
  const at = (time: Instant) => (zone ? `;TZID=${zone}:${localStamp(time, zone)}` : `:${utc(time)}`)
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${revision}`,
    `DTSTAMP:${utc(changedAt)}`,
    `DTSTART${at(startsAt)}`,
    ...(endsAt === null ? [] : [`DTEND${at(endsAt)}`]),
    `SUMMARY:${escaped(summary)}`,
    ...(description === null ? [] : [`DESCRIPTION:${escaped(description)}`]),
    ...(place === null ? [] : [`LOCATION:${escaped(place)}`]),
    ...(url === null ? [] : [`URL:${url}`]),
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(entry.organizer ? [`ORGANIZER;${personLine(entry.organizer)}`] : []),
    ...entry.attendees.map((attendee) => `ATTENDEE;ROLE=REQ-PARTICIPANT;${personLine(attendee)}`),
    ...(entry.remindMinutesBefore === null || isCancelled
      ? []
      : [
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          `TRIGGER:-PT${entry.remindMinutesBefore}M`,
          `DESCRIPTION:${escaped(summary)}`,
          'END:VALARM',
        ]),
    'END:VEVENT',
  ]
}

/** A parameter value has no way to carry a quotation mark or a control character. */
const personLine = ({ displayName, email }: CalendarPerson): string =>
  `CN="${displayName.replaceAll(/["\p{Cc}]/gu, '')}":mailto:${email.replaceAll(/[\s\p{Cc}]/gu, '')}`

const utc = (at: Instant): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')

const escaped = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
    .replaceAll(/(?!\t)\p{Cc}/gu, '')

/** Lines of at most 75 octets, never broken inside a character; the next begins with a space. */
function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0)
    if (octets + size > 75) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}

const octetsOf = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4
