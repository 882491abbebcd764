import type { DecisionEvent } from '../decisionEvents.ts'
import { disputeOver, openDisputes } from '../disputes.ts'
import type { CommentId, DisputeId } from '../ids.ts'
import { duplicatesOf, versionInWork, type Material } from '../material.ts'
import type { DisputeLevel } from '../officeSettings.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused } from '../refusals.ts'
import { reactionStateOf, speaksFor, type ReactionKind } from '../settlements.ts'
import type { Instant } from '../time.ts'
import { visibleComment, type Decided } from './decided.ts'

/**
 * The body that lodged a comment agrees with its settlement or insists. Insisting on an essential
 * comment opens a dispute; agreeing to a new settlement ends the one that is open. After the
 * deadline silence was consent.
 */
export function reactToSettlement(
  actor: Actor,
  material: Material,
  commentId: CommentId,
  wish: { readonly reaction: ReactionKind; readonly reason: string | null; readonly disputeId: DisputeId },
  levels: readonly DisputeLevel[],
  now: Instant,
): Decided {
  const allowed = mayAct(actor, 'react', material)
  if (isRefused(allowed)) return allowed
  const comment = visibleComment(actor, material, commentId)
  if (isRefused(comment)) return comment
  if (!speaksFor(actor, comment)) return refused('not-the-author')
  if (comment.withdrawn) return refused('already-withdrawn')
  if (!comment.settled?.released || comment.version !== versionInWork(material)) return refused('reaction-not-asked')
  switch (reactionStateOf(comment.settled, now)) {
    case 'not-asked':
      return refused('reaction-not-asked')
    case 'silent':
      return refused('deadline-passed')
    case 'agreed':
    case 'insisted':
      return refused('already-reacted')
    case 'awaited':
      break
  }
  const { reaction, reason } = wish
  const before = disputeOver(material, commentId)
  if (before?.outcome?.kind === 'decided') return refused('ruling-binds')
  const reacted: DecisionEvent = { type: 'settlement-reacted', commentId, reaction, reason }
  if (reaction === 'agreed') {
    const open = openDisputes(material).find(({ commentIds }) => commentIds.includes(commentId))
    return open ? [reacted, { type: 'dispute-settled', disputeId: open.id }] : [reacted]
  }
  if (!reason?.trim()) return refused('reason-required')
  if (comment.kind !== 'essential' || (before && before.outcome === null)) return [reacted]
  const linked = duplicatesOf(material, commentId).filter(({ kind }) => kind === 'essential')
  return [
    reacted,
    {
      type: 'dispute-opened',
      disputeId: wish.disputeId,
      number: material.disputes.length + 1,
      commentIds: [commentId, ...linked.map(({ id }) => id)],
      reason,
      levels,
    },
  ]
}
