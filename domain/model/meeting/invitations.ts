import type { MeetingId, PersonId } from '../ids.ts'
import type { OfficeEvent, OfficeRecord } from '../ports.ts'
import type { Instant } from '../time.ts'
import type { Meeting } from './meeting.ts'

/** What became of the invitations of one meeting; an office log of its own, so that the meeting's stays what people did. */
export interface InvitationEvent extends OfficeEvent {
  /** Given up: refused for good, or no address. Whoever invites must tell them otherwise. */
  readonly type: 'invitation-sent' | 'invitation-given-up'
  readonly personId: PersonId
  readonly revision: number
  readonly isCancelled: boolean
}

/** The last thing each person was told, or could not be. */
export type Invited = ReadonlyMap<
  PersonId,
  {
    readonly revision: number
    readonly isCancelled: boolean
    /** The meeting is in their calendar. */
    readonly hasIt: boolean
  }
>

export const invitationLogOf = (id: MeetingId): string => `invitations:${id}`

export function applyInvitationRecord(invited: Invited, { events }: OfficeRecord<InvitationEvent>): Invited {
  const next = new Map(invited)
  for (const { type, personId, revision, isCancelled } of events) {
    const hasIt = !isCancelled && (type === 'invitation-sent' || next.get(personId)?.hasIt === true)
    next.set(personId, { revision, isCancelled, hasIt })
  }
  return next
}

/** A message that a person should get. */
export interface DueInvitation {
  readonly personId: PersonId
  readonly revision: number
  /** Cancelled: the meeting was, or they are invited no longer. */
  readonly kind: 'invited' | 'changed' | 'cancelled'
}

/**
 * Invitations that should be sent: to each member once for every revision of what calendars show,
 * and a cancellation to whoever was invited and is no longer. Nothing once the meeting is over.
 */
export function dueInvitations(meeting: Meeting, invited: Invited, now: Instant): readonly DueInvitation[] {
  const { state, convened, calendarRevision: revision, endsAt } = meeting
  if (convened === null || endsAt <= now || (state !== 'convened' && state !== 'cancelled')) return []
  const members = state === 'cancelled' ? [] : meeting.members.map(({ personId }) => personId)
  const asked = members.flatMap((personId): DueInvitation[] => {
    const told = invited.get(personId)
    if (!told || told.isCancelled) return [{ personId, revision, kind: 'invited' }]
    return told.revision < revision ? [{ personId, revision, kind: 'changed' }] : []
  })
  const gone = [...invited].flatMap(([personId, told]): DueInvitation[] =>
    !told.hasIt || members.includes(personId) ? [] : [{ personId, revision, kind: 'cancelled' }],
  )
  return [...asked, ...gone]
}
