import type { MaterialEvent } from './events.ts'
import type { PersonId } from './ids.ts'
import { currentRound, type Material } from './material.ts'
import type { NoticeOffice } from './noticeOffice.ts'
import { mayKnow } from './noticesOf.ts'
import type { Notice } from './notices.ts'
import { askedBy } from './noticeWords.ts'
import { invitedId, type OpenRound, type RoundInvitation } from './reviewRound.ts'
import { instant, type Instant } from './time.ts'
import { workingDaysFrom, type OfficeCalendar } from './workingDays.ts'

/** Notices that time makes, and when to look again. */
export interface DeadlineNotices {
  readonly notices: readonly Notice[]
  readonly wakeAt: Instant | null
}

/**
 * Reminders of the deadline of an open round to everybody asked who has not answered, each so many
 * working days ahead as they wish or the round says; and when it is past, to the drafter.
 */
export function deadlineNotices(
  material: Material,
  now: Instant,
  office: NoticeOffice,
  calendar: OfficeCalendar,
  remindDaysOf: (personId: PersonId) => number | null,
): DeadlineNotices {
  const round = currentRound(material)
  if (material.state !== 'in-review' || round?.state !== 'open') return { notices: [], wakeAt: null }
  const notice = (personId: PersonId, kind: Notice['kind'], at: Instant, dueAt: Instant): Notice => ({
    // Named by the deadline: a deadline that is moved is a new one to be reminded of.
    id: `${personId}/${material.id}/${round.id}.${dueAt}.${kind}`,
    personId,
    materialId: material.id,
    kind,
    at,
    by: null,
    commentIds: [],
    roundId: round.id,
    dueAt,
  })
  const made: Notice[] = []
  const wakes: Instant[] = []
  const plan = (at: Instant, personId: PersonId, kind: Notice['kind'], dueAt: Instant) => {
    if (at > now) wakes.push(at)
    else if (mayKnow(personId, [], material, office)) made.push(notice(personId, kind, at, dueAt))
  }
  for (const invitation of unanswered(round)) {
    const closesAt = invitation.closesAt ?? round.closesAt
    for (const personId of new Set(askedBy(invitation, office))) {
      const days = remindDaysOf(personId) ?? round.remindWorkingDays
      const at = workingDaysFrom(closesAt, -days, calendar)
      // Whoever is asked when the reminder would be past has the deadline in the invitation.
      if (days > 0 && closesAt > now && at > round.openedAt) plan(at, personId, 'deadline-near', closesAt)
    }
  }
  plan(instant(round.closesAt + 1), material.drafter.personId, 'deadline-past', round.closesAt)
  return { notices: made, wakeAt: wakes.length > 0 ? instant(Math.min(...wakes)) : null }
}

/** Whose wishes about reminders `deadlineNotices` asks for. */
export function peopleWithDeadline(material: Material, office: NoticeOffice): readonly PersonId[] {
  const round = currentRound(material)
  return round?.state === 'open' ? [...new Set(unanswered(round).flatMap((each) => askedBy(each, office)))] : []
}

/** Events after which deadlines have to be looked at anew. */
const dating: ReadonlySet<string> = new Set([
  'participant-invited',
  'participant-removed',
  'drafter-changed',
  'round-opened',
  'round-deadline-changed',
  'round-invited',
  'round-uninvited',
  'round-closed',
  'review-finished',
  'unit-set-sent',
  'version-started',
] satisfies MaterialEvent['type'][])

export const changesDeadlines = (event: MaterialEvent): boolean => dating.has(event.type)

/** Invitations to which nobody has answered: no set of the unit, no "mám hotovo" of the person. */
function unanswered(round: OpenRound): readonly RoundInvitation[] {
  const units = new Set<string>(round.answers.map(({ unitId }) => unitId))
  const people = new Set<string>(round.finished.map(({ by }) => by.personId))
  return round.invited.filter((each) => !units.has(invitedId(each)) && !people.has(invitedId(each)))
}
