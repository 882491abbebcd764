import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { formKeys } from './formKeys.ts'

interface ReasonFormProps {
  readonly label: string
  readonly verb: string
  readonly onSend: (reason: string) => Promise<boolean>
  readonly onClose: () => void
}

/** Asks inside a card for the reason that an act needs. */
export function ReasonForm({ label, verb, onSend, onClose }: ReasonFormProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [isPending, setPending] = useState(false)
  const send = async () => {
    if (!reason.trim() || isPending) return
    setPending(true)
    if (await onSend(reason.trim())) onClose()
    else setPending(false)
  }
  return (
    <form
      className="card-form"
      aria-label={verb}
      onKeyDown={formKeys(onClose, () => void send())}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <TextArea label={label} value={reason} onChange={setReason} rows={2} maxLength={4_000} isRequired autoFocus />
      <div className="card-acts">
        <Button type="submit" variant="primary" size="small" isPending={isPending} isDisabled={!reason.trim()}>
          {verb}
        </Button>
        <Button size="small" variant="quiet" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
