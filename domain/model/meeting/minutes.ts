import { agendaNumbers, type Meeting } from './meeting.ts'

/**
 * The record of a meeting as it is fixed and hashed at closing: agenda, attendance, amendments and
 * resolutions. Questions are not part of it, and neither is anything that changes afterwards.
 */
export function minutesOf(meeting: Meeting): unknown {
  const { id, body, title, startsAt, endsAt, place, members, presentIds, agenda } = meeting
  const numbers = agendaNumbers(agenda)
  return {
    format: 'glosa-minutes',
    formatNumber: 1,
    meetingId: id,
    body,
    title,
    startsAt,
    endsAt,
    place,
    members,
    presentIds,
    agenda: agenda.map((item) => ({
      itemId: item.id,
      number: numbers.get(item.id) ?? null,
      subject: item.subject,
      tabled: item.tabled,
      withdrawn: item.withdrawn,
      amendments: item.amendments,
      resolved: item.resolved,
    })),
  }
}
