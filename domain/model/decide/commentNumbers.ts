import type { CommentNumber } from '../events.ts'
import type { CommentId } from '../ids.ts'
import type { Material } from '../material.ts'

/** The next free numbers of the material, one for each comment in this order. */
export function nextNumbers(material: Material, ids: readonly CommentId[]): readonly CommentNumber[] {
  const last = [...material.comments.values()].reduce((most, { number }) => Math.max(most, number), 0)
  return ids.map((commentId, index) => ({ commentId, number: last + index + 1 }))
}
