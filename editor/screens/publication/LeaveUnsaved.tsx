import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AlertDialog } from '../../ui/AlertDialog.tsx'

/** Asks before somebody goes away from what is not saved, by a link as by closing the page. */
export function LeaveUnsaved({ isChanged }: { readonly isChanged: boolean }) {
  const { t } = useTranslation()
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: () => isChanged,
    withResolver: true,
  })
  return status === 'blocked' ? (
    <AlertDialog
      isOpen
      isDanger
      title={t('publication.unsaved.title')}
      verb={t('publication.unsaved.leave')}
      cancelVerb={t('publication.unsaved.stay')}
      onConfirm={proceed}
      onCancel={reset}
    >
      <p>{t('publication.unsaved.text')}</p>
    </AlertDialog>
  ) : null
}
