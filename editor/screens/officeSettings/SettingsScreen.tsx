import type { OfficeSettingsView } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answers, reading } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { AdministrationPage } from '../administration/AdministrationPage.tsx'
import { CalendarForm } from './CalendarForm.tsx'
import { CodeListForm } from './CodeListForm.tsx'
import { DisputeLevelsForm } from './DisputeLevelsForm.tsx'
import { RoundsForm } from './RoundsForm.tsx'
import type { SettingsFormProps } from './SettingsFormProps.ts'
import { SettingsHistory } from './SettingsHistory.tsx'
import { SettlementForm } from './SettlementForm.tsx'
import { settingSections, type SettingSection } from './settingSections.ts'
import { TemplatesSection } from './TemplatesSection.tsx'

/** How the office runs its procedure, section by section; the section is in the address. */
export function SettingsScreen() {
  const { t } = useTranslation()
  const { section = 'rounds' } = useSearch({ from: '/office/administration/settings' })
  const navigate = useNavigate({ from: '/administration/settings' })
  const settings = useQuery({ ...reading('readSettings'), refetchOnMount: 'always', refetchOnWindowFocus: false })
  return (
    <AdministrationPage title={t('setting.title')} intro={t('setting.intro')}>
      <Chips
        label={t('setting.sections')}
        chips={settingSections.map((id) => ({ id, label: t(`setting.section.${id}`) }))}
        selected={section}
        onSelect={(chosen) => void navigate({ search: { section: chosen } })}
      />
      <Answer of={settings}>{(view) => <Section key={section} section={section} view={view} />}</Answer>
    </AdministrationPage>
  )
}

/** A form keeps the settings that it began with until it saved, so that a change by somebody else is told. */
function Section({ section, view }: { readonly section: SettingSection; readonly view: OfficeSettingsView }) {
  const [beganWith, setBeganWith] = useState(view)
  const [round, setRound] = useState(0)
  const query = reading('readSettings')
  const begin = (now: OfficeSettingsView) => {
    answers.setQueryData(query.queryKey, now)
    setBeganWith(now)
    setRound(round + 1)
  }
  const props: SettingsFormProps = {
    view: beganWith,
    onSaved: begin,
    onReload: async () => begin(await answers.fetchQuery({ ...query, staleTime: 0 })),
  }
  switch (section) {
    case 'rounds':
      return <RoundsForm key={round} {...props} />
    case 'settlement':
      return <SettlementForm key={round} {...props} />
    case 'templates':
      return <TemplatesSection key={round} {...props} />
    case 'disputes':
      return <DisputeLevelsForm key={round} {...props} />
    case 'calendar':
      return <CalendarForm key={round} {...props} />
    case 'lists':
      return (
        <>
          <CodeListForm key={`flags ${round}`} list="material-flags" {...props} />
          <CodeListForm key={`reasons ${round}`} list="shortening-reasons" {...props} />
        </>
      )
    case 'history':
      return <SettingsHistory />
  }
}
