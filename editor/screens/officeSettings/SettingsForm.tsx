import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { SettingsProblem } from './useSettingsChange.ts'

interface SettingsFormFrameProps {
  readonly id: string
  readonly title: string
  readonly hint?: string
  readonly problem: SettingsProblem | null
  readonly isPending: boolean
  readonly isChanged: boolean
  readonly onSave: () => void
  readonly onReload: () => Promise<void>
  readonly children: ReactNode
}

/** The frame of a form of settings: heading, what went wrong, saving and taking back. */
export function SettingsForm(props: SettingsFormFrameProps) {
  const { t } = useTranslation()
  const { id, title, hint, problem, isPending, isChanged, onSave, onReload, children } = props
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave()
  }
  return (
    <form className="panel stack" aria-labelledby={id} onSubmit={submit} noValidate>
      <h2 id={id}>{title}</h2>
      {hint ? <p className="quiet">{hint}</p> : null}
      {problem === 'refusal.conflict' ? (
        <Notice tone="warning" role="alert" title={t('setting.conflict')}>
          <p className="notice-act">
            <Button size="small" onPress={() => void onReload()}>
              {t('setting.reload')}
            </Button>
          </p>
        </Notice>
      ) : problem ? (
        <Notice tone="danger" role="alert">
          {t(problem)}
        </Notice>
      ) : null}
      {children}
      <div className="form-acts">
        <Button type="submit" variant="primary" isPending={isPending} isDisabled={!isChanged}>
          {t('setting.save')}
        </Button>
        <Button onPress={() => void onReload()} isDisabled={!isChanged}>
          {t('setting.takeBack')}
        </Button>
      </div>
    </form>
  )
}
