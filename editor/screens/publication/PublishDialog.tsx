import type { AnswerOf, PublicationPlanView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { removedCount } from './planOf.ts'

interface PublishDialogProps {
  readonly plan: PublicationPlanView
  readonly meeting: AnswerOf<'readPublication'>['meeting']
  readonly address: string | null
  readonly isPending: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** Says what everybody will see, before everybody does. */
export function PublishDialog({ plan, meeting, address, isPending, onConfirm, onCancel }: PublishDialogProps) {
  const { t } = useTranslation()
  const { copy, fields, resolutionText } = plan
  return (
    <AlertDialog
      isOpen
      title={t('publication.confirmTitle')}
      verb={t('publication.publish')}
      onConfirm={onConfirm}
      onCancel={onCancel}
      isPending={isPending}
    >
      <p>{t('publication.confirmLead')}</p>
      <ul>
        <li>{t('publication.willShow.title', { title: plan.title })}</li>
        {fields.map((field) => (
          <li key={field}>
            {t(`publication.field.${field}`)}
            {field === 'meeting' && !meeting ? ` ${t('publication.notYet')}` : null}
          </li>
        ))}
        {fields.includes('resolution') && resolutionText !== null ? (
          <li>{t('publication.willShow.resolutionText')}</li>
        ) : null}
        {copy ? (
          <>
            <li>{t('publication.willShow.copy', { number: copy.version })}</li>
            <li>{t('publication.willShow.removed', { count: removedCount(copy) })}</li>
            {copy.attached.length > 0 ? (
              <li>{t('publication.willShow.attached', { count: copy.attached.length })}</li>
            ) : null}
          </>
        ) : (
          <li>{t('publication.willShow.noCopy')}</li>
        )}
      </ul>
      <p>{t('publication.willHide')}</p>
      {address === null ? <p>{t('publication.pagesOff')}</p> : null}
    </AlertDialog>
  )
}
