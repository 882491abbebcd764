import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { calendarFile, type CalendarEntry } from './calendarFile.ts'
import { officeZones } from './officeTime.ts'
import { instant, type Instant } from './time.ts'

const at = (text: string) => instant(Date.parse(text))

const deadline = (startsAt: Instant): CalendarEntry => ({
  uid: `round-${startsAt}@glosa.example`,
  revision: 3,
  changedAt: at('2026-11-01T08:00:00Z'),
  startsAt,
  endsAt: null,
  summary: 'Připomínky: Zásady; 100 % „dotací“, \\ část',
  description: 'https://glosa.example/materials/x\nMAT-2026-0001',
  place: null,
  url: 'https://glosa.example/materials/x',
  isCancelled: false,
  organizer: null,
  attendees: [],
  remindMinutesBefore: 120,
})

/** As another calendar reads the file: with the definition of the zone that is in it, and no other. */
function readBack(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file))
  const zones = calendar.getAllSubcomponents('vtimezone').map((component) => new ICAL.Timezone(component))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    const [zone] = zones
    if (!zone) throw new Error('the file defines no zone')
    const { year, month, day, hour, minute, second } = event.startDate
    const start = new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, zone)
    return { event, at: start.toUnixTime() * 1000, tzid: component.getFirstProperty('dtstart')?.getParameter('tzid') }
  })
}

describe('times in calendar files', () => {
  const around = ['2026-03-28T12:00:00Z', '2026-03-29T02:30:00Z', '2026-07-01T21:59:59Z']
  const instants = [
    ...around,
    '2026-10-24T10:00:00Z',
    '2026-10-25T03:00:00Z',
    '2026-12-31T23:30:00Z',
    '2031-06-15T06:00:00Z',
  ]

  it.each(officeZones)(
    '[NO7] say the same instant by the wall clock of %s, before and after each change of clocks',
    (zone) => {
      const times = instants.map(at)
      const read = readBack(calendarFile('publish', times.map(deadline), { zone, name: 'Lhůty' }))
      expect(read.map((entry) => entry.at)).toEqual(times)
      expect(new Set(read.map(({ tzid }) => tzid))).toEqual(new Set([zone]))
    },
  )

  it('[NO7] bring every text back as it was', () => {
    const entry = deadline(at('2026-11-24T11:00:00Z'))
    const [read] = readBack(calendarFile('publish', [entry], { zone: 'Europe/Prague' }))
    expect(read?.event.summary).toBe(entry.summary)
    expect(read?.event.description).toBe(entry.description)
    expect(read?.event.uid).toBe(entry.uid)
    expect(read?.event.sequence).toBe(3)
  })
})
