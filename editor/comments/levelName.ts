import type { DisputeLevel } from '@glosa/domain/model'
import type { TFunction } from 'i18next'

/** A level of disputes in words: the office's own name, else who decides there. */
export function levelName({ name, decider }: Pick<DisputeLevel, 'name' | 'decider'>, t: TFunction): string {
  if (name !== null) return name
  switch (decider.by) {
    case 'parties':
      return t('completion.level.parties')
    case 'role':
      return t(`role.${decider.role}`)
    case 'person':
      return decider.displayName
    case 'sponsor':
      return t('completion.level.sponsor')
    case 'body':
      return t('completion.level.body')
  }
}
