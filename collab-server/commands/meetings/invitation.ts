import { calendarFile, type CalendarPerson, type Meeting } from '@glosa/domain/model'

/** Where the office is found on the web and by mail. */
export interface OfficeAddress {
  /** Origin of the web application. */
  readonly publicUrl: string
  /** Who invites; `null` when the office sends no mail. */
  readonly organizer: CalendarPerson | null
}

/**
 * The calendar file of a meeting. The agenda is not in it: calendars are synchronised to telephones
 * and shared with assistants, and titles of non-public materials have no business there.
 * @param attendees who is asked to come; with them the file is an invitation to be answered
 */
export function invitationOf(
  meeting: Meeting,
  { publicUrl, organizer }: OfficeAddress,
  attendees: readonly CalendarPerson[] = [],
): string {
  const { id, title, place, startsAt, endsAt, calendarRevision, changedAt, state } = meeting
  const url = new URL(`/meetings/${id}`, publicUrl)
  const isCancelled = state === 'cancelled'
  const method = isCancelled ? 'cancel' : attendees.length > 0 ? 'request' : 'publish'
  return calendarFile(method, [
    {
      uid: `${id}@${url.hostname}`,
      revision: calendarRevision,
      changedAt,
      startsAt,
      endsAt,
      summary: title,
      description: url.href,
      place,
      url: url.href,
      isCancelled,
      organizer,
      attendees,
      remindMinutesBefore: 60,
    },
  ])
}
