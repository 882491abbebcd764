import { unsettledComments, type Material, type PersonId, type ReviewComment } from '@glosa/domain/model'

export const commentFilters = ['all', 'mine', 'essential', 'proposals', 'unsettled'] as const
export type CommentFilter = (typeof commentFilters)[number]

/** What a list of comments shows: everything the person may see that was not withdrawn, own notes included. */
export const shownComments = (material: Material): readonly ReviewComment[] =>
  [...material.comments.values()].filter((comment) => !comment.withdrawn)

/** Whether a comment belongs under a filter. */
export function passes(comment: ReviewComment, filter: CommentFilter, personId: PersonId): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'mine':
      return comment.by.personId === personId
    case 'essential':
      return comment.kind === 'essential' && comment.visibility !== 'private'
    case 'proposals':
      return comment.proposedWording !== null
    case 'unsettled':
      // A late comment that was declined is never settled.
      return !comment.settled && comment.visibility !== 'private' && comment.late?.decision?.admitted !== false
  }
}

/** How many comments stand under each filter. */
export function filterCounts(
  comments: readonly ReviewComment[],
  personId: PersonId,
): Readonly<Record<CommentFilter, number>> {
  const counts = { all: 0, mine: 0, essential: 0, proposals: 0, unsettled: 0 }
  for (const comment of comments) {
    for (const filter of commentFilters) if (passes(comment, filter, personId)) counts[filter]++
  }
  return counts
}

/** Essential comments without a settlement: what keeps a material from being locked first of all. */
export const unsettledEssential = (material: Material): number =>
  unsettledComments(material).filter((comment) => comment.kind === 'essential').length
