import { anchorFits } from '@glosa/domain/body'
import {
  isRefused,
  lodgeComment as decide,
  refused,
  stampOf,
  type Actor,
  type CommentWish,
  type MaterialId,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/**
 * Lodges a comment after checking that its words are in the text. The same comment lodged twice
 * by its author (an answer that got lost) is done, not refused.
 */
export const lodgeComment = (context: CommandContext, actor: Actor, materialId: MaterialId, wish: CommentWish) =>
  decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const known = material.comments.get(wish.commentId)
    if (known?.by.personId === actor.personId) return []
    const decided = decide(actor, material, wish, context.now())
    if (isRefused(decided) || wish.place.at !== 'passage') return decided
    const { anchor } = wish.place
    const fits = await context.live.look(materialId, anchor.bodyId, (ydoc) => anchorFits(ydoc, anchor, 1))
    return fits ? decided : refused('quote-not-in-body')
  })
