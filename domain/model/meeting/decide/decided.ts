import type { AgendaItemId } from '../../ids.ts'
import { refused, type Refused } from '../../refusals.ts'
import type { MeetingEvent } from '../events.ts'
import type { AgendaItem, Meeting, Vote } from '../meeting.ts'
import { maySeeItem, type MeetingReader } from '../meetingPolicy.ts'

/** What a command on a meeting leads to: the events to append, or a refusal. */
export type MeetingDecided = readonly MeetingEvent[] | Refused

/** The item, if the person may see it; what they may not see does not exist for them. */
export function visibleItem(reader: MeetingReader, meeting: Meeting, itemId: AgendaItemId): AgendaItem | Refused {
  const item = meeting.agenda.find(({ id }) => id === itemId)
  return item && maySeeItem(reader, meeting, item) ? item : refused('item-not-found')
}

/** Nobody votes who is not there. */
export function checkVote(meeting: Meeting, vote: Vote | null): true | Refused {
  if (vote === null) return true
  const present = meeting.presentIds?.length ?? meeting.members.length
  const votes = vote.for + vote.against + vote.abstained
  return votes <= present || refused('vote-exceeds-present', { votes, present })
}
