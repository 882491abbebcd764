import type { AgendaItemView, MeetingView, ShownMeeting } from '@glosa/domain/contract'
import {
  agendaNumbers,
  isRefused,
  markKeyOf,
  mayActAtMeeting,
  maySeeItem,
  meetingActions,
  meetingShownTo,
  readingStateOf,
  wholeReadingState,
  type AgendaItem,
  type AgendaSubject,
  type Meeting,
  type MeetingReader,
  type Reading,
  type ReadingState,
  type Refused,
} from '@glosa/domain/model'

/** Characters of a standard page (normostrana). */
const pageCharacters = 1_800

/**
 * A meeting as one person may see it, with what they have read and noted.
 * @param newestVersions number of the newest locked version of each material on the agenda
 */
export function meetingViewOf(
  reader: MeetingReader,
  meeting: Meeting,
  reading: Reading,
  newestVersions: ReadonlyMap<string, number>,
): MeetingView | Refused {
  const shown = meetingShownTo(reader, meeting)
  if (isRefused(shown)) return shown
  const { agenda, ...rest } = shown
  // Numbers of the whole agenda: what somebody may not see leaves a gap, as on the printed one.
  const numbers = agendaNumbers(meeting.agenda)
  const items = agenda.map((item): unknown => itemViewOf(reader, meeting, item, numbers, reading, newestVersions))
  const may = meetingActions.filter((action) => !isRefused(mayActAtMeeting(reader, action, meeting)))
  return structuredClone({ ...rest, agenda: items, may }) as MeetingView
}

function itemViewOf(
  reader: MeetingReader,
  meeting: Meeting,
  item: AgendaItem,
  numbers: ReadonlyMap<AgendaItem['id'], number>,
  reading: Reading,
  newestVersions: ReadonlyMap<string, number>,
) {
  const { subject } = item
  const notes = [...reading.notes.values()].filter(({ place }) =>
    place.at === 'item'
      ? place.itemId === item.id && place.meetingId === meeting.id
      : subject.kind === 'material' && place.materialId === subject.materialId,
  ).length
  const papers = subject.kind === 'material' ? papersOf(subject) : { pages: 0, annexes: 0 }
  const newest = subject.kind === 'material' ? newestVersions.get(subject.materialId) : undefined
  return {
    ...item,
    number: numbers.get(item.id) ?? null,
    ...papers,
    reading: stateOf(subject, reading),
    notes,
    newerVersion: subject.kind === 'material' && newest && newest > subject.version ? newest : null,
    mayReadMaterial: subject.kind === 'material' && reader.reads(subject.materialId),
    mayAnswer: subject.kind === 'material' && subject.drafter.personId === reader.actor.personId,
  } satisfies Partial<Record<keyof AgendaItemView, unknown>>
}

function papersOf({ parts }: Extract<AgendaSubject, { readonly kind: 'material' }>) {
  const characters = parts.reduce((sum, { form, length }) => sum + (form === 'body' ? length : 0), 0)
  return {
    pages: Math.ceil(characters / pageCharacters),
    annexes: parts.filter(({ form }) => form === 'file').length,
  }
}

function stateOf(subject: AgendaSubject, reading: Reading): ReadingState | null {
  if (subject.kind !== 'material') return null
  const { materialId, parts } = subject
  return wholeReadingState(
    parts.map(({ partId, hash }) => readingStateOf(reading.marks.get(markKeyOf(materialId, partId)), hash)),
  )
}

/** The line of a meeting for one person; `null` when it does not exist for them. */
export function shownMeetingOf(reader: MeetingReader, meeting: Meeting, reading: Reading): ShownMeeting | null {
  if (isRefused(mayActAtMeeting(reader, 'read', meeting))) return null
  const { id, sequence, body, title, startsAt, endsAt, place, state } = meeting
  const items = meeting.agenda.filter((item) => item.subject.kind !== 'break' && maySeeItem(reader, meeting, item))
  return {
    meetingId: id,
    sequence,
    body,
    title,
    startsAt,
    endsAt,
    place,
    state,
    items: items.length,
    resolved: items.filter(({ resolved }) => resolved).length,
    unread: items.filter(({ subject, withdrawn }) => {
      const read = stateOf(subject, reading)
      return !withdrawn && read !== null && read !== 'read'
    }).length,
  }
}
