import type { CodeListName } from '@glosa/domain/model'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { codeName } from './codeName.ts'
import { isSame } from './isSame.ts'
import { newCode } from './newCode.ts'
import { SettingsForm } from './SettingsForm.tsx'
import type { SettingsFormProps } from './SettingsFormProps.ts'
import { useSettingsChange } from './useSettingsChange.ts'

/** One code list: entries with the office’s own words; the code of an entry never changes. */
export function CodeListForm({ list, view, onSaved, onReload }: SettingsFormProps & { readonly list: CodeListName }) {
  const { t } = useTranslation()
  const saved = view.settings.codeLists[list]
  const [entries, setEntries] = useState(saved)
  const [added, setAdded] = useState('')
  const { save, isPending, problem } = useSettingsChange({ view, onSaved })
  const add = () => {
    const name = added.trim()
    if (name === '') return
    const code = newCode(
      name,
      entries.map((entry) => entry.code),
      'code',
    )
    setEntries([...entries, { code, name }])
    setAdded('')
  }
  return (
    <SettingsForm
      id={`setting-${list}`}
      title={t(`setting.list.${list}`)}
      hint={t(`setting.listHint.${list}`)}
      problem={problem}
      isPending={isPending}
      isChanged={!isSame(entries, saved)}
      onReload={onReload}
      onSave={() =>
        void save({
          section: 'code-list',
          list,
          entries: entries.map(({ code, name }) => ({ code, name: name?.trim() || null })),
        })
      }
    >
      {entries.map((entry, index) => (
        <div className="entry-line" key={entry.code}>
          <TextField
            label={t('setting.lists.nameOf', { code: entry.code })}
            value={entry.name ?? ''}
            placeholder={codeName({ code: entry.code, name: null }, t)}
            onChange={(name) =>
              setEntries(
                entries.map((other, at) => (at === index ? { ...other, name: name === '' ? null : name } : other)),
              )
            }
            maxLength={120}
          />
          <IconButton
            label={t('setting.removeOf', { name: codeName(entry, t) })}
            icon={<X size={16} aria-hidden="true" />}
            onPress={() => setEntries(entries.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div className="ask-line">
        <TextField label={t('setting.lists.new')} value={added} onChange={setAdded} maxLength={120} />
        <Button onPress={add} isDisabled={added.trim() === ''}>
          {t('setting.add')}
        </Button>
      </div>
    </SettingsForm>
  )
}
