import {
  isRefused,
  materialIdsOf,
  mayActAtMeeting,
  maySeeItem,
  meetingRelationOf,
  refused,
  type Actor,
  type Meeting,
  type MeetingId,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { readerOf } from './readerOf.ts'

/**
 * The meeting for somebody who may read its whole record: it holds every item, so only who sees them
 * all gets it. A closed record is for the body and the secretary, a draft for who writes it.
 */
export async function meetingForMinutes(
  context: Pick<CommandContext, 'materials' | 'meetings'>,
  actor: Actor,
  meetingId: MeetingId,
): Promise<Meeting | Refused> {
  const meeting = await context.meetings.load(meetingId)
  if (!meeting) return refused('not-found')
  const reader = await readerOf(context, actor, materialIdsOf(meeting))
  const allowed = mayActAtMeeting(reader, 'read', meeting)
  if (isRefused(allowed)) return allowed
  const relation = meetingRelationOf(reader, meeting)
  if (!['secretary', 'member', 'councillor'].includes(relation)) return refused('not-permitted')
  if (meeting.agenda.some((item) => !maySeeItem(reader, meeting, item))) return refused('not-permitted')
  if (meeting.state === 'closed' || (meeting.state === 'held' && relation === 'secretary')) return meeting
  return refused('meeting-not-open')
}
