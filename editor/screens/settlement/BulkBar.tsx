import type { Material, ReviewComment } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentActs } from '../../comments/CommentActs.ts'
import { Button } from '../../ui/Button.tsx'
import { notify } from '../../ui/notify.ts'
import { ReasonDialog } from '../completion/ReasonDialog.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { SettleManyDialog } from './SettleManyDialog.tsx'
import type { SettlementActs } from './useSettlementActs.ts'

interface BulkBarProps {
  readonly material: Material
  /** The chosen comments, in the order of the table; at least one. */
  readonly chosen: readonly ReviewComment[]
  readonly maySettle: boolean
  /** Whether the person may show this prepared settlement. */
  readonly mayRelease: (comment: ReviewComment) => boolean
  readonly isSponsor: boolean
  readonly acts: SettlementActs
  readonly withdraw: CommentActs['withdrawSettlement']
  readonly onClear: () => void
}

/** What can be done to the chosen lines at once. */
export function BulkBar(props: BulkBarProps) {
  const { material, chosen, maySettle, mayRelease, isSponsor, acts, withdraw, onClear } = props
  const { t } = useTranslation()
  const [asked, setAsked] = useState<'settle' | 'link' | 'return' | null>(null)
  const [isPending, setPending] = useState(false)
  const releasable = chosen.filter(mayRelease).map(({ id }) => id)
  const settled = chosen.filter((comment) => comment.settled && comment.version > material.versions.length)
  const close = () => setAsked(null)
  const takeBack = async () => {
    setPending(true)
    let isDone = true
    for (const { id } of settled) isDone &&= await withdraw(id)
    setPending(false)
    if (!isDone) return
    notify({ tone: 'success', text: t('settlement.withdrawn') })
    onClear()
  }
  const release = async () => {
    setPending(true)
    if (await acts.release(releasable, releasable.length)) onClear()
    setPending(false)
  }
  return (
    <div className="settlement-bulk" role="group" aria-label={t('settlement.bulkLabel')}>
      <span role="status">{t('settlement.selected', { count: chosen.length })}</span>
      {maySettle ? (
        <Button size="small" variant="primary" onPress={() => setAsked('settle')}>
          {t('settlement.settleChosen')}
        </Button>
      ) : null}
      {maySettle && chosen.length > 1 ? (
        <Button size="small" onPress={() => setAsked('link')}>
          {t('settlement.link')}
        </Button>
      ) : null}
      {releasable.length > 0 ? (
        <Button size="small" isPending={isPending} onPress={() => void release()}>
          {t('settlement.releaseChosen')}
        </Button>
      ) : null}
      {releasable.length > 0 && isSponsor ? (
        <Button size="small" onPress={() => setAsked('return')}>
          {t('settlement.return')}
        </Button>
      ) : null}
      {maySettle && settled.length > 0 ? (
        <Button size="small" isPending={isPending} onPress={() => void takeBack()}>
          {t('settlement.withdraw')}
        </Button>
      ) : null}
      <Button size="small" variant="quiet" onPress={onClear}>
        {t('settlement.clearSelection')}
      </Button>
      {asked === 'settle' ? <SettleManyDialog chosen={chosen} acts={acts} onClose={close} onDone={onClear} /> : null}
      {asked === 'link' ? <LinkDialog chosen={chosen} acts={acts} onClose={close} onDone={onClear} /> : null}
      {asked === 'return' ? (
        <ReasonDialog
          title={t('settlement.returnTitle')}
          verb={t('settlement.return')}
          onClose={close}
          onReason={async (reason) => {
            const isDone = await acts.sendBack(releasable, reason)
            if (isDone) onClear()
            return isDone
          }}
        >
          <p className="quiet">{material.drafter.displayName}</p>
        </ReasonDialog>
      ) : null}
    </div>
  )
}
