import { passageNow } from '@glosa/domain/body'
import {
  acknowledgeRewriting as decide,
  isRefused,
  mayAct,
  refused,
  stampOf,
  type Actor,
  type CommentAnchor,
  type CommentId,
  type MaterialId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Takes note that accepted passages were rewritten: from now on they count as they stand. */
export const acknowledgeRewriting = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentIds: readonly CommentId[],
  reason: string,
) =>
  decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const allowed = mayAct(actor, 'settle', material)
    if (isRefused(allowed)) return allowed
    const rewritten = new Set((await context.texts.rewritten(material)).map(({ commentId }) => commentId))
    const passages: { commentId: CommentId; passage: CommentAnchor | null }[] = []
    for (const commentId of new Set(commentIds)) {
      const passage = material.comments.get(commentId)?.settled?.passage
      if (!passage || !rewritten.has(commentId)) return refused('nothing-rewritten')
      const now = await context.live.look(materialId, passage.bodyId, (ydoc, sequence) =>
        passageNow(ydoc, passage, sequence),
      )
      passages.push({ commentId, passage: now })
    }
    return decide(actor, material, passages, reason)
  })
