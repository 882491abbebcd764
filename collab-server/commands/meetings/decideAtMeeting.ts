import {
  materialIdsOf,
  meetingLogOf,
  refused,
  stampOf,
  type Actor,
  type Meeting,
  type MeetingDecided,
  type MeetingEvent,
  type MeetingId,
  type MeetingReader,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import type { OfficeDone } from '../officeStream.ts'
import { readerOf } from './readerOf.ts'

export type MeetingDone = OfficeDone<Meeting, MeetingEvent>

/** load → decide → append → announce, for a meeting that exists. */
export const decideAtMeeting = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  decide: (reader: MeetingReader, meeting: Meeting) => MeetingDecided | Promise<MeetingDecided>,
): Promise<MeetingDone | Refused> =>
  context.meetings.stream.decideAndAppend(stampOf(actor), meetingLogOf(meetingId), async (meeting, sequence) => {
    if (sequence === 0) return refused('not-found')
    return decide(await readerOf(context, actor, materialIdsOf(meeting)), meeting)
  })
