import { verdicts, type Verdict } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextField.tsx'

/** A settlement on its way. */
export interface VerdictDraft {
  readonly verdict: Verdict | null
  readonly reason: string
  /** Whether a proposed wording goes into the text in the same act. */
  readonly applies: boolean
}

interface VerdictFieldsProps {
  readonly draft: VerdictDraft
  readonly onChange: (change: Partial<VerdictDraft>) => void
  /** What is asked where a wording was proposed and may be applied; `null` where not. */
  readonly applyLabel: string | null
  /** Somebody tried to settle: what is missing is said. */
  readonly isTried: boolean
  readonly isReasonMissing: boolean
  readonly isReasonFirst?: boolean
}

/** Verdict, reason, and whether a proposed wording goes into the text. */
export function VerdictFields(props: VerdictFieldsProps) {
  const { t } = useTranslation()
  const { draft, onChange, applyLabel, isTried, isReasonMissing, isReasonFirst = false } = props
  const { verdict, reason, applies } = draft
  return (
    <>
      <Select
        label={t('comment.settlement')}
        placeholder={t('comment.choose')}
        choices={verdicts.map((id) => ({ id, label: t(`comment.verdict.${id}`) }))}
        selected={verdict}
        onSelect={(chosen) => onChange({ verdict: chosen })}
        error={isTried && !verdict ? t('comment.verdictMissing') : undefined}
        isRequired
      />
      <TextArea
        label={t('comment.reason')}
        value={reason}
        onChange={(typed) => onChange({ reason: typed })}
        rows={3}
        maxLength={4_000}
        autoFocus={isReasonFirst}
        isRequired={verdict !== null && verdict !== 'accepted'}
        error={isTried && isReasonMissing ? t('comment.reasonMissing') : undefined}
      />
      {applyLabel === null ? null : (
        <Checkbox isSelected={applies} onChange={(chosen) => onChange({ applies: chosen })}>
          {applyLabel}
        </Checkbox>
      )}
    </>
  )
}
