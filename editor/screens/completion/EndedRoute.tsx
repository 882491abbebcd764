import type { ApprovalRoute } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Notice } from '../../ui/Notice.tsx'

/** Who ended an approval before it was complete: returned with reasons, or taken back. */
export function EndedRoute({ ended }: { readonly ended: NonNullable<ApprovalRoute['ended']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts = { name: ended.by.displayName, when: format.dayAndTime(ended.at) }
  return ended.kind === 'returned' ? (
    <Notice tone="warning" title={t('completion.returnedBy', facts)}>
      <p>{ended.reason}</p>
    </Notice>
  ) : (
    <p className="quiet">{t('completion.cancelledBy', facts)}</p>
  )
}
