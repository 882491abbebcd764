import {
  deadlineOf,
  invitedId,
  silentIn,
  type Instant,
  type Material,
  type Obligation,
  type PersonId,
  type PersonStamp,
  type ReviewRound,
  type RoundInvitation,
  type UnitId,
} from '@glosa/domain/model'

/** What one of those asked in a round has said so far. */
export interface BodyAnswer {
  readonly id: UnitId | PersonId
  readonly name: string
  readonly isUnit: boolean
  readonly obligation: Obligation
  readonly closesAt: Instant
  readonly hasOwnDeadline: boolean
  /** `commented`: comments, and not yet said that this is all. */
  readonly state: 'waiting' | 'silent' | 'commented' | 'done' | 'without'
  /** Comments that the person who looks may see. */
  readonly comments: number
  readonly isLate: boolean
  /** Who said it and when; `null` while nobody did. */
  readonly said: { readonly by: PersonStamp; readonly standingFor: PersonStamp | null; readonly at: Instant } | null
}

/** How those asked in a round have answered, in the order of asking. */
export function answersIn(material: Material, round: ReviewRound): readonly BodyAnswer[] {
  const quiet = new Set(
    (round.state === 'closed' ? round.silent : silentIn(material, round)).map((each) => invitedId(each)),
  )
  return round.invited.map((asked) => answerOf(material, round, asked, quiet.has(invitedId(asked))))
}

function answerOf(material: Material, round: ReviewRound, asked: RoundInvitation, isQuiet: boolean): BodyAnswer {
  const id = invitedId(asked)
  const comments = [...material.comments.values()].filter(
    (comment) =>
      comment.roundId === round.id &&
      !comment.withdrawn &&
      comment.visibility !== 'private' &&
      comment.visibility !== 'unit' &&
      ('unitId' in asked ? comment.unitId === asked.unitId : comment.by.personId === asked.personId),
  )
  const answer = round.answers.find(({ unitId }) => unitId === id)
  const finished = round.finished.findLast(({ by }) =>
    'unitId' in asked ? by.unitId === asked.unitId : by.personId === asked.personId,
  )
  const said = answer ?? (finished ? { ...finished, standingFor: null } : null)
  const quietState = round.state === 'closed' ? 'silent' : 'waiting'
  const saidState = said?.withoutComments ? 'without' : 'done'
  return {
    id,
    name: 'unitId' in asked ? asked.unitName : asked.displayName,
    isUnit: 'unitId' in asked,
    obligation: asked.obligation,
    closesAt: deadlineOf(round, id),
    hasOwnDeadline: asked.closesAt !== null,
    state: said ? saidState : isQuiet ? quietState : 'commented',
    comments: comments.length,
    isLate: answer?.late ?? comments.some(({ late }) => late !== null),
    said: said ? { by: said.by, standingFor: said.standingFor, at: said.at } : null,
  }
}

/** How many of those asked have answered. */
export const answeredCount = (answers: readonly BodyAnswer[]): number =>
  answers.filter(({ state }) => state !== 'waiting' && state !== 'silent').length
