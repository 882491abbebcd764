import type { AgendaItemId, AmendmentId, MeetingId, QuestionId } from '../ids.ts'
import type { PersonStamp } from '../people.ts'
import { instant, type Instant } from '../time.ts'
import type { MeetingEvent, MeetingRecord } from './events.ts'
import type { AgendaItem, AgendaQuestion, Amendment, Meeting } from './meeting.ts'

/** A meeting before its first event. */
export const emptyMeeting = (id: MeetingId): Meeting => ({
  id,
  sequence: 0,
  body: 'board',
  title: '',
  startsAt: instant(0),
  endsAt: instant(0),
  place: '',
  state: 'planned',
  members: [],
  agenda: [],
  presentIds: null,
  convened: null,
  calendarRevision: 0,
  changedAt: instant(0),
  cancelled: null,
  closed: null,
})

/** The meeting after one more record. A record that was folded in already changes nothing. */
export function applyMeetingRecord(
  meeting: Meeting,
  record: Pick<MeetingRecord, 'sequence' | 'at' | 'by' | 'events'>,
): Meeting {
  if (record.sequence <= meeting.sequence) return meeting
  let next = meeting
  for (const event of record.events) next = applyEvent(next, event, record)
  return { ...next, sequence: record.sequence, changedAt: record.at }
}

interface Happened {
  readonly by: PersonStamp
  readonly at: Instant
}

function applyEvent(meeting: Meeting, event: MeetingEvent, { by, at }: Happened): Meeting {
  switch (event.type) {
    case 'meeting-planned': {
      const { body, title, startsAt, endsAt, place, members } = event
      return { ...meeting, body, title, startsAt, endsAt, place, members }
    }
    case 'meeting-changed': {
      const { title, startsAt, endsAt, place } = event
      return { ...meeting, title, startsAt, endsAt, place, calendarRevision: meeting.calendarRevision + 1 }
    }
    case 'members-changed':
      return { ...meeting, members: event.members, calendarRevision: meeting.calendarRevision + 1 }
    case 'agenda-item-added': {
      const item: AgendaItem = {
        id: event.itemId,
        subject: event.subject,
        tabled: event.tabled ? { by, at } : null,
        withdrawn: null,
        resolved: null,
        corrected: [],
        amendments: [],
        questions: [],
      }
      const place = meeting.agenda.findIndex(({ id }) => id === event.before)
      return { ...meeting, agenda: meeting.agenda.toSpliced(place < 0 ? meeting.agenda.length : place, 0, item) }
    }
    case 'agenda-item-removed':
      return { ...meeting, agenda: meeting.agenda.filter(({ id }) => id !== event.itemId) }
    case 'agenda-item-withdrawn':
      return changeItem(meeting, event.itemId, (item) => ({ ...item, withdrawn: { reason: event.reason, by, at } }))
    case 'agenda-version-changed':
      return changeItem(meeting, event.itemId, (item) =>
        item.subject.kind === 'material' ? { ...item, subject: { ...item.subject, ...event.version } } : item,
      )
    case 'agenda-ordered': {
      const places = new Map(event.itemIds.map((id, index) => [id, index]))
      const placeOf = ({ id }: AgendaItem) => places.get(id) ?? places.size
      return { ...meeting, agenda: meeting.agenda.toSorted((a, b) => placeOf(a) - placeOf(b)) }
    }
    case 'meeting-convened':
      return { ...meeting, state: 'convened', convened: { by, at } }
    case 'meeting-cancelled':
      return {
        ...meeting,
        state: 'cancelled',
        cancelled: { reason: event.reason, by, at },
        calendarRevision: meeting.calendarRevision + 1,
      }
    case 'meeting-opened':
      return { ...meeting, state: 'held', presentIds: event.presentIds }
    case 'attendance-recorded':
      return { ...meeting, presentIds: event.presentIds }
    case 'resolution-recorded':
      return changeItem(meeting, event.itemId, (item) => ({
        ...item,
        resolved: { resolution: event.resolution, by, at },
      }))
    case 'amendment-proposed': {
      const { amendmentId: id, number, passage, proposedWording, text } = event
      const amendment: Amendment = {
        id,
        number,
        by,
        at,
        passage,
        proposedWording,
        text,
        withdrawn: null,
        decided: null,
      }
      return changeItem(meeting, event.itemId, (item) =>
        item.amendments.some((known) => known.id === id)
          ? item
          : { ...item, amendments: [...item.amendments, amendment] },
      )
    }
    case 'amendment-withdrawn':
      return changeAmendment(meeting, event.itemId, event.amendmentId, (amendment) => ({
        ...amendment,
        withdrawn: { at },
      }))
    case 'amendment-decided':
      return changeAmendment(meeting, event.itemId, event.amendmentId, (amendment) => ({
        ...amendment,
        decided: { accepted: event.accepted, vote: event.vote, by, at },
      }))
    case 'question-asked': {
      const { questionId: id, partId, text, shared } = event
      const question: AgendaQuestion = { id, by, at, partId, text, shared, answers: [] }
      return changeItem(meeting, event.itemId, (item) =>
        item.questions.some((known) => known.id === id) ? item : { ...item, questions: [...item.questions, question] },
      )
    }
    case 'question-answered':
      return changeQuestion(meeting, event.itemId, event.questionId, (question) => ({
        ...question,
        answers: [...question.answers, { by, at, text: event.text }],
      }))
    case 'question-shared':
      return changeQuestion(meeting, event.itemId, event.questionId, (question) => ({
        ...question,
        shared: event.shared,
      }))
    case 'meeting-closed':
      return { ...meeting, state: 'closed', closed: { recordHash: event.recordHash, by, at } }
    case 'resolution-corrected':
      return changeItem(meeting, event.itemId, (item) => ({
        ...item,
        resolved: { resolution: event.resolution, by, at },
        corrected: item.resolved ? [...item.corrected, { ...item.resolved, reason: event.reason }] : item.corrected,
      }))
    default:
      event satisfies never
      // On disk there may be events of a newer release.
      return meeting
  }
}

function changeItem(meeting: Meeting, id: AgendaItemId, change: (item: AgendaItem) => AgendaItem): Meeting {
  return { ...meeting, agenda: meeting.agenda.map((item) => (item.id === id ? change(item) : item)) }
}

const changeAmendment = (
  meeting: Meeting,
  itemId: AgendaItemId,
  id: AmendmentId,
  change: (amendment: Amendment) => Amendment,
): Meeting =>
  changeItem(meeting, itemId, (item) => ({
    ...item,
    amendments: item.amendments.map((amendment) => (amendment.id === id ? change(amendment) : amendment)),
  }))

const changeQuestion = (
  meeting: Meeting,
  itemId: AgendaItemId,
  id: QuestionId,
  change: (question: AgendaQuestion) => AgendaQuestion,
): Meeting =>
  changeItem(meeting, itemId, (item) => ({
    ...item,
    questions: item.questions.map((question) => (question.id === id ? change(question) : question)),
  }))
