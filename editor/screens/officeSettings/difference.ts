import type { TFunction } from 'i18next'

/** Something that is other than before, in words; `before` is null for what was added, `after` for what was removed. */
export interface Difference {
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

export const added = (what: string, after: string): Difference => ({ what, before: null, after })
export const removed = (what: string, before: string): Difference => ({ what, before, after: null })

/** A value that may have changed. @returns one difference, or none */
export const changed = (what: string, before: string, after: string): Difference[] =>
  before === after ? [] : [{ what, before, after }]

/** What came to a list, and what went from it. */
export function changedList<Item>(
  what: string,
  before: readonly Item[],
  after: readonly Item[],
  shown: (item: Item) => string,
): Difference[] {
  const gone = before.filter((item) => !after.includes(item)).map(shown)
  const come = after.filter((item) => !before.includes(item)).map(shown)
  return [
    ...(come.length > 0 ? [added(what, come.join(', '))] : []),
    ...(gone.length > 0 ? [removed(what, gone.join(', '))] : []),
  ]
}

/** Working days in words. */
export const daysIn = (count: number, t: TFunction): string => t('setting.difference.days', { count })
