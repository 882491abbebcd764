import {
  countedComments,
  versionInWork,
  type Actor,
  type CommentId,
  type Instant,
  type Material,
  type ReviewComment,
} from '@glosa/domain/model'
import { standingsOf, type CommentStanding } from '../../comments/commentStanding.ts'

/** What the table can be narrowed to; those of the first four are always offered. */
export const rowFilters = [
  'all',
  'unsettled',
  'essential',
  'not-accepted',
  'returned',
  'prepared',
  'yours',
  'awaited',
  'insisted',
  'disputed',
  'rewritten',
] as const
export type RowFilter = (typeof rowFilters)[number]

const alwaysOffered: readonly RowFilter[] = ['all', 'unsettled', 'essential', 'not-accepted']

export const parseRowFilter = (value: unknown): RowFilter | null =>
  rowFilters.find((filter) => filter === value) ?? null

/** One line of the settlement table. */
export interface Row {
  readonly comment: ReviewComment
  readonly standing: CommentStanding
  /** The accepted words read differently now. */
  readonly isRewritten: boolean
}

/** The version whose comments the table shows unless another is asked for: the one in work, or the last locked. */
export const versionShown = (material: Material): number =>
  material.state === 'locked' ? material.versions.length : versionInWork(material)

/** Versions that have comments, and the one shown first. */
export const versionsWithRows = (material: Material): readonly number[] =>
  [...new Set([...countedComments(material).map(({ version }) => version), versionShown(material)])].sort(
    (a, b) => a - b,
  )

/** The lines of a version in the order of the numbers of their comments. */
export function rowsOf(
  actor: Actor,
  material: Material,
  version: number,
  rewritten: ReadonlySet<CommentId>,
  now: Instant,
): readonly Row[] {
  const standing = standingsOf(actor, material, now)
  return countedComments(material)
    .filter((comment) => comment.version === version)
    .sort((a, b) => a.number - b.number)
    .map((comment) => ({ comment, standing: standing(comment), isRewritten: rewritten.has(comment.id) }))
}

/** Whether a line belongs under a filter. */
export function isUnder({ comment, standing, isRewritten }: Row, filter: RowFilter): boolean {
  const { settled } = comment
  switch (filter) {
    case 'all':
      return true
    case 'unsettled':
      return settled === null || settled.returned !== null
    case 'essential':
      return comment.kind === 'essential'
    case 'not-accepted':
      return settled?.settlement.verdict === 'not-accepted'
    case 'returned':
      return Boolean(settled?.returned)
    case 'prepared':
      return settled !== null && settled.released === null && settled.returned === null
    case 'yours':
      return standing.mayReact
    case 'awaited':
      return standing.reaction === 'awaited'
    case 'insisted':
      return standing.reaction === 'insisted'
    case 'disputed':
      return standing.dispute !== null
    case 'rewritten':
      return isRewritten
  }
}

/** The filters worth offering, with how many lines stand under each. */
export const offeredFilters = (
  rows: readonly Row[],
  chosen: RowFilter,
): readonly { readonly id: RowFilter; readonly count: number }[] =>
  rowFilters
    .map((id) => ({ id, count: rows.filter((row) => isUnder(row, id)).length }))
    .filter(({ id, count }) => count > 0 || id === chosen || alwaysOffered.includes(id))

/** The reviewing bodies of the lines by name, sorted; `null` for people outside units. */
export function unitsOfRows(rows: readonly Row[], language: string): readonly (string | null)[] {
  const names = [...new Set(rows.map(({ comment }) => comment.by.unitName))]
  const compare = new Intl.Collator(language).compare
  return names.sort((a, b) => (a === null ? 1 : b === null ? -1 : compare(a, b)))
}
