import type { AgendaItemId, AmendmentId } from '../../ids.ts'
import { isRefused, refused, type Refused } from '../../refusals.ts'
import type { Amendment, Meeting, VersionPassage, Vote } from '../meeting.ts'
import { mayActAtMeeting, type MeetingReader } from '../meetingPolicy.ts'
import { checkVote, visibleItem, type MeetingDecided } from './decided.ts'

/** What a member proposes at the table. */
export interface AmendmentWish {
  readonly amendmentId: AmendmentId
  readonly passage: VersionPassage | null
  readonly proposedWording: string | null
  readonly text: string
}

/**
 * Proposes an amendment to an item that is not decided yet. The same id again is the same amendment.
 * Whether the quote stands in the version at its place, the caller asks the version.
 */
export function proposeAmendment(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  wish: AmendmentWish,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'propose-amendment', meeting)
  if (isRefused(allowed)) return allowed
  const item = visibleItem(reader, meeting, itemId)
  if (isRefused(item)) return item
  if (item.subject.kind !== 'material' || item.withdrawn) return refused('item-not-found')
  if (item.amendments.some(({ id }) => id === wish.amendmentId)) return []
  if (item.resolved) return refused('already-resolved')
  if ((wish.passage === null) !== (wish.proposedWording === null)) return refused('wording-required')
  return [{ type: 'amendment-proposed', itemId, number: item.amendments.length + 1, ...wish }]
}

export function withdrawAmendment(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  amendmentId: AmendmentId,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'propose-amendment', meeting)
  if (isRefused(allowed)) return allowed
  const amendment = visibleAmendment(reader, meeting, itemId, amendmentId)
  if (isRefused(amendment)) return amendment
  if (amendment.by.personId !== reader.actor.personId) return refused('not-the-author')
  if (amendment.withdrawn) return refused('already-withdrawn')
  if (amendment.decided) return refused('already-resolved')
  return [{ type: 'amendment-withdrawn', itemId, amendmentId }]
}

/** Records what the meeting said to an amendment; until the meeting is closed it may be recorded anew. */
export function decideAmendment(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  amendmentId: AmendmentId,
  accepted: boolean,
  vote: Vote | null,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'record', meeting)
  if (isRefused(allowed)) return allowed
  const amendment = visibleAmendment(reader, meeting, itemId, amendmentId)
  if (isRefused(amendment)) return amendment
  if (amendment.withdrawn) return refused('already-withdrawn')
  const counted = checkVote(meeting, vote)
  return isRefused(counted) ? counted : [{ type: 'amendment-decided', itemId, amendmentId, accepted, vote }]
}

function visibleAmendment(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  amendmentId: AmendmentId,
): Amendment | Refused {
  const item = visibleItem(reader, meeting, itemId)
  if (isRefused(item)) return item
  return item.amendments.find(({ id }) => id === amendmentId) ?? refused('amendment-not-found')
}
