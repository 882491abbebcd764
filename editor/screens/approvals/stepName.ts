import type { ApprovalStep } from '@glosa/domain/model'
import type { TFunction } from 'i18next'

/** A step of an approval route in words: its own name, else who is asked. */
export function stepName({ name, approver }: Pick<ApprovalStep, 'name' | 'approver'>, t: TFunction): string {
  if (name !== null) return name
  switch (approver.by) {
    case 'person':
      return approver.displayName
    case 'unit-head':
      return t('approval.unitHead', { unit: approver.unitName })
    case 'role':
      return t(`role.${approver.role}`)
  }
}
