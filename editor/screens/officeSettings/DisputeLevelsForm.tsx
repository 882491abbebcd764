import type { OfficeSettingsView } from '@glosa/domain/contract'
import { roles } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { PersonField } from '../administration/PersonField.tsx'
import { levelName } from '../../comments/levelName.ts'
import { isSame } from './isSame.ts'
import { ItemActs } from './ItemActs.tsx'
import { moved } from './moved.ts'
import { newCode } from './newCode.ts'
import { SettingsForm } from './SettingsForm.tsx'
import type { SettingsFormProps } from './SettingsFormProps.ts'
import { useOfficePeople, type OfficePerson } from './useOfficePeople.ts'
import { useSettingsChange } from './useSettingsChange.ts'

type Level = OfficeSettingsView['settings']['disputeLevels'][number]
type Decider = Level['decider']

const deciders = ['parties', 'role', 'person', 'sponsor', 'body'] as const satisfies readonly Decider['by'][]

/** Who decides disputes, from the lowest level; the last one must be able to end every dispute. */
export function DisputeLevelsForm({ view, onSaved, onReload }: SettingsFormProps) {
  const { t } = useTranslation()
  const saved = view.settings.disputeLevels
  const [levels, setLevels] = useState<readonly Level[]>(saved)
  const people = useOfficePeople()
  const { save, isPending, problem } = useSettingsChange({ view, onSaved })
  const last = levels.at(-1)
  const hasNoEnd = last === undefined || last.decider.by === 'parties'
  const set = (index: number, level: Level) => setLevels(levels.map((other, at) => (at === index ? level : other)))
  const add = () => {
    const taken = levels.map(({ id }) => id)
    setLevels([
      ...levels,
      { id: newCode('level', taken, 'level'), name: null, decider: { by: 'role', role: 'secretary' } },
    ])
  }
  return (
    <SettingsForm
      id="setting-disputes"
      title={t('setting.section.disputes')}
      hint={t('setting.disputes.hint')}
      problem={problem}
      isPending={isPending}
      isChanged={!isSame(levels, saved)}
      onReload={onReload}
      onSave={() => {
        if (hasNoEnd) return
        void save({
          section: 'dispute-levels',
          levels: levels.map((level) => ({ ...level, name: level.name?.trim() || null })),
        })
      }}
    >
      <ol className="plain-list">
        {levels.map((level, index) => (
          <li key={level.id} className="setting-item">
            <h3>{t('setting.disputes.level', { number: index + 1, name: levelName(level, t) })}</h3>
            <div className="field-grid">
              <Select
                label={t('setting.disputes.decider')}
                choices={deciders.map((id) => ({ id, label: t(`setting.decider.${id}`) }))}
                selected={level.decider.by}
                onSelect={(by) => set(index, { ...level, decider: deciderOf(by, people[0]) ?? level.decider })}
                error={hasNoEnd && index === levels.length - 1 ? t('setting.disputes.noEnd') : undefined}
              />
              <DeciderDetail decider={level.decider} onChange={(decider) => set(index, { ...level, decider })} />
              <TextField
                label={t('setting.ownName')}
                value={level.name ?? ''}
                placeholder={levelName({ name: null, decider: level.decider }, t)}
                onChange={(name) => set(index, { ...level, name: name === '' ? null : name })}
                maxLength={120}
              />
            </div>
            <ItemActs
              name={levelName(level, t)}
              isFirst={index === 0}
              isLast={index === levels.length - 1}
              onMove={(by) => setLevels(moved(levels, index, by))}
              onRemove={levels.length > 1 ? () => setLevels(levels.filter((_, at) => at !== index)) : undefined}
            />
          </li>
        ))}
      </ol>
      <div className="form-acts">
        <Button onPress={add} isDisabled={levels.length >= 20}>
          {t('setting.disputes.add')}
        </Button>
      </div>
    </SettingsForm>
  )
}

/** The usual decider of a kind; `null` for a person as long as nobody is known. */
function deciderOf(by: Decider['by'], somebody: OfficePerson | undefined): Decider | null {
  switch (by) {
    case 'role':
      return { by, role: 'secretary' }
    case 'body':
      return { by, recordedBy: 'secretary' }
    case 'person':
      return somebody ? { by, personId: somebody.id, displayName: somebody.displayName } : null
    case 'parties':
    case 'sponsor':
      return { by }
  }
}

interface DeciderDetailProps {
  readonly decider: Decider
  readonly onChange: (decider: Decider) => void
}

function DeciderDetail({ decider, onChange }: DeciderDetailProps) {
  const { t } = useTranslation()
  const people = useOfficePeople()
  const roleChoices = roles.map((id) => ({ id, label: t(`role.${id}`) }))
  switch (decider.by) {
    case 'role':
      return (
        <Select
          label={t('setting.role')}
          choices={roleChoices}
          selected={decider.role}
          onSelect={(role) => onChange({ by: 'role', role })}
        />
      )
    case 'body':
      return (
        <Select
          label={t('setting.disputes.recordedBy')}
          choices={roleChoices}
          selected={decider.recordedBy}
          onSelect={(recordedBy) => onChange({ by: 'body', recordedBy })}
        />
      )
    case 'person':
      return (
        <PersonField
          label={t('setting.person')}
          selected={decider.personId}
          onSelect={(personId) => {
            const person = people.find(({ id }) => id === personId)
            if (person) onChange({ by: 'person', personId: person.id, displayName: person.displayName })
          }}
          isRequired
        />
      )
    case 'parties':
    case 'sponsor':
      return null
  }
}
