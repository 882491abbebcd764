import type { OfficeSettings } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextField.tsx'

interface ShortenedFieldProps {
  readonly settings: Pick<OfficeSettings, 'codeLists'>
  readonly value: string
  readonly onChange: (reason: string) => void
  readonly isMissing: boolean
}

const usual = ['statutory-deadline', 'threat-of-damage', 'late-subsidy-call', 'decision-of-the-board'] as const

/** Why a deadline is shorter than usual: one of the office's reasons, or own words. */
export function ShortenedField({ settings, value, onChange, isMissing }: ShortenedFieldProps) {
  const { t } = useTranslation()
  const reasons = settings.codeLists['shortening-reasons'].map(({ code, name }) => {
    const known = usual.find((each) => each === code)
    return { id: code, label: name ?? (known ? t(`round.reason.${known}`) : code) }
  })
  return (
    <>
      <Notice tone="warning">{t('round.shortened')}</Notice>
      {reasons.length > 0 ? (
        <Select
          label={t('round.commonReason')}
          choices={reasons}
          selected={reasons.find(({ label }) => label === value)?.id ?? null}
          placeholder={t('comment.choose')}
          onSelect={(id) => onChange(reasons.find((each) => each.id === id)?.label ?? value)}
        />
      ) : null}
      <TextArea
        label={t('round.shortenedBecause')}
        value={value}
        onChange={onChange}
        rows={2}
        maxLength={4_000}
        isRequired
        error={isMissing ? t('round.reasonMissing') : undefined}
      />
    </>
  )
}
