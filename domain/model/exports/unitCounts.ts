import type { Dispute } from '../dispute.ts'
import type { PersonId, UnitId } from '../ids.ts'
import type { CommentKind, ReviewComment } from '../material.ts'
import { invitedId, type ReviewRound } from '../reviewRound.ts'
import { verdicts, type Verdict } from '../settled.ts'

/** A number of comments, and how many of them are essential. */
export interface Counted {
  readonly all: number
  readonly essential: number
}

/**
 * Whether a body answered: with comments; that it has none (bez připomínek); that it answered, with
 * what is not shown yet; it kept silent until the closing; it may still answer; it was not asked.
 */
export const answerStates = ['commented', 'without-comments', 'answered', 'silent', 'awaited', 'not-asked'] as const
export type AnswerState = (typeof answerStates)[number]

/** What became of the comments of one unit, or of one person asked by name. */
export interface UnitCount {
  readonly id: UnitId | PersonId
  readonly name: string
  /** Asked as one that must answer (povinné připomínkové místo). */
  readonly isMandatory: boolean
  readonly lodged: Counted
  readonly editorial: number
  readonly late: number
  readonly verdicts: Readonly<Record<Verdict, Counted>>
  readonly unsettled: Counted
  readonly disputes: number
  /** Disputes that are neither decided nor withdrawn. */
  readonly openDisputes: number
  readonly answer: AnswerState
}

/** Everything a count is taken from, as one person may see it. */
export interface Countable {
  readonly rounds: readonly ReviewRound[]
  readonly comments: readonly ReviewComment[]
  readonly disputes: readonly Dispute[]
}

/**
 * The statistics of a review by body: those asked in the order of asking, then whoever else
 * commented. Of what somebody may not see nothing is counted.
 */
export function unitCountsOf({ rounds, comments, disputes }: Countable): readonly UnitCount[] {
  const held = rounds.filter(({ state }) => state !== 'planned')
  const bodies = new Map<UnitId | PersonId, { name: string; isMandatory: boolean; comments: ReviewComment[] }>()
  for (const invitation of held.flatMap(({ invited }) => invited)) {
    const id = invitedId(invitation)
    const isMandatory = invitation.obligation === 'mandatory' || (bodies.get(id)?.isMandatory ?? false)
    const name = 'unitId' in invitation ? invitation.unitName : invitation.displayName
    bodies.set(id, { name, isMandatory, comments: [] })
  }
  for (const comment of comments) {
    const body = bodyOf(comment, (id) => bodies.has(id))
    const known = bodies.get(body.id)
    if (known) known.comments.push(comment)
    else bodies.set(body.id, { name: body.name, isMandatory: false, comments: [comment] })
  }
  return [...bodies].map(([id, body]) => countOf(id, body.name, body.isMandatory, body.comments, held, disputes))
}

/** The sums of all bodies; `answer` says nothing there. */
export function totalOf(counts: readonly UnitCount[]): Omit<UnitCount, 'id' | 'name' | 'isMandatory' | 'answer'> {
  const add = (of: (count: UnitCount) => number) => counts.reduce((sum, count) => sum + of(count), 0)
  const both = (of: (count: UnitCount) => Counted): Counted => ({
    all: add((count) => of(count).all),
    essential: add((count) => of(count).essential),
  })
  return {
    lodged: both(({ lodged }) => lodged),
    editorial: add(({ editorial }) => editorial),
    late: add(({ late }) => late),
    verdicts: byVerdict((verdict) => both((count) => count.verdicts[verdict])),
    unsettled: both(({ unsettled }) => unsettled),
    disputes: add(({ disputes }) => disputes),
    openDisputes: add(({ openDisputes }) => openDisputes),
  }
}

/** The body a comment is of: whoever was asked by name, else their unit, else the person. */
function bodyOf(comment: ReviewComment, isAsked: (id: UnitId | PersonId) => boolean) {
  const { by, unitId, unitSet } = comment
  const isOfUnit = unitId !== null && (isAsked(unitId) || !isAsked(by.personId))
  if (!isOfUnit) return { id: by.personId, name: by.displayName }
  return { id: unitId, name: unitSet?.unitName ?? by.unitName ?? by.displayName }
}

function countOf(
  id: UnitId | PersonId,
  name: string,
  isMandatory: boolean,
  comments: readonly ReviewComment[],
  rounds: readonly ReviewRound[],
  disputes: readonly Dispute[],
): UnitCount {
  const ids = new Set(comments.map((comment) => comment.id))
  const own = disputes.filter(({ commentIds }) => commentIds.some((commentId) => ids.has(commentId)))
  const settledAs = (verdict: Verdict | null) =>
    comments.filter(({ settled }) => (settled?.settlement.verdict ?? null) === verdict)
  return {
    id,
    name,
    isMandatory,
    lodged: counted(comments),
    editorial: ofKind(comments, 'editorial'),
    late: comments.filter(({ late }) => late !== null).length,
    verdicts: byVerdict((verdict) => counted(settledAs(verdict))),
    unsettled: counted(settledAs(null)),
    disputes: own.length,
    openDisputes: own.filter(({ outcome }) => outcome === null).length,
    answer: comments.length > 0 ? 'commented' : answerOf(id, rounds),
  }
}

const byVerdict = (count: (verdict: Verdict) => Counted): Readonly<Record<Verdict, Counted>> =>
  Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, Counted>

const counted = (comments: readonly ReviewComment[]): Counted => ({
  all: comments.length,
  essential: ofKind(comments, 'essential'),
})

const ofKind = (comments: readonly ReviewComment[], kind: CommentKind): number =>
  comments.filter((comment) => comment.kind === kind).length

/** What a body without a visible comment said, in the last round that asked it. */
function answerOf(id: UnitId | PersonId, rounds: readonly ReviewRound[]): AnswerState {
  const round = rounds.findLast(({ invited }) => invited.some((each) => invitedId(each) === id))
  if (!round) return 'not-asked'
  const said = [
    ...round.answers.filter(({ unitId }) => unitId === id),
    ...round.finished.filter(({ by }) => by.unitId === id || by.personId === id),
  ]
  if (said.some(({ withoutComments }) => withoutComments)) return 'without-comments'
  if (round.state !== 'closed') return said.length > 0 ? 'answered' : 'awaited'
  return round.silent.some((each) => invitedId(each) === id) ? 'silent' : 'answered'
}
