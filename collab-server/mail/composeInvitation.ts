import type { CalendarPerson, DueInvitation, Meeting } from '@glosa/domain/model'
import { invitationOf } from '../commands/meetings/invitation.ts'
import type { ComposedMail, MailStyle } from './composeMail.ts'
import type { MailCalendar } from './mailer.ts'
import { shownTime } from './shownTime.ts'

/**
 * Writes the invitation to a meeting, or its cancellation, with the calendar file. Where and when,
 * and a link: no word of the agenda leaves by mail.
 */
export function composeInvitation(
  meeting: Meeting,
  to: CalendarPerson,
  kind: DueInvitation['kind'],
  { words, zone, publicUrl, officeName }: MailStyle,
): ComposedMail & { readonly calendar: MailCalendar } {
  const isCancelled = kind === 'cancelled'
  const title = inLine(meeting.title)
  const when = shownTime(meeting.startsAt, words.language, zone)
  const subject = words.say(`meeting.subject.${kind}`, { title, when })
  const lines = [
    words.say('greeting'),
    words.say(`meeting.line.${kind}`, { title }),
    words.say('meeting.when', { when }),
    words.say('meeting.place', { place: inLine(meeting.place) }),
  ]
  const url = `${publicUrl}/meetings/${meeting.id}`
  const footer = words.say('meeting.footer', { office: officeName })
  const text = `${[...lines, ...(isCancelled ? [] : [url]), `-- \n${footer}`].join('\n\n')}\n`
  const html = [
    `<!doctype html><html lang="${words.language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>`,
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...(isCancelled ? [] : [`<p><a href="${escaped(url)}">${escaped(words.say('meeting.open'))}</a></p>`]),
    `<hr><p style="font-size:0.9em">${escaped(footer)}</p></body></html>`,
  ].join('\n')
  // Whoever is invited no longer gets the meeting as cancelled, though others still meet.
  const shown: Meeting = isCancelled ? { ...meeting, state: 'cancelled' } : meeting
  const content = invitationOf(shown, { publicUrl, organizer: null }, [to])
  const calendar = { fileName: 'invitation.ics', method: isCancelled ? 'CANCEL' : 'REQUEST', content } as const
  return { subject, text, html, calendar }
}

/** One line, whatever people put into a title. */
const inLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign)
