import {
  decideAmendment as decide,
  isRefused,
  proposeAmendment as decidePropose,
  refused,
  withdrawAmendment as decideWithdraw,
  type Actor,
  type AgendaItemId,
  type AmendmentId,
  type AmendmentWish,
  type MeetingId,
  type Vote,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAtMeeting } from './decideAtMeeting.ts'
import { frozenVersionOf, passageStands } from './frozenVersions.ts'

export const proposeAmendment = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemId: AgendaItemId,
  wish: AmendmentWish,
) =>
  decideAtMeeting(context, actor, meetingId, async (reader, meeting) => {
    const would = decidePropose(reader, meeting, itemId, wish)
    if (isRefused(would) || wish.passage === null) return would
    const subject = meeting.agenda.find(({ id }) => id === itemId)?.subject
    const frozen = subject?.kind === 'material' ? await frozenVersionOf(context, subject) : null
    const stands = frozen ? passageStands(frozen, wish.passage) : refused('part-not-found')
    return isRefused(stands) ? stands : would
  })

export const withdrawAmendment = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemId: AgendaItemId,
  amendmentId: AmendmentId,
) =>
  decideAtMeeting(context, actor, meetingId, (reader, meeting) => decideWithdraw(reader, meeting, itemId, amendmentId))

export const decideAmendment = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemId: AgendaItemId,
  amendmentId: AmendmentId,
  accepted: boolean,
  vote: Vote | null,
) =>
  decideAtMeeting(context, actor, meetingId, (reader, meeting) =>
    decide(reader, meeting, itemId, amendmentId, accepted, vote),
  )
