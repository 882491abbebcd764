import {
  calendarFile,
  currentRound,
  type CalendarEntry,
  type Instant,
  type Material,
  type OwnTask,
} from '@glosa/domain/model'
import type { MailStyle, MaterialNews } from './composeMail.ts'

const remindMinutes = 24 * 60

/** Kinds of notices that speak of a deadline worth a place in a calendar. */
const dated: ReadonlySet<string> = new Set(['invited', 'unit-invited', 'deadline-changed', 'deadline-near'])

/** The deadlines that a message speaks of as a calendar file; `null` for none. */
export function deadlineFile(
  news: readonly (MaterialNews & { readonly material: Material | null })[],
  style: MailStyle,
  host: string,
): string | null {
  const entries = news.flatMap(({ material, notices }): CalendarEntry[] => {
    const latest = notices.findLast(({ notice }) => dated.has(notice.kind) && notice.dueAt !== null)
    const { dueAt = null, at } = latest?.notice ?? {}
    return material === null || dueAt === null || at === undefined ? [] : [roundEntry(material, dueAt, at, style, host)]
  })
  return entries.length > 0 ? calendarFile('publish', entries, { zone: style.zone }) : null
}

/** The deadline of the round of a material; `null` when none is open. */
export function roundDeadline(material: Material, now: Instant, style: MailStyle, host: string): string | null {
  const round = currentRound(material)
  if (round?.state !== 'open') return null
  return calendarFile('publish', [roundEntry(material, round.closesAt, now, style, host)], { zone: style.zone })
}

const roundEntry = (
  material: Material,
  dueAt: Instant,
  at: Instant,
  style: MailStyle,
  host: string,
): CalendarEntry => ({
  ...plainEntry(material, at, dueAt, style),
  // The same round is the same entry: a moved deadline moves it.
  uid: `round-${currentRound(material)?.id ?? material.id}@${host}`,
  summary: style.words.say('calendar.deadline', { title: material.title }),
})

/** Everything that waits for a person and has a deadline, as a calendar to follow. */
export function deadlineFeed(
  tasks: readonly { readonly material: Material; readonly task: OwnTask }[],
  now: Instant,
  name: string,
  style: MailStyle,
  host: string,
): string {
  const entries = tasks.flatMap(({ material, task: { verb, dueAt } }): CalendarEntry[] => {
    const key = `calendar.${verb}`
    if (dueAt === null || !style.words.has(key)) return []
    const uid =
      verb === 'comment'
        ? `round-${currentRound(material)?.id ?? material.id}@${host}`
        : `${verb}-${material.id}@${host}`
    return [
      { ...plainEntry(material, now, dueAt, style), uid, summary: style.words.say(key, { title: material.title }) },
    ]
  })
  const calendarName = style.words.say('calendar.name', { name })
  return calendarFile('publish', entries, { zone: style.zone, name: calendarName })
}

const plainEntry = (
  { number, id, sequence }: Pick<Material, 'number' | 'id' | 'sequence'>,
  changedAt: Instant,
  startsAt: Instant,
  { publicUrl }: MailStyle,
): Omit<CalendarEntry, 'uid' | 'summary'> => ({
  revision: sequence,
  changedAt,
  startsAt,
  endsAt: null,
  description: `${number}\n${publicUrl}/materials/${id}`,
  place: null,
  url: `${publicUrl}/materials/${id}`,
  isCancelled: false,
  organizer: null,
  attendees: [],
  remindMinutesBefore: remindMinutes,
})
