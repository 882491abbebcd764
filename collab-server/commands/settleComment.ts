import { replacePassage } from '@glosa/domain/body'
import {
  isRefused,
  refused,
  settleComment as decide,
  stampOf,
  type Actor,
  type CommentId,
  type MaterialId,
  type Refused,
  type Settlement,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppendNow, type Done } from './decideAndAppend.ts'

/**
 * Settles a comment. With `applyWording` the proposed wording goes into the text first, in the
 * same turn of the material: two people cannot apply it twice, and a passage that changed in the
 * meantime refuses the whole act.
 */
export const settleComment = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
  settlement: Settlement,
  applyWording: boolean,
): Promise<Done | Refused> =>
  context.materials.oneAtATime(materialId, async () => {
    let applied = false
    return decideAndAppendNow(context, stampOf(actor), materialId, async (material) => {
      const decided = decide(actor, material, commentId, settlement, applyWording)
      if (isRefused(decided) || !applyWording || applied) return decided
      const comment = material.comments.get(commentId)
      if (comment?.place.at !== 'passage' || comment.proposedWording === null) return refused('no-proposed-wording')
      const { anchor } = comment.place
      const wording = comment.proposedWording
      const edited = await context.live.edit(materialId, anchor.bodyId, actor.personId, (fork) =>
        replacePassage(fork, anchor, wording),
      )
      if (isRefused(edited)) return edited
      applied = true
      return decided
    })
  })
