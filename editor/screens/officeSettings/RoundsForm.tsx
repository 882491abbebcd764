import { audiences, consolidations, disclosures } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { isSame } from './isSame.ts'
import { SettingsForm } from './SettingsForm.tsx'
import type { SettingsFormProps } from './SettingsFormProps.ts'
import { useSettingsChange } from './useSettingsChange.ts'

/** What a new round is offered with, and which deadlines need a reason. */
export function RoundsForm({ view, onSaved, onReload }: SettingsFormProps) {
  const { t } = useTranslation()
  const saved = view.settings.rounds
  const [rounds, setRounds] = useState(saved)
  const { save, isPending, problem } = useSettingsChange({ view, onSaved })
  const isTooLong = rounds.leastDays > rounds.usualDays
  return (
    <SettingsForm
      id="setting-rounds"
      title={t('setting.section.rounds')}
      hint={t('setting.rounds.hint')}
      problem={problem}
      isPending={isPending}
      isChanged={!isSame(rounds, saved)}
      onReload={onReload}
      onSave={() => {
        if (!isTooLong) void save({ section: 'rounds', rounds })
      }}
    >
      <div className="field-grid">
        <NumberField
          label={t('setting.rounds.usualDays')}
          description={t('setting.workingDays')}
          value={rounds.usualDays}
          onChange={(usualDays) => setRounds({ ...rounds, usualDays })}
          least={0}
          most={120}
        />
        <NumberField
          label={t('setting.rounds.leastDays')}
          description={t('setting.rounds.leastDaysHint')}
          value={rounds.leastDays}
          onChange={(leastDays) => setRounds({ ...rounds, leastDays })}
          least={0}
          most={120}
          error={isTooLong ? t('setting.rounds.leastTooLong') : undefined}
        />
        <NumberField
          label={t('setting.rounds.hour')}
          description={t('setting.rounds.hourHint')}
          value={rounds.hour}
          onChange={(hour) => setRounds({ ...rounds, hour })}
          least={0}
          most={23}
        />
        <NumberField
          label={t('setting.rounds.remindDays')}
          description={t('setting.rounds.remindDaysHint')}
          value={rounds.remindDays}
          onChange={(remindDays) => setRounds({ ...rounds, remindDays })}
          least={0}
          most={30}
        />
        <Select
          label={t('setting.rounds.consolidation')}
          choices={consolidations.map((id) => ({ id, label: t(`setting.consolidation.${id}`) }))}
          selected={rounds.consolidation}
          onSelect={(consolidation) => setRounds({ ...rounds, consolidation })}
        />
        <Select
          label={t('setting.rounds.disclosure')}
          choices={disclosures.map((id) => ({ id, label: t(`setting.disclosure.${id}`) }))}
          selected={rounds.disclosure}
          onSelect={(disclosure) => setRounds({ ...rounds, disclosure })}
        />
        <Select
          label={t('setting.rounds.audience')}
          choices={audiences.map((id) => ({ id, label: t(`setting.audience.${id}`) }))}
          selected={rounds.audience}
          onSelect={(audience) => setRounds({ ...rounds, audience })}
        />
      </div>
    </SettingsForm>
  )
}
