import type { DecisionEvent } from './decisionEvents.ts'
import type { CommentId } from './ids.ts'
import type { Material } from './material.ts'
import type { Actor } from './people.ts'
import { maySeeHeld } from './settlements.ts'

/**
 * The part of a settlement, dispute or approval event that a person may see; `null` for nothing.
 * A prepared settlement is told to the drafter and the sponsor only; its release tells all of it.
 * @param shown whether the person may see a comment
 */
export function decisionShownTo(
  actor: Pick<Actor, 'personId'>,
  event: DecisionEvent,
  material: Material,
  shown: (id: CommentId) => boolean,
): DecisionEvent | null {
  switch (event.type) {
    case 'comment-settled': {
      if (!shown(event.commentId) || (event.held && !maySeeHeld(actor, material))) return null
      if (!event.servedBy || shown(event.servedBy)) return event
      // A settlement given for a comment that the person may not see does not name it.
      const { servedBy: _hidden, ...rest } = event
      return rest
    }
    case 'settlement-withdrawn':
      return shown(event.commentId) && (!event.held || maySeeHeld(actor, material)) ? event : null
    case 'settlement-reacted':
      return shown(event.commentId) ? event : null
    case 'settlements-released': {
      const settlements = event.settlements
        .filter(({ commentId }) => shown(commentId))
        .map((one) => (one.servedBy && !shown(one.servedBy) ? { ...one, servedBy: null } : one))
      return settlements.length > 0 ? { ...event, settlements } : null
    }
    case 'settlements-returned': {
      const commentIds = maySeeHeld(actor, material) ? event.commentIds.filter(shown) : []
      return commentIds.length > 0 ? { ...event, commentIds } : null
    }
    case 'rewriting-acknowledged': {
      const passages = event.passages.filter(({ commentId }) => shown(commentId))
      return passages.length > 0 ? { ...event, passages } : null
    }
    case 'dispute-opened': {
      const commentIds = event.commentIds.filter(shown)
      return commentIds.length > 0 ? { ...event, commentIds } : null
    }
    case 'dispute-discussed':
    case 'dispute-escalated':
    case 'dispute-decided':
    case 'dispute-withdrawn':
    case 'dispute-settled':
      return shownDispute(material, event.disputeId, shown) ? event : null
    case 'finalising-permitted': {
      const disputeIds = event.disputeIds.filter((id) => shownDispute(material, id, shown))
      return disputeIds.length > 0 ? { ...event, disputeIds } : null
    }
    case 'disputes-shown':
      return null
    default:
      return event
  }
}

const shownDispute = (
  material: Material,
  id: Material['disputes'][number]['id'],
  shown: (id: CommentId) => boolean,
): boolean => material.disputes.find((dispute) => dispute.id === id)?.commentIds.some(shown) ?? false

/** Disputes with the comments that a person may see; disputes over hidden comments are left out. */
export const disputesShown = (material: Material, shown: (id: CommentId) => boolean): Material['disputes'] =>
  material.disputes.flatMap((dispute) => {
    const commentIds = dispute.commentIds.filter(shown)
    return commentIds.length === 0
      ? []
      : commentIds.length === dispute.commentIds.length
        ? [dispute]
        : [{ ...dispute, commentIds }]
  })
