import { calendarCountries } from '@glosa/domain/model'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { isSame } from './isSame.ts'
import { SettingsForm } from './SettingsForm.tsx'
import type { SettingsFormProps } from './SettingsFormProps.ts'
import { useSettingsChange } from './useSettingsChange.ts'

/** Whose public holidays count, and on which other days the office is closed. */
export function CalendarForm({ view, onSaved, onReload }: SettingsFormProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const saved = view.settings.calendar
  const [calendar, setCalendar] = useState(saved)
  const [day, setDay] = useState('')
  const [isTried, setTried] = useState(false)
  const { save, isPending, problem } = useSettingsChange({ view, onSaved })
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day)
  const add = () => {
    setTried(true)
    if (!isDay) return
    setCalendar({ ...calendar, closedDays: [...new Set([...calendar.closedDays, day])].toSorted() })
    setDay('')
    setTried(false)
  }
  // Noon of the day is the day in every time zone of Europe.
  const shown = (date: string) => format.day(Date.parse(`${date}T12:00:00Z`))
  return (
    <SettingsForm
      id="setting-calendar"
      title={t('setting.section.calendar')}
      hint={t('setting.calendar.hint')}
      problem={problem}
      isPending={isPending}
      isChanged={!isSame(calendar, saved)}
      onReload={onReload}
      onSave={() => void save({ section: 'calendar', calendar })}
    >
      <div className="field-grid">
        <Select
          label={t('setting.calendar.country')}
          choices={calendarCountries.map((id) => ({ id, label: t(`setting.country.${id}`) }))}
          selected={calendar.country}
          onSelect={(country) => setCalendar({ ...calendar, country })}
        />
      </div>
      <h3 id="closed-days">{t('setting.calendar.closedDays')}</h3>
      {calendar.closedDays.length === 0 ? <p className="quiet">{t('setting.calendar.none')}</p> : null}
      <ul className="plain-list closed-days" aria-labelledby="closed-days">
        {calendar.closedDays.map((date) => (
          <li key={date} className="row">
            {shown(date)}
            <IconButton
              size="small"
              label={t('setting.removeOf', { name: shown(date) })}
              icon={<X size={16} aria-hidden="true" />}
              onPress={() =>
                setCalendar({ ...calendar, closedDays: calendar.closedDays.filter((other) => other !== date) })
              }
            />
          </li>
        ))}
      </ul>
      <div className="ask-line">
        <TextField
          label={t('setting.calendar.day')}
          type="date"
          value={day}
          onChange={setDay}
          error={isTried && !isDay ? t('setting.calendar.dayMissing') : undefined}
        />
        <Button onPress={add}>{t('setting.add')}</Button>
      </div>
    </SettingsForm>
  )
}
