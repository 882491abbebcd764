import type { ReviewComment } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settlementFrom } from '../../comments/SettleForm.tsx'
import { VerdictFields, type VerdictDraft } from '../../comments/VerdictFields.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
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
  const [draft, setDraft] = useState<VerdictDraft>({ verdict: null, reason: '', applies: false })
  const [tried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)
  const open = chosen.filter(({ settled }) => !settled?.released)
  const { verdict, reason, applies } = draft
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
          <VerdictFields
            draft={draft}
            onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
            applyLabel={mayApply ? t('settlement.settleApply') : null}
            isTried={tried}
            isReasonMissing={verdict !== null && !settlement}
          />
        </>
      )}
    </Dialog>
  )
}
