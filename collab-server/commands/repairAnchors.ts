import { anchorFits } from '@glosa/domain/body'
import {
  isRefused,
  repairAnchors as decide,
  refused,
  stampOf,
  type Actor,
  type MaterialId,
  type PartId,
  type Refused,
  type RepairedAnchor,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** How much of a quote must still be there for a repaired anchor to be believed. */
const similarity = 0.8

/** Takes new places of anchors over, those whose quote still fits. @returns how many */
export async function repairAnchors(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  partId: PartId,
  anchors: readonly RepairedAnchor[],
): Promise<{ readonly repaired: number } | Refused> {
  let repaired = 0
  const done = await decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    repaired = 0
    const part = material.parts.find(({ id }) => id === partId)
    const allowed = decide(actor, material, partId, anchors)
    if (isRefused(allowed)) return allowed
    if (part?.form !== 'body') return refused('part-not-found')
    const fitting = await context.live.look(materialId, part.bodyId, (ydoc) =>
      anchors.filter(({ commentId, first, last }) => {
        const place = material.comments.get(commentId)?.place
        return place?.at === 'passage' && anchorFits(ydoc, { ...place.anchor, first, last }, similarity)
      }),
    )
    repaired = fitting.length
    return decide(actor, material, partId, fitting)
  })
  return isRefused(done) ? done : { repaired }
}
