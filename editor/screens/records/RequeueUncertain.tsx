import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlertDialog } from '../../ui/AlertDialog.tsx'

interface RequeueUncertainProps {
  readonly onClose: () => void
  readonly onConfirm: () => Promise<boolean>
}

/** Asks whether the person found out that an uncertain delivery never arrived, before it is sent again. */
export function RequeueUncertain({ onClose, onConfirm }: RequeueUncertainProps) {
  const { t } = useTranslation()
  const [isPending, setPending] = useState(false)
  const confirm = async () => {
    setPending(true)
    const isDone = await onConfirm()
    setPending(false)
    if (isDone) onClose()
  }
  return (
    <AlertDialog
      isOpen
      title={t('records.requeueUncertainTitle')}
      verb={t('records.act.requeue')}
      onConfirm={() => void confirm()}
      onCancel={onClose}
      isPending={isPending}
      isDanger
    >
      <p>{t('records.requeueUncertainText')}</p>
    </AlertDialog>
  )
}
