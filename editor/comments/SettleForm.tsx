import { verdicts, type ReviewComment, type Settlement, type Verdict } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextField.tsx'

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
  const [verdict, setVerdict] = useState<Verdict | null>(first)
  const [reason, setReason] = useState('')
  const [applies, setApplies] = useState(true)
  const [tried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)
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
        autoFocus={first !== null}
        isRequired={verdict !== 'accepted'}
        error={tried && verdict && !settlement ? t('comment.reasonMissing') : undefined}
      />
      {mayApply ? (
        <Checkbox isSelected={applies} onChange={setApplies}>
          {t('comment.applyWording')}
        </Checkbox>
      ) : null}
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
