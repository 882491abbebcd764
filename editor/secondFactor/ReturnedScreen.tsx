import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { tellReturned } from './providerWindow.ts'

/** The end of an identity provider’s window: tells the page below and closes itself. */
export function ReturnedScreen() {
  const { t } = useTranslation()
  const { attempt, problem } = useSearch({ from: '/returned' })
  usePageTitle(t('secondFactor.returnedTitle'))
  useEffect(() => {
    if (attempt === undefined) return
    tellReturned(attempt, problem ?? null)
    window.close()
  }, [attempt, problem])
  return (
    <main id="main" className="wrap wrap-narrow">
      <div className="panel stack">
        <h1>{t('secondFactor.returnedTitle')}</h1>
        <p>{t('secondFactor.returned')}</p>
      </div>
    </main>
  )
}
