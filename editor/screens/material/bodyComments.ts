import type { BodyId, Material } from '@glosa/domain/model'
import type { BodyComment } from '../../text/drawComment.ts'

/** The comments of a text as it marks them: a settled one is quieter and proposes nothing any more. */
export const bodyCommentsOf = (material: Material, bodyId: BodyId): readonly BodyComment[] =>
  [...material.comments.values()].flatMap((comment): readonly BodyComment[] => {
    const { place } = comment
    if (comment.withdrawn || (place.at !== 'passage' && place.at !== 'table')) return []
    if (place.anchor.bodyId !== bodyId) return []
    const kindClass = comment.settled
      ? 'is-settled'
      : comment.visibility === 'private'
        ? 'is-private'
        : comment.kind === 'essential'
          ? 'is-essential'
          : ''
    return [
      {
        id: comment.id,
        anchor: place.anchor,
        className: place.at === 'table' ? `${kindClass} is-table`.trim() : kindClass,
        proposedWording: comment.settled ? null : comment.proposedWording,
      },
    ]
  })
