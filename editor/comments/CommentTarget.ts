import type { CommentAnchor, CommentPlace, Material, PartId, Sha256 } from '@glosa/domain/model'

/** What was pointed at when the form of a new comment was opened. */
export interface CommentTarget {
  /** The selected words. */
  readonly anchor: CommentAnchor | null
  /** The table around them. */
  readonly table: CommentAnchor | null
  readonly image: { readonly blob: Sha256; readonly caption: string } | null
  /** The attached file. */
  readonly annexId: PartId | null
}

/** Nothing was pointed at: a comment about the part or the material. */
export const noTarget: CommentTarget = { anchor: null, table: null, image: null, annexId: null }

/** A comment about a page of an attached file. */
export const annexTarget = (annexId: PartId): CommentTarget => ({ ...noTarget, annexId })

/** The kinds of place that a target leaves to choose from, the likeliest first. */
export function placesOf({ anchor, table, image, annexId }: CommentTarget): readonly CommentPlace['at'][] {
  return [
    ...(annexId ? (['page'] as const) : []),
    ...(image ? (['image'] as const) : []),
    ...(anchor ? (['passage'] as const) : []),
    ...(table ? (['table'] as const) : []),
    'part',
    'material',
  ]
}

/** The place as it is lodged; `partId` is the part on the page, `page` the page of an attached file. */
export function placeOf(target: CommentTarget, at: CommentPlace['at'], partId: PartId, page: number): CommentPlace {
  const part = target.annexId ?? partId
  switch (at) {
    case 'passage':
      return target.anchor ? { at, partId, anchor: target.anchor } : { at: 'part', partId: part }
    case 'table':
      return target.table ? { at, partId, anchor: target.table } : { at: 'part', partId: part }
    case 'image':
      return target.image ? { at, partId, ...target.image } : { at: 'part', partId: part }
    case 'page':
      return { at, partId: part, page }
    case 'part':
      return { at, partId: part }
    case 'material':
      return { at }
  }
}

/** The title of the part that a place is in; `null` for the whole material and for parts that are gone. */
export const partTitleOf = (material: Material, place: CommentPlace): string | null =>
  place.at === 'material' ? null : (material.parts.find(({ id }) => id === place.partId)?.title ?? null)
