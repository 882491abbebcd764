import type { CommentId, MaterialId, PartId, ReplyId } from './ids.ts'
import type { Material, ReviewComment } from './material.ts'
import type { SearchEntry } from './search.ts'
import type { Instant } from './time.ts'

/** Something of a material that can be found, before it is fingerprinted. */
export type SearchText = Omit<SearchEntry, 'fingerprint'>

/** Where in a material an entry is; read back from its id. */
export type SearchPlaceInMaterial =
  | { readonly of: 'material' }
  | { readonly of: 'part'; readonly partId: PartId }
  | { readonly of: 'comment'; readonly commentId: CommentId }
  | { readonly of: 'reply'; readonly commentId: CommentId; readonly replyId: ReplyId }
  | { readonly of: 'settlement'; readonly commentId: CommentId }

/** The id of the entry of a live text. */
export const textEntryId = (materialId: MaterialId, partId: PartId): string => `${materialId}/text/${partId}`

/**
 * Everything of a material that can be found but its live texts. A comment, each reply to it and its
 * settlement are entries of their own: not everybody who sees one sees the others.
 */
export function searchEntriesOf(material: Material): readonly SearchText[] {
  const { id: materialId, createdAt } = material
  const entry = (
    id: string,
    kind: SearchEntry['kind'],
    at: Instant,
    lines: readonly (string | null)[],
  ): SearchText => ({
    id: `${materialId}/${id}`,
    materialId,
    kind,
    partId: null,
    commentId: null,
    at,
    text: lines.filter(Boolean).join('\n'),
  })
  const annexes = material.parts.flatMap((part) =>
    part.form === 'file'
      ? [{ ...entry(`annex/${part.id}`, 'annex', createdAt, [part.title, part.fileName]), partId: part.id }]
      : [],
  )
  const { number, title, documentReference, fileReference, drafter, sponsor, leadUnitName } = material
  const names = [drafter.displayName, sponsor?.displayName ?? null, leadUnitName]
  return [
    entry('material', 'material', createdAt, [title, number, documentReference, fileReference, ...names]),
    ...annexes,
    ...[...material.comments.values()].filter(({ withdrawn }) => !withdrawn).flatMap(commentEntries),
  ]

  function commentEntries(comment: ReviewComment): readonly SearchText[] {
    const { id: commentId, text, justification, proposedWording, by, at, replies, settled } = comment
    const own = `comment/${commentId}`
    const said = [text, justification, proposedWording, by.displayName, by.unitName]
    const { reason = null } = settled?.settlement ?? {}
    return [
      entry(own, 'comment', at, said),
      ...replies.map((reply) =>
        entry(`${own}/reply/${reply.id}`, 'comment', reply.at, [reply.text, reply.by.displayName]),
      ),
      ...(settled && reason !== null ? [entry(`${own}/settlement`, 'comment', settled.at, [reason])] : []),
    ].map((found) => ({ ...found, commentId }))
  }
}

/** What an entry id says; `null` for a text that is none. */
export function searchPlaceOf(id: string): SearchPlaceInMaterial | null {
  const [, kind, first, second, third] = id.split('/')
  switch (kind) {
    case 'material':
      return { of: 'material' }
    case 'text':
    case 'annex':
      return { of: 'part', partId: first as PartId }
    case 'comment': {
      const commentId = first as CommentId
      if (second === 'reply') return { of: 'reply', commentId, replyId: third as ReplyId }
      return second === 'settlement' ? { of: 'settlement', commentId } : { of: 'comment', commentId }
    }
    default:
      return null
  }
}
