import type { PersonStamp } from '../../people.ts'
import { isRefused, refused } from '../../refusals.ts'
import type { Actor } from '../../people.ts'
import type { Instant } from '../../time.ts'
import { decidedItems, type Meeting, type MeetingBody, type MeetingFacts } from '../meeting.ts'
import { mayActAtMeeting, mayPlanMeeting, type MeetingReader } from '../meetingPolicy.ts'
import type { MeetingDecided } from './decided.ts'

export function planMeeting(
  actor: Actor,
  body: MeetingBody,
  facts: MeetingFacts,
  members: readonly PersonStamp[],
): MeetingDecided {
  const allowed = mayPlanMeeting(actor)
  if (isRefused(allowed)) return allowed
  if (facts.endsAt <= facts.startsAt) return refused('invalid-input', { field: 'endsAt' })
  return [{ type: 'meeting-planned', body, members: distinct(members), ...facts }]
}

/** Moves or renames a meeting until it has opened. */
export function changeMeeting(reader: MeetingReader, meeting: Meeting, wish: Partial<MeetingFacts>): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'cancel', meeting)
  if (isRefused(allowed)) return meeting.state === 'held' ? refused('meeting-already-open') : allowed
  const { title, startsAt, endsAt, place } = { ...meeting, ...wish }
  if (endsAt <= startsAt) return refused('invalid-input', { field: 'endsAt' })
  const same =
    title === meeting.title && startsAt === meeting.startsAt && endsAt === meeting.endsAt && place === meeting.place
  return same ? [] : [{ type: 'meeting-changed', title, startsAt, endsAt, place }]
}

export function changeMembers(
  reader: MeetingReader,
  meeting: Meeting,
  members: readonly PersonStamp[],
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'cancel', meeting)
  if (isRefused(allowed)) return meeting.state === 'held' ? refused('meeting-already-open') : allowed
  const next = distinct(members)
  const before = new Set(meeting.members.map(({ personId }) => personId))
  if (next.length === before.size && next.every(({ personId }) => before.has(personId))) return []
  return [{ type: 'members-changed', members: next }]
}

/** Fixes the agenda and invites the members: from now on papers come only "na stůl". */
export function conveneMeeting(reader: MeetingReader, meeting: Meeting, now: Instant): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'convene', meeting)
  if (isRefused(allowed)) return allowed
  if (meeting.members.length === 0) return refused('no-members')
  if (decidedItems(meeting).length === 0) return refused('agenda-empty')
  if (meeting.startsAt <= now) return refused('deadline-in-the-past')
  return [{ type: 'meeting-convened' }]
}

export function cancelMeeting(reader: MeetingReader, meeting: Meeting, reason: string): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'cancel', meeting)
  if (isRefused(allowed)) return meeting.state === 'held' ? refused('meeting-already-open') : allowed
  return [{ type: 'meeting-cancelled', reason }]
}

const distinct = (people: readonly PersonStamp[]): readonly PersonStamp[] => [
  ...new Map(people.map((person) => [person.personId, person])).values(),
]
