import type { MaterialEvent } from '../events.ts'
import type { PersonId, RoundId, UnitId } from '../ids.ts'
import { currentRound, participantIdOf, type Material, type ReviewComment } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import {
  invitedId,
  isUndisclosed,
  lastDeadlineOf,
  plainTerms,
  type OpenRound,
  type PlannedRound,
  type ReviewRound,
  type RoundInvitation,
  type RoundTerms,
  type PartAtOpening,
} from '../reviewRound.ts'
import type { Instant } from '../time.ts'
import { nextNumbers } from './commentNumbers.ts'
import type { Decided } from './decided.ts'

/** What a round is opened or planned with. */
export interface RoundWish {
  /** That of a planned round to open it; a new one otherwise. */
  readonly roundId: RoundId
  readonly closesAt: Instant
  /** Absent: as planned, or everybody invited to comment under plain terms. */
  readonly terms?: RoundTerms
  /** A deadline before this instant is a shortened one and needs its reason. */
  readonly usualUntil?: Instant
}

/** Opens a round: at once, or one that was planned. Whoever is asked gets the right to comment. */
export function openRound(
  actor: Actor,
  material: Material,
  wish: RoundWish & { readonly texts?: readonly PartAtOpening[] },
  now: Instant,
): Decided {
  const allowed = mayAct(actor, 'open-round', material)
  return isRefused(allowed) ? allowed : opening(material, wish, now)
}

/** Opens a planned round whose time has come; nobody asks for it. */
export function openPlannedRound(
  material: Material,
  round: PlannedRound,
  texts: readonly PartAtOpening[],
  now: Instant,
): Decided {
  if (material.state === 'locked') return refused('material-locked')
  if (material.state === 'in-review') return refused('round-still-open')
  return opening(material, { roundId: round.id, closesAt: round.closesAt, texts }, now)
}

function opening(
  material: Material,
  wish: RoundWish & { readonly texts?: readonly PartAtOpening[] },
  now: Instant,
): Decided {
  const planned = material.rounds.find(({ id }) => id === wish.roundId)
  if (planned && planned.state !== 'planned') return refused('conflict')
  const terms = wish.terms ?? (planned ? termsOf(planned) : { ...plainTerms, invited: everybodyInvited(material) })
  const fault = faultIn(material, { ...wish, terms }, now)
  if (fault) return fault
  const number = planned?.number ?? nextRoundNumber(material)
  const { roundId, closesAt, texts = [] } = wish
  return [...rightsFor(material, terms.invited), { type: 'round-opened', roundId, number, closesAt, terms, texts }]
}

/** Prepares a round, or changes one in preparation. */
export function planRound(
  actor: Actor,
  material: Material,
  wish: Required<Pick<RoundWish, 'roundId' | 'closesAt' | 'terms'>> &
    Pick<RoundWish, 'usualUntil'> & { readonly opensAt: Instant | null },
  now: Instant,
): Decided {
  const allowed = mayAct(actor, 'plan-round', material)
  if (isRefused(allowed)) return allowed
  const { roundId, opensAt, closesAt, terms } = wish
  const planned = material.rounds.find(({ id }) => id === roundId)
  if (planned && planned.state !== 'planned') return refused('round-not-planned')
  if (opensAt !== null && (opensAt <= now || opensAt >= closesAt)) return refused('deadline-in-the-past')
  const fault = faultIn(material, wish, opensAt ?? now)
  if (fault) return fault
  return planned
    ? [{ type: 'round-plan-changed', roundId, opensAt, closesAt, terms }]
    : [{ type: 'round-planned', roundId, number: nextRoundNumber(material), opensAt, closesAt, terms }]
}

export function dropPlannedRound(actor: Actor, material: Material, roundId: RoundId): Decided {
  const allowed = mayAct(actor, 'plan-round', material)
  if (isRefused(allowed)) return allowed
  const round = material.rounds.find(({ id }) => id === roundId)
  if (!round) return refused('round-not-found')
  return round.state === 'planned' ? [{ type: 'round-plan-dropped', roundId }] : refused('round-not-planned')
}

