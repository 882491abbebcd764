import {
  reactToSettlement as decide,
  stampOf,
  type Actor,
  type CommentId,
  type DisputeId,
  type MaterialId,
  type ReactionKind,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Agrees with a settlement or insists, in the name of the body that lodged the comment. */
export async function reactToSettlement(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
  reaction: ReactionKind,
  reason: string | null,
) {
  const { settings } = await context.settings.read()
  const wish = { reaction, reason, disputeId: context.newId<DisputeId>() }
  return decideAndAppend(context, stampOf(actor), materialId, (material) =>
    decide(actor, material, commentId, wish, settings.disputeLevels, context.now()),
  )
}
