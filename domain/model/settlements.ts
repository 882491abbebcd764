import type { Material, ReviewComment } from './material.ts'
import { headshipOf, type Actor } from './people.ts'
import type { Settled } from './settled.ts'
import type { Instant } from './time.ts'

export * from './settled.ts'

/** How the lodging body stands to a settlement at a moment. */
export const reactionStates = ['not-asked', 'awaited', 'agreed', 'insisted', 'silent'] as const
export type ReactionState = (typeof reactionStates)[number]

export function reactionStateOf(settled: Settled | null, now: Instant): ReactionState {
  if (!settled?.released || settled.reactBy === null) return settled?.reaction?.kind ?? 'not-asked'
  if (settled.reaction) return settled.reaction.kind
  return now <= settled.reactBy ? 'awaited' : 'silent'
}

/** How the lodging body stands, as people read it; `locked-before`: the lock came before its deadline. */
export const toldReactions = [...reactionStates, 'locked-before'] as const
export type ToldReaction = (typeof toldReactions)[number]

/**
 * How the lodging body stands to a settlement, in a version in work or a locked one. What was taken over as it was
 * asked for leaves no question open: nobody is said to have kept silent about it.
 */
export function toldReactionOf(
  { versions }: Pick<Material, 'versions'>,
  { settled, version }: Pick<ReviewComment, 'settled' | 'version'>,
  now: Instant,
): ToldReaction {
  const lockedAt = versions.find(({ number }) => number === version)?.lockedAt
  const state = reactionStateOf(settled, lockedAt ?? now)
  const isAsked = state === 'silent' || (state === 'awaited' && lockedAt !== undefined)
  if (!isAsked) return state
  if (settled?.settlement.verdict === 'accepted') return 'not-asked'
  return state === 'awaited' ? 'locked-before' : state
}

/** Whether the comment has a settlement that everybody concerned may see. */
export const isSettled = (comment: Pick<ReviewComment, 'settled'>): boolean => Boolean(comment.settled?.released)

/** Prepared by the drafter and neither released nor sent back. */
export const isHeld = (comment: Pick<ReviewComment, 'settled'>): boolean =>
  comment.settled !== null && comment.settled.released === null && comment.settled.returned === null

/** Whether the actor releases this prepared settlement. A material whose sponsor was taken away leaves it to its drafter. */
export const releases = (
  actor: Pick<Actor, 'personId'>,
  { drafter, sponsor }: Pick<Material, 'drafter' | 'sponsor'>,
  comment: Pick<ReviewComment, 'settled'>,
): boolean =>
  isHeld(comment) && (comment.settled?.heldFor === 'sponsor' && sponsor ? sponsor : drafter).personId === actor.personId

/** Whether a prepared settlement is shown to the actor: the drafter and the sponsor work on it. */
export const maySeeHeld = (actor: Pick<Actor, 'personId'>, material: Pick<Material, 'drafter' | 'sponsor'>): boolean =>
  actor.personId === material.drafter.personId || actor.personId === material.sponsor?.personId

/** The comment as the actor may see it: a prepared settlement is not there for others. */
export const withoutHeld = (
  actor: Pick<Actor, 'personId'>,
  material: Pick<Material, 'drafter' | 'sponsor'>,
  comment: ReviewComment,
): ReviewComment =>
  comment.settled && !comment.settled.released && !maySeeHeld(actor, material) ? { ...comment, settled: null } : comment

/**
 * Whether the actor speaks for the body that lodged a comment: the head of the unit (or who stands
 * in for them), and the author unless the unit sent it as its own.
 */
export function speaksFor(
  actor: Actor,
  comment: Pick<ReviewComment, 'by' | 'unitId' | 'unitSet' | 'passedAt'>,
): boolean {
  if (comment.unitId !== null && headshipOf(actor, comment.unitId) !== null) return true
  return comment.unitSet?.state !== 'sent' && comment.passedAt === null && comment.by.personId === actor.personId
}

/**
 * Settlements whose lodging body may still insist, and where that would open a dispute: essential
 * comments that were not accepted as they are. A lock waits for them.
 */
export const awaitedReactions = (comments: Iterable<ReviewComment>, now: Instant): readonly ReviewComment[] =>
  [...comments].filter(
    ({ kind, settled }) =>
      kind === 'essential' && settled?.settlement.verdict !== 'accepted' && reactionStateOf(settled, now) === 'awaited',
  )
