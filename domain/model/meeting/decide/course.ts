import type { AgendaItemId, PersonId, Sha256 } from '../../ids.ts'
import { isRefused, refused, type Refused } from '../../refusals.ts'
import { decidedItems, type Meeting, type Resolution } from '../meeting.ts'
import { mayActAtMeeting, type MeetingReader } from '../meetingPolicy.ts'
import { checkVote, visibleItem, type MeetingDecided } from './decided.ts'

/** Zahájení jednání, with those who are there. */
export function openMeeting(reader: MeetingReader, meeting: Meeting, presentIds: readonly PersonId[]): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'open', meeting)
  if (isRefused(allowed)) return allowed
  const present = presentOf(meeting, presentIds)
  return isRefused(present) ? present : [{ type: 'meeting-opened', presentIds: present }]
}

/** Somebody came later or left: the new list counts for the votes that follow. */
export function recordAttendance(
  reader: MeetingReader,
  meeting: Meeting,
  presentIds: readonly PersonId[],
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'record', meeting)
  if (isRefused(allowed)) return allowed
  const present = presentOf(meeting, presentIds)
  return isRefused(present) ? present : [{ type: 'attendance-recorded', presentIds: present }]
}

/** Records what was resolved on an item; until the meeting is closed it may be recorded anew. */
export function recordResolution(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  resolution: Resolution,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'record', meeting)
  if (isRefused(allowed)) return allowed
  const checked = checkResolution(reader, meeting, itemId, resolution)
  return isRefused(checked) ? checked : [{ type: 'resolution-recorded', itemId, resolution }]
}

/** Whether the meeting may be closed now; asked before its record is hashed and again with it. */
export function mayCloseMeeting(reader: MeetingReader, meeting: Meeting): true | Refused {
  const allowed = mayActAtMeeting(reader, 'close', meeting)
  if (isRefused(allowed)) return allowed
  const open = decidedItems(meeting).filter(({ resolved }) => !resolved).length
  if (open > 0) return refused('items-without-resolution', { items: open })
  const undecided = decidedItems(meeting)
    .flatMap(({ amendments }) => amendments)
    .filter(({ decided, withdrawn }) => !decided && !withdrawn).length
  return undecided === 0 || refused('amendments-undecided', { amendments: undecided })
}

/** Fixes the record of the meeting; afterwards only corrections, beside what stood there. */
export function closeMeeting(reader: MeetingReader, meeting: Meeting, recordHash: Sha256): MeetingDecided {
  const allowed = mayCloseMeeting(reader, meeting)
  return isRefused(allowed) ? allowed : [{ type: 'meeting-closed', recordHash }]
}

export function correctResolution(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  resolution: Resolution,
  reason: string,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'correct', meeting)
  if (isRefused(allowed)) return allowed
  const checked = checkResolution(reader, meeting, itemId, resolution)
  return isRefused(checked) ? checked : [{ type: 'resolution-corrected', itemId, resolution, reason }]
}

function checkResolution(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  resolution: Resolution,
): true | Refused {
  const item = visibleItem(reader, meeting, itemId)
  if (isRefused(item)) return item
  if (item.withdrawn || item.subject.kind === 'break') return refused('item-not-found')
  if ((resolution.outcome === 'adopted') !== (resolution.number !== null)) {
    return refused('resolution-number-required')
  }
  const { number } = resolution
  const isTaken =
    number !== null &&
    meeting.agenda.some(({ id, resolved }) => id !== itemId && resolved?.resolution.number === number)
  return isTaken ? refused('resolution-number-taken', { number }) : checkVote(meeting, resolution.vote)
}

function presentOf(meeting: Meeting, presentIds: readonly PersonId[]): readonly PersonId[] | Refused {
  const members = new Set(meeting.members.map(({ personId }) => personId))
  const present = [...new Set(presentIds)]
  return present.every((id) => members.has(id)) ? present : refused('invalid-input', { field: 'presentIds' })
}
