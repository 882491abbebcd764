import type { CodeListEntry } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { codeName } from '../officeSettings/codeName.ts'

interface FlagFieldsProps {
  /** What the office tells materials by. */
  readonly known: readonly CodeListEntry[]
  readonly flags: readonly string[]
  readonly onChange: (flags: readonly string[]) => void
}

/** What the material touches: the conditions of its approval ask for it. */
export function FlagFields({ known, flags, onChange }: FlagFieldsProps) {
  const { t } = useTranslation()
  // A flag that the office gave up meanwhile can still be taken away.
  const gone = flags.filter((flag) => known.every(({ code }) => code !== flag))
  const entries = [...known, ...gone.map((code) => ({ code, name: null }))]
  if (entries.length === 0) return null
  return (
    <fieldset className="fieldset stack">
      <legend>{t('round.details.flags')}</legend>
      <p className="quiet">{t('round.details.flagsHint')}</p>
      {entries.map((entry) => (
        <Checkbox
          key={entry.code}
          isSelected={flags.includes(entry.code)}
          onChange={(isOn) => onChange(isOn ? [...flags, entry.code] : flags.filter((each) => each !== entry.code))}
        >
          {codeName(entry, t)}
        </Checkbox>
      ))}
    </fieldset>
  )
}
