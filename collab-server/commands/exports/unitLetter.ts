import {
  draftsOf,
  instant,
  isCounted,
  materialShownTo,
  refused,
  tableRowsOf,
  unitsOf,
  type Actor,
  type Material,
  type Refused,
  type ReviewComment,
  type ReviewRound,
  type RoundId,
  type UnitId,
  type UnitLetter,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { placesOf } from './placesOf.ts'

/**
 * The set of a unit in one round, as a letter says it. People of the unit read it before it is sent;
 * others only when nothing of it is hidden from them: half a set would be another one.
 */
export async function readUnitLetter(
  context: Pick<CommandContext, 'blobs' | 'live' | 'now'>,
  actor: Actor,
  material: Material,
  { roundId, unitId, officeName }: { readonly roundId: RoundId; readonly unitId: UnitId; readonly officeName: string },
): Promise<UnitLetter | Refused> {
  const round = material.rounds.find(({ id }) => id === roundId)
  if (!round || round.state === 'planned') return refused('round-not-found')
  const answer = round.answers.find((each) => each.unitId === unitId)
  const invited = round.invited.find((each) => 'unitId' in each && each.unitId === unitId)
  const own = (one: Material) => [...one.comments.values()].filter((comment) => isOfSet(comment, roundId, unitId))
  const unitName =
    answer?.unitName ?? (invited && 'unitName' in invited ? invited.unitName : own(material)[0]?.by.unitName)
  if (unitName == null) return refused('not-found')
  const isDraft = round.consolidation === 'by-head' && !answer
  const isInside = unitsOf(actor).includes(unitId)
  const shown = materialShownTo(actor, material)
  const comments = isDraft ? draftsOf(shown, round, unitId) : own(shown)
  if (!isInside && (isDraft || comments.length < own(material).length)) return refused('not-permitted')
  // Silence is no answer: nobody may say for the unit that it has no comments.
  if (!isDraft && comments.length === 0 && !saidNothing(round, unitId)) return refused('not-found')
  const sorted = comments.toSorted((a, b) => a.number - b.number || a.at - b.at)
  const places = await placesOf(context, shown, sorted)
  const rows = tableRowsOf(shown, sorted, { places, now: context.now() })
  const standingFor = answer?.standingFor?.displayName ?? null
  return {
    officeName,
    unitName,
    number: material.number,
    documentReference: material.documentReference,
    fileReference: material.fileReference,
    title: material.title,
    round: round.number,
    isDraft,
    signedBy: answer ? { name: answer.by.displayName, standingFor, at: answer.at } : null,
    asOf: instant(Math.max(material.createdAt, answer?.at ?? 0, ...sorted.map(({ at }) => at))),
    // What became of the comments is no matter of the letter.
    rows: rows.map((row) => ({ ...row, replies: [], verdict: null, reason: null, dispute: null })),
  }
}

const saidNothing = ({ answers, finished }: ReviewRound, unitId: UnitId): boolean =>
  answers.some((each) => each.unitId === unitId && each.withoutComments) ||
  finished.some(({ by, withoutComments }) => by.unitId === unitId && withoutComments)

/** Whether a comment left the unit in the round. */
const isOfSet = (comment: ReviewComment, roundId: RoundId, unitId: UnitId): boolean =>
  comment.roundId === roundId && comment.unitId === unitId && isCounted(comment)
