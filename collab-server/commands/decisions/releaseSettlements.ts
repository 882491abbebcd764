import {
  heldSettlements,
  releaseSettlements as decide,
  stampOf,
  type Actor,
  type CommentAnchor,
  type CommentId,
  type MaterialId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'
import { reactByOf } from './reactBy.ts'
import { acceptedPassages } from './settleComments.ts'

/**
 * Shows prepared settlements to those who lodged the comments. What was accepted is the text as it
 * stands now: the drafter may have polished it while the settlement was in preparation.
 * @param commentIds which; `null` for all
 */
export const releaseSettlements = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentIds: readonly CommentId[] | null,
) =>
  decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const { settings } = await context.settings.read()
    const passages = new Map<CommentId, CommentAnchor>()
    for (const { id, settled } of heldSettlements(material)) {
      if (!settled?.passage || settled.passage.quote === '') continue
      const now = await acceptedPassages(context, material, [id], settled.settlement)
      for (const [commentId, passage] of now) passages.set(commentId, passage)
    }
    return decide(actor, material, commentIds, reactByOf(settings, context.now()), passages)
  })
