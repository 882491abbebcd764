import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { notify } from '../../ui/notify.ts'

/** Ends the person’s other sessions, or all of them. */
export function SignOutEverywhere() {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const end = useAct('endOwnSessions', { changes: ['listSessions'] })
  const others = async () => {
    const outcome = await end.run({ query: { keepThis: 'yes' } })
    if (outcome === null || isFailure(outcome)) return
    notify({ tone: 'success', text: t('secondFactor.endedElse', { count: outcome.ended }) })
  }
  const all = async () => {
    const outcome = await end.run({ query: { keepThis: 'no' } })
    setAsking(false)
    // A fresh page: nothing of what this person has read stays in the memory of a shared computer.
    if (outcome !== null && !isFailure(outcome)) location.assign('/sign-in')
  }
  return (
    <div className="row">
      <Button onPress={() => void others()} isPending={end.isPending}>
        {t('secondFactor.everywhereElse')}
      </Button>
      <Button onPress={() => setAsking(true)}>{t('secondFactor.everywhere')}</Button>
      <AlertDialog
        isOpen={isAsking}
        title={t('secondFactor.everywhere')}
        verb={t('secondFactor.everywhere')}
        onConfirm={() => void all()}
        onCancel={() => setAsking(false)}
        isPending={end.isPending}
        isDanger
      >
        <p>{t('secondFactor.everywhereQuestion')}</p>
      </AlertDialog>
    </div>
  )
}
