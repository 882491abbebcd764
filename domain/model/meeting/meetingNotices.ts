import type { PersonId } from '../ids.ts'
import type { NoticeOffice } from '../noticeOffice.ts'
import type { Notice, NoticeKind } from '../notices.ts'
import type { MeetingEvent, MeetingRecord } from './events.ts'
import type { AgendaItem, Meeting } from './meeting.ts'

interface Told {
  readonly kind: NoticeKind
  readonly to: readonly PersonId[]
}

/**
 * Whom a record of a meeting is told, and of what. Nobody is told what they did themselves; members
 * hear of a meeting from its convening on; of one record everybody hears each kind once.
 * @param meeting the meeting after the record, or later
 */
export function meetingNotices(
  record: Pick<MeetingRecord, 'sequence' | 'at' | 'by' | 'events'>,
  meeting: Meeting,
  office: Pick<NoticeOffice, 'readerOf'>,
): readonly Notice[] {
  const notices = new Map<string, Notice>()
  for (const event of record.events) {
    for (const { kind, to } of toldOf(event, record, meeting)) {
      for (const personId of to) {
        const reader = office.readerOf(personId)
        if (!reader || personId === record.by.personId) continue
        const isForMembers = kind !== 'question-asked' && kind !== 'question-answered'
        if (isForMembers && !reader.roles.includes('council-member')) continue
        const id = `${personId}/meeting/${meeting.id}.${record.sequence}.${kind}`
        notices.set(id, {
          id,
          personId,
          materialId: null,
          meetingId: meeting.id,
          kind,
          at: record.at,
          by: record.by,
          commentIds: [],
          roundId: null,
          dueAt: isForMembers ? meeting.startsAt : null,
        })
      }
    }
  }
  return [...notices.values()]
}

function toldOf(event: MeetingEvent, record: Pick<MeetingRecord, 'at'>, meeting: Meeting): readonly Told[] {
  const members = meeting.members.map(({ personId }) => personId)
  const isAnnounced = meeting.convened !== null && record.at >= meeting.convened.at
  switch (event.type) {
    case 'meeting-convened':
      return [{ kind: 'meeting-invited', to: members }]
    case 'meeting-changed':
    case 'meeting-cancelled':
    case 'members-changed':
      return isAnnounced ? [{ kind: 'meeting-changed', to: members }] : []
    case 'agenda-item-added':
      return isAnnounced && event.tabled ? [{ kind: 'agenda-changed', to: members }] : []
    case 'agenda-item-withdrawn':
    case 'agenda-version-changed':
      return isAnnounced ? [{ kind: 'agenda-changed', to: members }] : []
    case 'question-asked':
      return drafterOf(itemOf(meeting, event.itemId)).map((to) => ({ kind: 'question-asked', to: [to] }))
    case 'question-answered': {
      const item = itemOf(meeting, event.itemId)
      const question = item?.questions.find(({ id }) => id === event.questionId)
      if (!question) return []
      // The one of the two who did not write is told: the record's own author hears nothing anyway.
      return [
        { kind: 'question-answered', to: [question.by.personId] },
        ...drafterOf(item).map((to): Told => ({ kind: 'question-asked', to: [to] })),
      ]
    }
    default:
      return []
  }
}

const itemOf = (meeting: Meeting, itemId: AgendaItem['id']): AgendaItem | undefined =>
  meeting.agenda.find(({ id }) => id === itemId)

const drafterOf = (item: AgendaItem | undefined): readonly PersonId[] =>
  item?.subject.kind === 'material' ? [item.subject.drafter.personId] : []