/** Prolongs or shortens the deadline of an open round, for everybody or one participant; shortening needs its reason. */
export function changeDeadline(
  actor: Actor,
  material: Material,
  wish: {
    readonly roundId: RoundId
    readonly participantId: UnitId | PersonId | null
    readonly closesAt: Instant
    readonly reason: string
  },
  now: Instant,
): Decided {
  const round = changeable(actor, material, wish.roundId)
  if (isRefused(round)) return round
  const { roundId, participantId, closesAt } = wish
  const reason = wish.reason.trim()
  if (closesAt <= now) return refused('deadline-in-the-past')
  const asked = round.invited.find((each) => invitedId(each) === participantId)
  if (participantId !== null && !asked) return refused('not-found')
  const before = asked?.closesAt ?? round.closesAt
  if (closesAt === before) return []
  if (closesAt < before && reason === '') return refused('shortening-reason-required')
  return [
    { type: 'round-deadline-changed', roundId, closesAt, reason, ...(participantId === null ? {} : { participantId }) },
  ]
}

/** Asks more units or people in a round, or changes how one is asked. */
export function inviteToRound(
  actor: Actor,
  material: Material,
  roundId: RoundId,
  invited: readonly RoundInvitation[],
  now: Instant,
): Decided {
  const round = changeable(actor, material, roundId)
  if (isRefused(round)) return round
  if (invited.length === 0) return []
  if (invited.some(({ closesAt }) => closesAt !== null && closesAt <= now)) return refused('deadline-in-the-past')
  const rights = round.state === 'open' ? rightsFor(material, invited) : []
  return [...rights, { type: 'round-invited', roundId, invited }]
}

/** Asks a unit or person no longer in a round; what they lodged stays. */
export function uninviteFromRound(
  actor: Actor,
  material: Material,
  roundId: RoundId,
  participantId: UnitId | PersonId,
): Decided {
  const round = changeable(actor, material, roundId)
  if (isRefused(round)) return round
  const isAsked = round.invited.some((each) => invitedId(each) === participantId)
  return isAsked ? [{ type: 'round-uninvited', roundId, participantId }] : refused('not-found')
}

/** Closes the open round: silence is recorded, a closed round discloses its comments. */
export function closeRound(actor: Actor, material: Material): Decided {
  const allowed = mayAct(actor, 'close-round', material)
  if (isRefused(allowed)) return allowed
  const round = currentRound(material)
  if (round?.state !== 'open') return refused('round-not-open')
  const numbers = isUndisclosed(round) ? numbersAtDisclosure(material, round) : []
  return [
    {
      type: 'round-closed',
      roundId: round.id,
      silent: silentIn(material, round),
      ...(numbers.length > 0 ? { numbers } : {}),
    },
  ]
}

/** Discloses the comments of a closed round once its last deadline has passed; nobody asks for it. */
export function discloseComments(material: Material, now: Instant): Decided {
  const round = currentRound(material)
  if (round?.state !== 'open' || !isUndisclosed(round) || now <= lastDeadlineOf(round)) return []
  return [{ type: 'comments-disclosed', roundId: round.id, numbers: numbersAtDisclosure(material, round) }]
}

/** "Mám hotovo", or "bez připomínek" as an explicit act. */
export function finishReview(actor: Actor, material: Material, withoutComments: boolean): Decided {
  const allowed = mayAct(actor, 'finish-review', material)
  if (isRefused(allowed)) return allowed
  const round = currentRound(material)
  return round ? [{ type: 'review-finished', roundId: round.id, withoutComments }] : refused('round-not-open')
}

/** When the next thing happens to a round by itself: it opens, or discloses its comments; `null` for never. */
export function roundDueAt(material: Material): Instant | null {
  if (material.state === 'locked') return null
  const round = currentRound(material)
  if (round?.state === 'open') return isUndisclosed(round) ? lastDeadlineOf(round) : null
  const opening = material.rounds.flatMap((each) =>
    each.state === 'planned' && each.opensAt !== null ? [each.opensAt] : [],
  )
  return opening.length > 0 ? opening.reduce((first, at) => (at < first ? at : first)) : null
}

