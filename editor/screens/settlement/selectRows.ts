import type { ReviewComment } from '@glosa/domain/model'

export const rowFilters = ['all', 'unsettled', 'essential', 'not-accepted'] as const
export type RowFilter = (typeof rowFilters)[number]

/** Whether a comment belongs under a filter of the settlement table. */
export function isUnder(comment: ReviewComment, filter: RowFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'unsettled':
      return comment.settled === null
    case 'essential':
      return comment.kind === 'essential'
    case 'not-accepted':
      return comment.settled?.settlement.verdict === 'not-accepted'
  }
}
