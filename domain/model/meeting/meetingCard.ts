import type { MaterialId, MeetingId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { materialIdsOf, type Meeting, type MeetingBody, type MeetingState } from './meeting.ts'

/** The line of a meeting in lists: a projection, folded from its log at any time. */
export interface MeetingCard {
  readonly meetingId: MeetingId
  readonly sequence: number
  readonly body: MeetingBody
  readonly title: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly place: string
  readonly state: MeetingState
  readonly items: number
  readonly resolved: number
  readonly materialIds: readonly MaterialId[]
  /** Numbers of the resolutions that stand, for finding and for giving none twice. */
  readonly resolutionNumbers: readonly string[]
}

export const meetingCardOf = (meeting: Meeting): MeetingCard => ({
  meetingId: meeting.id,
  sequence: meeting.sequence,
  body: meeting.body,
  title: meeting.title,
  startsAt: meeting.startsAt,
  endsAt: meeting.endsAt,
  place: meeting.place,
  state: meeting.state,
  items: meeting.agenda.filter(({ subject }) => subject.kind !== 'break').length,
  resolved: meeting.agenda.filter(({ resolved }) => resolved).length,
  materialIds: materialIdsOf(meeting),
  resolutionNumbers: meeting.agenda.flatMap(({ resolved }) => resolved?.resolution.number ?? []),
})
