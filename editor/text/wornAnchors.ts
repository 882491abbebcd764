import type { CommentAnchor } from '@glosa/domain/model'

/** So many places of one comment can be undone. */
const mostWorn = 20

/**
 * Anchors by comment that own edits put out of use, the latest last. A list of comments from before the repair may
 * still carry them, and undo brings their letters back.
 */
export type WornAnchors = ReadonlyMap<string, readonly CommentAnchor[]>

const haveSameEnds = (a: CommentAnchor, b: CommentAnchor) => a.first === b.first && a.last === b.last

export const isWorn = (worn: WornAnchors, id: string, anchor: CommentAnchor): boolean =>
  worn.get(id)?.some((known) => haveSameEnds(known, anchor)) ?? false

/** What the list of worn anchors of a comment is once `repaired` stands for `anchor`. */
export function wornBy(
  worn: readonly CommentAnchor[] | undefined,
  anchor: CommentAnchor,
  repaired: CommentAnchor,
): readonly CommentAnchor[] {
  const others = (worn ?? []).filter((known) => !haveSameEnds(known, repaired))
  return [...others, anchor].slice(-mostWorn)
}
