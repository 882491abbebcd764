import { verdicts, type ReviewComment, type Verdict } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settlementFrom } from '../../comments/SettleForm.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import type { SettlementActs } from './useSettlementActs.ts'

interface SettleManyDialogProps {
  readonly chosen: readonly ReviewComment[]
  readonly acts: SettlementActs
  readonly onClose: () => void
  readonly onDone: () => void
}

/** One verdict and reason for many comments, in one act. */
export function SettleManyDialog({ chosen, acts, onClose, onDone }: SettleManyDialogProps) {
  const { t } = useTranslation()
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [reason, setReason] = useState('')
  const [applies, setApplies] = useState(false)
  const [tried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)
  const open = chosen.filter(({ settled }) => !settled?.released)
  const settlement = verdict && settlementFrom(verdict, reason)
  const mayApply = verdict === 'accepted' && open.some(({ proposedWording }) => proposedWording !== null)
  const run = async () => {
    setTried(true)
    if (!settlement || isPending) return
    setPending(true)
    const ids = open.map(({ id }) => id)
    const isDone = await acts.settleMany(ids, settlement, mayApply && applies)
    setPending(false)
    if (!isDone) return
    onClose()
    onDone()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('settlement.settleTitle', { count: open.length })}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          {open.length > 0 ? (
            <Button variant="primary" isPending={isPending} onPress={() => void run()}>
              {t('comment.settle')}
            </Button>
          ) : null}
        </>
      }
    >
      {open.length === 0 ? (
        <Notice tone="info">{t('settlement.nothingToSettle')}</Notice>
      ) : (
        <>
          <p>{t('settlement.settleHint')}</p>
          {open.length < chosen.length ? (
            <p className="quiet">{t('settlement.alreadySettled', { count: chosen.length - open.length })}</p>
          ) : null}
          <Select
            label={t('comment.settlement')}
            placeholder={t('comment.choose')}
            choices={verdicts.map((id) => ({ id, label: t(`comment.verdict.${id}`) }))}
            selected={verdict}
            onSelect={setVerdict}
            error={tried && !verdict ? t('comment.verdictMissing') : undefined}
            isRequired
          />
          <TextArea
            label={t('comment.reason')}
            value={reason}
            onChange={setReason}
            rows={3}
            maxLength={4_000}
            isRequired={verdict !== null && verdict !== 'accepted'}
            error={tried && verdict && !settlement ? t('comment.reasonMissing') : undefined}
          />
          {mayApply ? (
            <Checkbox isSelected={applies} onChange={setApplies}>
              {t('settlement.settleApply')}
            </Checkbox>
          ) : null}
        </>
      )}
    </Dialog>
  )
}
