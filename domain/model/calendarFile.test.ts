import { describe, expect, it } from 'vitest'
import { calendarFile, type CalendarEntry } from './calendarFile.ts'
import { instant } from './time.ts'

const entry: CalendarEntry = {
  uid: 'schuze@glosa.example',
  revision: 2,
  changedAt: instant(Date.UTC(2026, 10, 21, 8)),
  startsAt: instant(Date.UTC(2026, 10, 25, 8)),
  endsAt: instant(Date.UTC(2026, 10, 25, 11)),
  summary: '24. schůze rady; zasedací místnost 214, 2. patro',
  description: 'První řádek\nDruhý řádek',
  place: 'Žižkovo náměstí 1\\2',
  url: 'https://glosa.example/meetings/x',
  isCancelled: false,
  organizer: { displayName: 'Markéta "Márka" Pokorná', email: 'pokorna@podhori.example' },
  attendees: [{ displayName: 'Bohumil Kučera', email: 'hejtman@podhori.example' }],
  remindMinutesBefore: 60,
}
const unfolded = (file: string) => file.replaceAll('\r\n ', '')

describe('calendar file', () => {
  it('[ME1] folds lines at 75 octets without breaking a character, and ends each with CRLF', () => {
    const file = calendarFile('publish', [{ ...entry, summary: 'ž'.repeat(200) }])
    expect(file.endsWith('\r\n')).toBe(true)
    const lines = file.split('\r\n').slice(0, -1)
    for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(file).not.toMatch(/[^\r]\n/)
    expect(unfolded(file)).toContain(`SUMMARY:${'ž'.repeat(200)}\r\n`)
  })

  it('[ME1] escapes what has a meaning in the format', () => {
    const file = unfolded(calendarFile('request', [entry]))
    expect(file).toContain('SUMMARY:24. schůze rady\\; zasedací místnost 214\\, 2. patro\r\n')
    expect(file).toContain('DESCRIPTION:První řádek\\nDruhý řádek\r\n')
    expect(file).toContain('LOCATION:Žižkovo náměstí 1\\\\2\r\n')
    expect(file).toContain('ORGANIZER;CN="Markéta Márka Pokorná":mailto:pokorna@podhori.example\r\n')
    expect(file).toContain('DTSTART:20261125T080000Z\r\nDTEND:20261125T110000Z\r\n')
    expect(file).toContain('METHOD:REQUEST\r\n')
  })

  it('[ME1] lets no text add a line of its own', () => {
    const file = calendarFile('publish', [{ ...entry, summary: 'a\r\nATTENDEE:mailto:x@y\u0000' }])
    expect(unfolded(file)).toContain('SUMMARY:a\\nATTENDEE:mailto:x@y\r\n')
    expect(file.split('\r\n').filter((line) => line.startsWith('ATTENDEE:'))).toEqual([])
  })

  it('[ME1] takes an entry out without a reminder', () => {
    const file = calendarFile('cancel', [{ ...entry, isCancelled: true }])
    expect(file).toContain('STATUS:CANCELLED')
    expect(file).not.toContain('VALARM')
  })
})
