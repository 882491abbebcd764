import {
  cancelMeeting as decideCancel,
  changeMeeting as decideChange,
  changeMembers as decideMembers,
  conveneMeeting as decideConvene,
  isRefused,
  mayPlanMeeting,
  meetingLogOf,
  planMeeting as decidePlan,
  refused,
  stampOf,
  type Actor,
  type MeetingBody,
  type MeetingFacts,
  type MeetingId,
  type PersonId,
  type PersonStamp,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAtMeeting, type MeetingDone } from './decideAtMeeting.ts'

/** Plans a meeting. @param memberIds `null` invites everybody whom the directory names as a member */
export async function planMeeting(
  context: CommandContext,
  actor: Actor,
  wish: MeetingFacts & { readonly body: MeetingBody; readonly memberIds: readonly PersonId[] | null },
): Promise<MeetingDone | Refused> {
  const allowed = mayPlanMeeting(actor)
  if (isRefused(allowed)) return allowed
  const members = await membersOf(context, wish.memberIds)
  if (isRefused(members)) return members
  const { body, title, startsAt, endsAt, place } = wish
  return context.meetings.stream.decideAndAppend(
    stampOf(actor),
    meetingLogOf(context.newId<MeetingId>()),
    (_empty, sequence) =>
      sequence > 0 ? refused('conflict') : decidePlan(actor, body, { title, startsAt, endsAt, place }, members),
  )
}

export const changeMeeting = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  wish: Partial<MeetingFacts>,
) => decideAtMeeting(context, actor, meetingId, (reader, meeting) => decideChange(reader, meeting, wish))

export const changeMembers = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  memberIds: readonly PersonId[],
) =>
  decideAtMeeting(context, actor, meetingId, async (reader, meeting) => {
    const members = await membersOf(context, memberIds)
    return isRefused(members)
      ? decidedFirst(decideMembers(reader, meeting, []), members)
      : decideMembers(reader, meeting, members)
  })

export const conveneMeeting = (context: CommandContext, actor: Actor, meetingId: MeetingId) =>
  decideAtMeeting(context, actor, meetingId, (reader, meeting) => decideConvene(reader, meeting, context.now()))

export const cancelMeeting = (context: CommandContext, actor: Actor, meetingId: MeetingId, reason: string) =>
  decideAtMeeting(context, actor, meetingId, (reader, meeting) => decideCancel(reader, meeting, reason))

/** Who may not act at all is told that, and not what is wrong with the list. */
const decidedFirst = <T>(decided: T | Refused, otherwise: Refused): Refused =>
  isRefused(decided) ? decided : otherwise

async function membersOf(
  context: CommandContext,
  memberIds: readonly PersonId[] | null,
): Promise<readonly PersonStamp[] | Refused> {
  const { people, units } = await context.projections.directory()
  const members = people.filter(({ roles }) => roles.includes('council-member'))
  const wanted = memberIds === null ? members : members.filter(({ id }) => memberIds.includes(id))
  if (memberIds !== null && wanted.length < new Set(memberIds).size)
    return refused('invalid-input', { field: 'memberIds' })
  return wanted.map(({ id, displayName, unitId }) => ({
    personId: id,
    displayName,
    unitId,
    unitName: units.find((unit) => unit.id === unitId)?.name ?? null,
  }))
}
