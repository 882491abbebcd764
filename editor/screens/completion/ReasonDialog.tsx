import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextArea } from '../../ui/TextField.tsx'

interface ReasonDialogProps {
  readonly title: string
  readonly verb: string
  readonly children?: React.ReactNode
  readonly isOptional?: boolean
  readonly onClose: () => void
  /** @returns whether it was done: then the dialog closes, else it keeps what was typed */
  readonly onReason: (reason: string) => Promise<boolean>
}

/** Asks for the reason of an act before it is done. */
export function ReasonDialog({ title, verb, children, isOptional = false, onClose, onReason }: ReasonDialogProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [isPending, setPending] = useState(false)
  const act = async () => {
    if (reason.trim() === '' && !isOptional) return setMissing(true)
    setPending(true)
    const isDone = await onReason(reason.trim())
    setPending(false)
    if (isDone) onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void act()}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
      <TextArea
        label={t('completion.reason')}
        value={reason}
        onChange={(value) => {
          setReason(value)
          setMissing(false)
        }}
        isRequired={!isOptional}
        autoFocus
        maxLength={4_000}
        {...(isMissing ? { error: t('completion.reasonMissing') } : {})}
      />
    </Dialog>
  )
}
