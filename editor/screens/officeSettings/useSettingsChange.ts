import type { BodyOf } from '@glosa/domain/contract'
import { isRefused, type SettingsChange } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, problemKey, useAct } from '../../api/index.ts'
import { notify } from '../../ui/notify.ts'
import type { SettingsFormProps } from './SettingsFormProps.ts'

type SentChange = BodyOf<'changeSettings'>['change']

/** What went wrong with the last save; `conflict` asks for a look at what holds now. */
export type SettingsProblem = ReturnType<typeof problemKey>

/** Saves one section of the settings, on top of what the form began with. */
export function useSettingsChange({ view, onSaved }: Pick<SettingsFormProps, 'view' | 'onSaved'>) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<SettingsProblem | null>(null)
  const act = useAct('changeSettings', { isQuiet: true, changes: ['readSettingsHistory'] })
  const save = async (change: SettingsChange): Promise<void> => {
    setProblem(null)
    const outcome = await act.run({ body: { sequence: view.sequence, change: structuredClone(change) as SentChange } })
    if (outcome === null) return
    if (isFailure(outcome)) {
      // Whoever does not confirm a step-up knows why nothing was saved.
      if (!isRefused(outcome) || outcome.refused !== 'step-up-needed') setProblem(problemKey(outcome))
      return
    }
    notify({ tone: 'success', text: t('setting.saved') })
    onSaved(outcome)
  }
  return { save, isPending: act.isPending, problem }
}
