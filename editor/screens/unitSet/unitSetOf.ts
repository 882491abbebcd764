import {
  deadlineOf,
  draftsOf,
  faultInContent,
  headshipOf,
  mayAct,
  unitsOf,
  type Actor,
  type ClosedRound,
  type Instant,
  type Material,
  type OpenRound,
  type PersonStamp,
  type RefusalCode,
  type ReviewComment,
  type UnitAnswer,
  type UnitId,
} from '@glosa/domain/model'

/** One draft of a set. */
export interface SetDraft {
  readonly comment: ReviewComment
  /** What keeps it from being sent; `null` for nothing. */
  readonly fault: RefusalCode | null
}

/** The comments of a unit in a round, by where they stand. */
export interface UnitSetView {
  readonly unitName: string
  readonly deadline: Instant
  readonly isPast: boolean
  /** What the unit said as a whole; `null` before that. */
  readonly answer: UnitAnswer | null
  readonly drafts: readonly SetDraft[]
  readonly leftOut: readonly ReviewComment[]
  readonly merged: readonly ReviewComment[]
  readonly sent: readonly ReviewComment[]
  /** Own private notes that can be handed over. */
  readonly notes: readonly ReviewComment[]
  /** Whether the person composes and sends it, and for whom they stand in. */
  readonly mayLead: boolean
  readonly standingFor: PersonStamp | null
}

/** @returns `null` when the unit was not asked in the round, or the person is not of it */
export function unitSetOf(
  actor: Actor,
  material: Material,
  round: OpenRound | ClosedRound,
  unitId: UnitId,
  now: Instant,
): UnitSetView | null {
  const asked = round.invited.find((each) => 'unitId' in each && each.unitId === unitId)
  if (!asked || !('unitId' in asked) || !unitsOf(actor).includes(unitId)) return null
  const all = [...material.comments.values()].filter(({ roundId, withdrawn }) => roundId === round.id && !withdrawn)
  const placed = all.filter(({ unitSet }) => unitSet?.unitId === unitId)
  const answer = round.answers.find((each) => each.unitId === unitId) ?? null
  const headship = headshipOf(actor, unitId)
  const deadline = deadlineOf(round, unitId)
  return {
    unitName: asked.unitName,
    deadline,
    isPast: round.state === 'closed' || now > deadline,
    answer,
    drafts: draftsOf(material, round, unitId).map((comment) => ({
      comment,
      fault: faultInContent(comment, comment)?.refused ?? null,
    })),
    leftOut: placed.filter(({ unitSet }) => unitSet?.state === 'rejected'),
    merged: placed.filter(({ unitSet }) => unitSet?.state === 'merged'),
    sent: placed.filter(({ unitSet }) => unitSet?.state === 'sent'),
    notes: all.filter(
      ({ visibility, by }) => visibility === 'private' && by.personId === actor.personId && answer === null,
    ),
    mayLead: headship !== null && answer === null && mayAct(actor, 'answer-for-unit', material) === true,
    standingFor: headship === 'head' ? null : headship,
  }
}