/** Who was asked in the round and has said nothing. */
export function silentIn(material: Material, round: ReviewRound): readonly RoundInvitation[] {
  const comments = [...material.comments.values()].filter(
    ({ roundId, withdrawn, visibility }) =>
      roundId === round.id && !withdrawn && visibility !== 'private' && visibility !== 'unit',
  )
  return round.invited.filter((asked) => {
    if ('personId' in asked) {
      const isTheirs = ({ by }: Pick<ReviewComment, 'by'>) => by.personId === asked.personId
      return !comments.some(isTheirs) && !round.finished.some(isTheirs)
    }
    if (round.answers.some(({ unitId }) => unitId === asked.unitId)) return false
    if (round.consolidation === 'by-head') return true
    return (
      !comments.some(({ unitId }) => unitId === asked.unitId) &&
      !round.finished.some(({ by }) => by.unitId === asked.unitId)
    )
  })
}

function changeable(actor: Actor, material: Material, roundId: RoundId): OpenRound | PlannedRound | Refused {
  const allowed = mayAct(actor, 'change-round', material)
  if (isRefused(allowed)) return allowed
  const round = material.rounds.find(({ id }) => id === roundId)
  if (!round) return refused('round-not-found')
  return round.state === 'closed' ? refused('round-not-open') : round
}

function faultIn(
  material: Material,
  { closesAt, terms, usualUntil }: Pick<RoundWish, 'closesAt' | 'usualUntil'> & { readonly terms: RoundTerms },
  from: Instant,
): Refused | null {
  if (closesAt <= from) return refused('deadline-in-the-past')
  if (terms.invited.some((asked) => asked.closesAt !== null && asked.closesAt <= from)) {
    return refused('deadline-in-the-past')
  }
  if (terms.invited.length === 0) return refused('no-invitations')
  const ids = terms.invited.map(invitedId)
  if (new Set(ids).size < ids.length) return refused('invalid-input', { field: 'invited' })
  if (terms.partIds) {
    if (terms.partIds.length === 0) return refused('nothing-changed')
    if (!terms.partIds.every((partId) => material.parts.some(({ id }) => id === partId))) {
      return refused('part-not-found')
    }
  }
  const isShort = usualUntil !== undefined && closesAt < usualUntil
  return isShort && !terms.shortenedBecause?.trim() ? refused('shortening-reason-required') : null
}

const termsOf = (round: ReviewRound): RoundTerms => {
  const { invited, consolidation, disclosure, audience, partIds, shortenedBecause, remindWorkingDays } = round
  return { invited, consolidation, disclosure, audience, partIds, shortenedBecause, remindWorkingDays }
}

const everybodyInvited = (material: Material): readonly RoundInvitation[] =>
  material.invitations.flatMap(({ right, ...who }) =>
    right === 'read' ? [] : [{ ...who, obligation: 'mandatory', closesAt: null } as const],
  )

/** Invitations to the material for those asked in a round who may only read it so far, or nothing. */
function rightsFor(material: Material, invited: readonly RoundInvitation[]): readonly MaterialEvent[] {
  return invited.flatMap((asked): readonly MaterialEvent[] => {
    const known = material.invitations.find((each) => participantIdOf(each) === invitedId(asked))
    if (known && known.right !== 'read') return []
    const invitation =
      'unitId' in asked
        ? { right: 'comment' as const, unitId: asked.unitId, unitName: asked.unitName }
        : { right: 'comment' as const, personId: asked.personId, displayName: asked.displayName }
    return [{ type: 'participant-invited', invitation }]
  })
}

const nextRoundNumber = (material: Material): number => Math.max(0, ...material.rounds.map(({ number }) => number)) + 1

/** Numbers for the comments of a round that were hidden so far, in the order of lodging. */
function numbersAtDisclosure(material: Material, round: ReviewRound) {
  const waiting = [...material.comments.values()].filter(
    (comment) =>
      comment.roundId === round.id &&
      comment.number === 0 &&
      comment.visibility !== 'private' &&
      comment.visibility !== 'unit' &&
      (comment.late === null || comment.late.decision?.admitted === true),
  )
  return nextNumbers(
    material,
    waiting.sort((a, b) => a.at - b.at).map(({ id }) => id),
  )
}
