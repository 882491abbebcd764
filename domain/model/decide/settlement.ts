import type { DecisionEvent } from '../decisionEvents.ts'
import { disputeOver } from '../disputes.ts'
import type { CommentId } from '../ids.ts'
import {
  duplicatesOf,
  isCounted,
  versionInWork,
  type CommentAnchor,
  type Material,
  type ReviewComment,
  type Settlement,
} from '../material.ts'
import type { SettlementRelease } from '../officeSettings.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import { isHeld, type Releaser } from '../settlements.ts'
import type { Instant } from '../time.ts'
import { visibleComment, type Decided } from './decided.ts'

/** What the office's settings mean for settlements that are given now. */
export interface SettlementTerms {
  readonly release: SettlementRelease
  /** Until when a settlement that is shown now can be reacted to. */
  readonly reactBy: Instant
}

/** What the command found or did in the texts for the comments it settles. */
export interface SettledTexts {
  /** Comments whose proposed wording is put into the text in the same act. */
  readonly applied: ReadonlySet<CommentId>
  /** The accepted words as they stand after the act, by comment. */
  readonly passages: ReadonlyMap<CommentId, CommentAnchor>
}

const untouched: SettledTexts = { applied: new Set(), passages: new Map() }

/**
 * Settles one comment or many in one act, with the same verdict and reason; comments linked to one
 * of them as duplicates are settled with it. All or nothing.
 * @param texts what was done to the texts; the command applies wordings, this checks that it may
 */
export function settleComments(
  actor: Actor,
  material: Material,
  commentIds: readonly CommentId[],
  settlement: Settlement,
  terms: SettlementTerms,
  texts: SettledTexts = untouched,
): readonly DecisionEvent[] | Refused {
  const allowed = mayAct(actor, 'settle', material)
  if (isRefused(allowed)) return allowed
  const ids = new Set(commentIds)
  if (ids.size === 0) return refused('invalid-input', { field: 'commentIds' })
  const isOne = ids.size === 1
  const held = releaserOf(material, terms.release)
  const events: DecisionEvent[] = []
  const settle = (comment: ReviewComment, servedBy: CommentId | null): Refused | null => {
    const fault = mayBeSettled(material, comment, settlement, texts)
    if (fault) return isOne ? fault : refused(fault.refused, { number: comment.number })
    const passage = texts.passages.get(comment.id)
    events.push({
      type: 'comment-settled',
      commentId: comment.id,
      settlement,
      wordingApplied: texts.applied.has(comment.id),
      ...(held ? { held } : { reactBy: terms.reactBy }),
      ...(passage ? { passage } : {}),
      ...(servedBy ? { servedBy } : {}),
    })
    return null
  }
  for (const id of ids) {
    const comment = visibleComment(actor, material, id)
    if (isRefused(comment)) return comment
    const fault = settle(comment, null)
    if (fault) return fault
    for (const duplicate of duplicatesOf(material, id)) {
      if (ids.has(duplicate.id) || duplicate.settled?.released || !isCounted(duplicate)) continue
      const no = settle(duplicate, id)
      if (no) return refused(no.refused, { number: duplicate.number })
    }
  }
  return events
}

/** Who releases what is prepared now; `null` when it is shown at once. Without a sponsor the drafter does. */
function releaserOf(material: Material, release: SettlementRelease): Releaser | null {
  if (release === 'at-once') return null
  return release === 'by-sponsor' && material.sponsor ? 'sponsor' : 'drafter'
}

function mayBeSettled(
  material: Material,
  comment: ReviewComment,
  settlement: Settlement,
  { applied }: SettledTexts,
): Refused | null {
  if (comment.withdrawn) return refused('already-withdrawn')
  if (!isCounted(comment)) return refused('comment-not-found')
  // What was prepared and not shown may be prepared anew.
  if (comment.settled?.released) return refused('already-settled')
  if (settlement.verdict !== 'accepted' && !settlement.reason.trim()) return refused('reason-required')
  const outcome = disputeOver(material, comment.id)?.outcome
  const isUpheld = outcome?.kind === 'decided' && outcome.ruling === 'comment-upheld'
  if (isUpheld && settlement.verdict !== 'accepted' && settlement.verdict !== 'accepted-in-part') {
    return refused('ruling-binds')
  }
  if (applied.has(comment.id)) {
    const { place, proposedWording } = comment
    if (place.at !== 'passage' || proposedWording === null || settlement.verdict !== 'accepted') {
      return refused('no-proposed-wording')
    }
    // An applied wording cannot be applied again on top of itself.
    if (comment.settled?.wordingApplied) return refused('already-settled')
  }
  return null
}

