import type { ReviewComment, Settlement, Verdict } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { VerdictFields, type VerdictDraft } from './VerdictFields.tsx'

interface SettleFormProps {
  readonly comment: ReviewComment
  readonly verdict: Verdict | null
  readonly onSettle: (settlement: Settlement, applyWording: boolean) => Promise<boolean>
  readonly onCancel: () => void
}

/** The settlement that was chosen, or `null` while its reason is missing. */
export function settlementFrom(verdict: Verdict, reason: string): Settlement | null {
  const words = reason.trim()
  if (verdict === 'accepted') return words ? { verdict, reason: words } : { verdict }
  return words ? { verdict, reason: words } : null
}

/** Verdict, reason, and whether a proposed wording goes into the text in the same act. */
export function SettleForm({ comment, verdict: first, onSettle, onCancel }: SettleFormProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<VerdictDraft>({ verdict: first, reason: '', applies: true })
  const [tried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)
  const { verdict, reason, applies } = draft
  const settlement = verdict && settlementFrom(verdict, reason)
  const mayApply = verdict === 'accepted' && comment.proposedWording !== null

  const submit = async () => {
    setTried(true)
    if (!settlement || isPending) return
    setPending(true)
    const done = await onSettle(settlement, mayApply && applies)
    if (!done) setPending(false)
  }
  return (
    <form
      className="card-form"
      aria-label={t('comment.settle')}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <VerdictFields
        draft={draft}
        onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
        applyLabel={mayApply ? t('comment.applyWording') : null}
        isTried={tried}
        isReasonMissing={verdict !== null && !settlement}
        isReasonFirst={first !== null}
      />
      <div className="card-acts">
        <Button type="submit" variant="primary" size="small" isPending={isPending}>
          {t('comment.settle')}
        </Button>
        <Button size="small" variant="quiet" onPress={onCancel}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
