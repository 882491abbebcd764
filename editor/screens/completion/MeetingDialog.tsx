import { instant, type DisputeId, type MaterialId } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/index.ts'
import { isFailure } from '../../api/outcome.ts'
import { Button } from '../../ui/Button.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useNow } from '../../ui/useNow.ts'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'

interface MeetingDialogProps {
  readonly params: { readonly materialId: MaterialId; readonly disputeId: DisputeId }
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Records a discussion of a dispute: when, who was there, what came of it. */
export function MeetingDialog({ params, onClose, onDone }: MeetingDialogProps) {
  const { t } = useTranslation()
  const now = useNow()
  const [heldAt, setHeldAt] = useState<number | null>(now)
  const [present, setPresent] = useState('')
  const [conclusion, setConclusion] = useState('')
  const [isMissing, setMissing] = useState(false)
  const record = useAct('recordDisputeMeeting')
  const isAhead = heldAt !== null && heldAt > now
  const run = async () => {
    if (heldAt === null || isAhead || present.trim() === '' || conclusion.trim() === '') return setMissing(true)
    const body = { heldAt: instant(heldAt), present: present.trim(), conclusion: conclusion.trim() }
    const outcome = await record.run({ params, body })
    if (outcome === null || isFailure(outcome)) return
    notify({ tone: 'success', text: t('completion.recorded') })
    onDone()
    onClose()
  }
  const missing = (value: string) => (isMissing && value.trim() === '' ? { error: t('completion.missing') } : {})
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('completion.meetingTitle')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={record.isPending} onPress={() => void run()}>
            {t('completion.recordMeeting')}
          </Button>
        </>
      }
    >
      <DateTimeField
        label={t('completion.heldAt')}
        value={heldAt}
        onChange={setHeldAt}
        isRequired
        error={isMissing && (heldAt === null || isAhead) ? t('completion.heldAtWrong') : undefined}
      />
      <TextField
        label={t('completion.present')}
        value={present}
        onChange={setPresent}
        maxLength={2_000}
        isRequired
        {...missing(present)}
      />
      <TextArea
        label={t('completion.conclusion')}
        value={conclusion}
        onChange={setConclusion}
        maxLength={4_000}
        isRequired
        {...missing(conclusion)}
      />
    </Dialog>
  )
}
