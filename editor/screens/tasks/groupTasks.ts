import type { ShownCard } from '@glosa/domain/contract'
import { foldText, foldedWords, type TaskVerb } from '@glosa/domain/model'
import { calendarDaysBetween, nextFriday } from '../../i18n/format.ts'

/** One thing to do with one material. */
export interface TaskLine {
  readonly card: ShownCard
  readonly verb: TaskVerb
  readonly dueAt: number | null
  /** Name of the absent person in whose place it is done; `null` when it is the person's own. */
  readonly inPlaceOf: string | null
  /** Where a paper of a meeting waits to be read. */
  readonly paper: ShownCard['tasks'][number]['paper']
}

export const taskGroups = ['overdue', 'week', 'later', 'undated'] as const
export type TaskGroup = (typeof taskGroups)[number]

export const tasksOf = (cards: readonly ShownCard[]): readonly TaskLine[] =>
  cards.flatMap((card) =>
    card.tasks.map(({ verb, dueAt, inPlaceOf, paper }) => ({
      card,
      verb,
      dueAt,
      inPlaceOf: inPlaceOf?.displayName ?? null,
      paper,
    })),
  )

/** Tasks of the verb (`null` is every verb) whose material carries all the words, whatever case and diacritics. */
export function selectTasks(lines: readonly TaskLine[], verb: TaskVerb | null, query: string): readonly TaskLine[] {
  const words = foldedWords(query)
  return lines.filter(({ card, verb: own }) => {
    if (verb !== null && own !== verb) return false
    const text = foldText([card.number, card.title, card.drafterName, card.leadUnitName ?? ''].join(' '))
    return words.every((word) => text.includes(word))
  })
}

/**
 * Tasks by urgency, the nearest first: past their hour; up to the end of the coming Friday (on
 * weekends that of the next week); later; without a deadline. Empty groups are left out.
 */
export function groupTasks(
  lines: readonly TaskLine[],
  now: number,
): readonly { readonly group: TaskGroup; readonly lines: readonly TaskLine[] }[] {
  const friday = nextFriday(now)
  const groupOf = ({ dueAt }: TaskLine): TaskGroup => {
    if (dueAt === null) return 'undated'
    if (dueAt < now) return 'overdue'
    return calendarDaysBetween(dueAt, friday) >= 0 ? 'week' : 'later'
  }
  const sorted = [...lines].sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || 0)
  return taskGroups
    .map((group) => ({ group, lines: sorted.filter((line) => groupOf(line) === group) }))
    .filter(({ lines }) => lines.length > 0)
}
