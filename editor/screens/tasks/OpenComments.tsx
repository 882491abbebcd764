import type { ShownCard } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'

/** "3 z 9": how many comments wait for settlement; only the number when none is settled yet. */
export function OpenComments({ card }: { readonly card: ShownCard }) {
  const { t } = useTranslation()
  if (card.unsettled === card.comments) return card.comments
  return t('tasks.openOf', { open: card.unsettled, all: card.comments })
}
