import {
  currentRound,
  instant,
  workingDaysFrom,
  type CommentAudience,
  type Consolidation,
  type Disclosure,
  type Instant,
  type Material,
  type Obligation,
  type OfficeSettings,
  type PartId,
  type PersonId,
  type PlannedRound,
  type RoundInvitation,
  type UnitId,
} from '@glosa/domain/model'

/** A unit or person to be asked, while the dialog is open. */
export interface InvitedDraft {
  readonly who: { readonly unitId: UnitId } | { readonly personId: PersonId }
  readonly name: string
  readonly obligation: Obligation
  /** A deadline of their own, milliseconds; `null` when the round's holds. */
  readonly closesAt: number | null
}

export type ScopeChoice = 'all' | 'changed' | 'chosen'

/** The terms of a round while they are being set. */
export interface TermsDraft {
  readonly invited: readonly InvitedDraft[]
  /** `null` while incomplete. */
  readonly closesAt: number | null
  /** When a prepared round opens by itself; `null` for by hand. */
  readonly opensAt: number | null
  readonly consolidation: Consolidation
  readonly disclosure: Disclosure
  readonly audience: CommentAudience
  readonly scope: ScopeChoice
  readonly partIds: readonly PartId[]
  readonly shortenedBecause: string
  readonly remindWorkingDays: number
}

type Settings = Pick<OfficeSettings, 'rounds' | 'calendar'>

/** The id of who is asked: unique within a round. */
export const invitedDraftId = ({ who }: Pick<InvitedDraft, 'who'>): UnitId | PersonId =>
  'unitId' in who ? who.unitId : who.personId

/** The usual deadline of a round that opens then. */
export const usualDeadline = ({ rounds, calendar }: Settings, opensAt: Instant): Instant =>
  workingDaysFrom(opensAt, rounds.usualDays, calendar, rounds.hour)

/** Whether a deadline is so short that it needs its reason; the day counts, not the hour. */
export function isShortened({ rounds, calendar }: Settings, opensAt: Instant, closesAt: number): boolean {
  return rounds.leastDays > 0 && closesAt < workingDaysFrom(opensAt, rounds.leastDays, calendar, 0)
}

/**
 * The terms that a new round is offered with: those who were asked last, or everybody invited to
 * comment, and the customs of the office; a later round is about what changed.
 */
export function newTerms(material: Material, settings: Settings, now: Instant): TermsDraft {
  const { rounds } = settings
  const last = currentRound(material)
  return {
    invited: last
      ? last.invited.map((each) => ({ ...draftOfInvited(each), closesAt: null }))
      : everybodyInvited(material),
    closesAt: usualDeadline(settings, now),
    opensAt: null,
    consolidation: last?.consolidation ?? rounds.consolidation,
    disclosure: last?.disclosure ?? rounds.disclosure,
    audience: last?.audience ?? rounds.audience,
    scope: last ? 'changed' : 'all',
    partIds: [],
    shortenedBecause: '',
    remindWorkingDays: rounds.remindDays,
  }
}

/** The terms of a round in preparation, to be changed. */
export const plannedTerms = (round: PlannedRound): TermsDraft => ({
  invited: round.invited.map(draftOfInvited),
  closesAt: round.closesAt,
  opensAt: round.opensAt,
  consolidation: round.consolidation,
  disclosure: round.disclosure,
  audience: round.audience,
  scope: round.partIds ? 'chosen' : 'all',
  partIds: round.partIds ?? [],
  shortenedBecause: round.shortenedBecause ?? '',
  remindWorkingDays: round.remindWorkingDays,
})

const draftOfInvited = (invitation: RoundInvitation): InvitedDraft => ({
  ...('unitId' in invitation
    ? { who: { unitId: invitation.unitId }, name: invitation.unitName }
    : { who: { personId: invitation.personId }, name: invitation.displayName }),
  obligation: invitation.obligation,
  closesAt: invitation.closesAt,
})

const everybodyInvited = (material: Material): readonly InvitedDraft[] =>
  material.invitations.flatMap((invitation): readonly InvitedDraft[] =>
    invitation.right === 'read' ? [] : [draftOfInvited({ ...invitation, obligation: 'mandatory', closesAt: null })],
  )

/** Who is asked, as the server wants it. */
export const invitedWish = (invited: readonly InvitedDraft[]) =>
  invited.map(({ who, obligation, closesAt }) => ({
    ...who,
    obligation,
    closesAt: closesAt === null ? null : instant(closesAt),
  }))

/** The terms as the server wants them. */
export const termsWish = (draft: TermsDraft) => ({
  invited: invitedWish(draft.invited),
  consolidation: draft.consolidation,
  disclosure: draft.disclosure,
  audience: draft.audience,
  scope: draft.scope === 'chosen' ? [...draft.partIds] : draft.scope,
  shortenedBecause: draft.shortenedBecause.trim() || null,
  remindWorkingDays: draft.remindWorkingDays,
})

/** What keeps the terms from being sent, by field. */
export interface TermsFaults {
  readonly invited: boolean
  readonly closesAt: boolean
  readonly opensAt: boolean
  readonly ownDeadlines: boolean
  readonly parts: boolean
  readonly shortened: boolean
}

/** @param isPlan the round opens later */
export function faultsOf(draft: TermsDraft, settings: Settings, now: Instant, isPlan: boolean): TermsFaults {
  const { closesAt, opensAt } = draft
  const from = isPlan && opensAt !== null ? opensAt : now
  return {
    invited: draft.invited.length === 0,
    closesAt: closesAt === null || closesAt <= from,
    opensAt: isPlan && opensAt !== null && (opensAt <= now || (closesAt !== null && opensAt >= closesAt)),
    ownDeadlines: draft.invited.some((each) => each.closesAt !== null && each.closesAt <= from),
    parts: draft.scope === 'chosen' && draft.partIds.length === 0,
    shortened:
      closesAt !== null && isShortened(settings, instant(from), closesAt) && draft.shortenedBecause.trim() === '',
  }
}

export const isFaultless = (faults: TermsFaults): boolean => !Object.values(faults).includes(true)
