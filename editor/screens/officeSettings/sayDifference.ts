import type { TFunction } from 'i18next'
import type { Difference } from './difference.ts'

/** A difference as a sentence. */
export function sayDifference({ what, before, after }: Difference, t: TFunction): string {
  if (before === null) return t('setting.difference.added', { what, after: after ?? '' })
  if (after === null) return t('setting.difference.removed', { what, before })
  return t('setting.difference.changed', { what, before, after })
}
