import type { BodyId, PartId, PersonId, RoundId, Sha256, UnitId } from './ids.ts'
import type { PersonStamp } from './people.ts'
import type { Instant } from './time.ts'

/** povinné | nepovinné připomínkové místo */
export const obligations = ['mandatory', 'optional'] as const
export type Obligation = (typeof obligations)[number]

/** A unit or a person asked to comment in one round. */
export type RoundInvitation = {
  readonly obligation: Obligation
  /** A deadline of their own; `null` when the round's holds. */
  readonly closesAt: Instant | null
} & (
  { readonly unitId: UnitId; readonly unitName: string } | { readonly personId: PersonId; readonly displayName: string }
)

/**
 * How comments leave an invited unit. `direct`: whoever of the unit lodges one. `by-head`: staff
 * draft inside their unit, the head sends one official set.
 */
export const consolidations = ['direct', 'by-head'] as const
export type Consolidation = (typeof consolidations)[number]

/** When others' comments may be seen: at once, or only after the deadline (a closed round). */
export const disclosures = ['at-once', 'after-deadline'] as const
export type Disclosure = (typeof disclosures)[number]

/** Who may see comments that left their author and unit, from the narrowest circle to the widest. */
export const audiences = ['participants', 'office', 'council'] as const
export type CommentAudience = (typeof audiences)[number]

/** What a round is held under. */
export interface RoundTerms {
  readonly invited: readonly RoundInvitation[]
  readonly consolidation: Consolidation
  readonly disclosure: Disclosure
  /** Who may see a comment whose author does not narrow it. */
  readonly audience: CommentAudience
  /** The parts that may be commented on; `null` for all, as in a first round. */
  readonly partIds: readonly PartId[] | null
  /** Why the deadline is shorter than usual (zkrácená lhůta); `null` for a usual one. */
  readonly shortenedBecause: string | null
  /** Working days between the reminder and the deadline; 0 for no reminder. */
  readonly remindWorkingDays: number
}

/** A part as it was when a round opened: row of its text's log and SHA-256 of its canonical JSON, or of the attached file. */
export interface PartAtOpening {
  readonly partId: PartId
  /** `null` for an attached file, whose sequence is 0. */
  readonly bodyId: BodyId | null
  readonly bodySequence: number
  readonly hash: Sha256
}

/** What a unit said as a whole: its official set, or "bez připomínek". */
export interface UnitAnswer {
  readonly unitId: UnitId
  readonly unitName: string
  readonly by: PersonStamp
  /** The head for whom a deputy acted; `null` when the head did. */
  readonly standingFor: PersonStamp | null
  readonly at: Instant
  readonly withoutComments: boolean
  readonly late: boolean
}

interface RoundFacts extends RoundTerms {
  readonly id: RoundId
  readonly number: number
  /** People who said "mám hotovo" or "bez připomínek". */
  readonly finished: readonly {
    readonly by: PersonStamp
    readonly at: Instant
    readonly withoutComments: boolean
  }[]
  readonly answers: readonly UnitAnswer[]
  /** What each text was when the round opened; empty for rounds opened before this was kept. */
  readonly texts: readonly PartAtOpening[]
  readonly closesAt: Instant
  /** Since when others' comments may be seen; `null` while they may not. */
  readonly disclosedAt: Instant | null
}

/** A round in preparation. */
export interface PlannedRound extends RoundFacts {
  readonly state: 'planned'
  /** When it should open; `null` when a person opens it. */
  readonly opensAt: Instant | null
}
export interface OpenRound extends RoundFacts {
  readonly state: 'open'
  readonly openedAt: Instant
}
export interface ClosedRound extends RoundFacts {
  readonly state: 'closed'
  readonly openedAt: Instant
  readonly closedAt: Instant
  /** Who was asked and said nothing until the closing. */
  readonly silent: readonly RoundInvitation[]
}

/** A dated invitation to comment (kolo připomínek). */
export type ReviewRound = PlannedRound | OpenRound | ClosedRound

/** The id of the invited unit or person: unique within a round. */
export const invitedId = (invitation: RoundInvitation): UnitId | PersonId =>
  'unitId' in invitation ? invitation.unitId : invitation.personId

/** What was agreed before rounds had terms: everybody invited lodges directly and sees everything. */
export const plainTerms: RoundTerms = {
  invited: [],
  consolidation: 'direct',
  disclosure: 'at-once',
  audience: 'participants',
  partIds: null,
  shortenedBecause: null,
  remindWorkingDays: 1,
}

/** Until when an invited unit or person may comment in time: their own deadline, or the round's. */
export const deadlineOf = (round: ReviewRound, participantId: UnitId | PersonId): Instant =>
  round.invited.find((each) => invitedId(each) === participantId)?.closesAt ?? round.closesAt

/** The last of all deadlines of a round. */
export const lastDeadlineOf = (round: ReviewRound): Instant =>
  round.invited.reduce((last, { closesAt }) => (closesAt !== null && closesAt > last ? closesAt : last), round.closesAt)

/** Whether others' comments of the round may not be seen yet. */
export const isUndisclosed = (round: ReviewRound): boolean =>
  round.disclosure === 'after-deadline' && round.disclosedAt === null