/** Takes a settlement back before the lock, so that it can be given anew. */
export function withdrawSettlement(actor: Actor, material: Material, commentId: CommentId): Decided {
  const allowed = mayAct(actor, 'settle', material)
  if (isRefused(allowed)) return allowed
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (!comment.settled) return []
  // What was settled in a locked version stays settled as it is in it.
  if (comment.version !== versionInWork(material)) return refused('material-locked')
  return [{ type: 'settlement-withdrawn', commentId, ...(comment.settled.released ? {} : { held: true as const }) }]
}

/** Comments whose settlement is prepared and waits for its release. */
export const heldSettlements = (material: Material): readonly ReviewComment[] =>
  [...material.comments.values()].filter((comment) => isHeld(comment) && isCounted(comment))

/**
 * Shows prepared settlements to those who lodged the comments; from now on they may react.
 * @param commentIds which; `null` for all
 * @param passages the accepted words as they stand now, of comments that have any
 */
export function releaseSettlements(
  actor: Actor,
  material: Material,
  commentIds: readonly CommentId[] | null,
  reactBy: Instant,
  passages: ReadonlyMap<CommentId, CommentAnchor>,
): Decided {
  const chosen = heldFor(actor, material, commentIds, null)
  if (isRefused(chosen)) return chosen
  return [
    {
      type: 'settlements-released',
      settlements: chosen.flatMap(({ id: commentId, settled }) => {
        if (!settled) return []
        const { settlement, wordingApplied, by: preparedBy, at: preparedAt, servedBy } = settled
        const passage = settled.passage && (passages.get(commentId) ?? settled.passage)
        return [{ commentId, settlement, wordingApplied, preparedBy, preparedAt, reactBy, passage, servedBy }]
      }),
    },
  ]
}

/** The sponsor sends prepared settlements back to the drafter. */
export function returnSettlements(
  actor: Actor,
  material: Material,
  commentIds: readonly CommentId[],
  reason: string,
): Decided {
  const chosen = heldFor(actor, material, commentIds, 'sponsor')
  if (isRefused(chosen)) return chosen
  if (!reason.trim()) return refused('reason-required')
  return [{ type: 'settlements-returned', commentIds: chosen.map(({ id }) => id), reason }]
}

/**
 * The held settlements that are asked for, all of which the actor releases: the sponsor those held
 * for the sponsor, the drafter the others. A sponsor who is the drafter releases both.
 * @param only those that are held for this one; `null` for any
 */
function heldFor(
  actor: Actor,
  material: Material,
  commentIds: readonly CommentId[] | null,
  only: Releaser | null,
): readonly ReviewComment[] | Refused {
  const allowed = mayAct(actor, 'release-settlements', material)
  if (isRefused(allowed)) return allowed
  const releases = {
    sponsor: actor.personId === material.sponsor?.personId,
    drafter: actor.personId === material.drafter.personId,
  }
  const held = heldSettlements(material).filter(({ settled }) => {
    const releaser = releaserNow(material, settled?.heldFor ?? null)
    return releases[releaser] && (only === null || only === releaser)
  })
  const chosen = commentIds === null ? held : held.filter(({ id }) => commentIds.includes(id))
  const isWhole = chosen.length > 0 && (commentIds === null || chosen.length === new Set(commentIds).size)
  return isWhole ? chosen : refused('settlement-not-held')
}

/** A material whose sponsor was taken away leaves the release to its drafter. */
const releaserNow = (material: Material, heldFor: Releaser | null): Releaser =>
  heldFor === 'sponsor' && material.sponsor ? 'sponsor' : 'drafter'

/**
 * Takes note that accepted passages were rewritten since: from now on they count as they stand.
 * @param passages how they stand, of the comments that are found rewritten; `null` for words that are gone
 */
export function acknowledgeRewriting(
  actor: Actor,
  material: Material,
  passages: readonly { readonly commentId: CommentId; readonly passage: CommentAnchor | null }[],
  reason: string,
): Decided {
  const allowed = mayAct(actor, 'settle', material)
  if (isRefused(allowed)) return allowed
  if (!reason.trim()) return refused('reason-required')
  for (const { commentId } of passages) {
    const comment = visibleComment(actor, material, commentId)
    if (isRefused(comment)) return comment
    if (!comment.settled?.passage) return refused('nothing-rewritten')
  }
  return passages.length > 0 ? [{ type: 'rewriting-acknowledged', reason, passages }] : refused('nothing-rewritten')
}
