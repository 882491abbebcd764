import { settlementReleases } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NumberField } from '../../ui/NumberField.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { isSame } from './isSame.ts'
import { SettingsForm } from './SettingsForm.tsx'
import type { SettingsFormProps } from './SettingsFormProps.ts'
import { useSettingsChange } from './useSettingsChange.ts'

/** When settlements are shown, and how long units have to agree or insist. */
export function SettlementForm({ view, onSaved, onReload }: SettingsFormProps) {
  const { t } = useTranslation()
  const saved = view.settings.settlement
  const [settlement, setSettlement] = useState(saved)
  const { save, isPending, problem } = useSettingsChange({ view, onSaved })
  return (
    <SettingsForm
      id="setting-settlement"
      title={t('setting.section.settlement')}
      problem={problem}
      isPending={isPending}
      isChanged={!isSame(settlement, saved)}
      onReload={onReload}
      onSave={() => void save({ section: 'settlement', settlement })}
    >
      <RadioCards
        label={t('setting.settlement.release')}
        choices={settlementReleases.map((id) => ({
          id,
          label: t(`setting.release.${id}`),
          detail: t(`setting.releaseDetail.${id}`),
        }))}
        selected={settlement.release}
        onSelect={(release) => setSettlement({ ...settlement, release })}
      />
      <div className="field-grid">
        <NumberField
          label={t('setting.settlement.reactionDays')}
          description={t('setting.settlement.reactionDaysHint')}
          value={settlement.reactionDays}
          onChange={(reactionDays) => setSettlement({ ...settlement, reactionDays })}
          least={0}
          most={60}
        />
      </div>
    </SettingsForm>
  )
}
