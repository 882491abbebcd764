import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, problemKey, reading, useAct } from '../api/index.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

interface ProvidersProps {
  /** Path to come back to. */
  readonly returnTo: string
  /** The provider asks the person anew, to confirm a session they have. */
  readonly again?: boolean
}

/** A button for each identity provider of the office; nothing where there is none. */
export function Providers({ returnTo, again = false }: ProvidersProps) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<ReturnType<typeof problemKey> | null>(null)
  const known = useQuery({ ...reading('listProviders'), staleTime: Infinity })
  const start = useAct('startOidc', { isQuiet: true })
  const leave = async (provider: string) => {
    setProblem(null)
    const outcome = await start.run({ params: { provider }, body: { returnTo, again } })
    if (outcome === null) return
    if (isFailure(outcome)) return setProblem(problemKey(outcome))
    location.assign(outcome.redirectTo)
  }
  if (!known.data || known.data.providers.length === 0) return null
  return (
    <div className="form" role="group" aria-label={t('secondFactor.providers')}>
      <p className="quiet">{t('secondFactor.or')}</p>
      {problem ? (
        <Notice tone="danger" role="alert">
          {t(problem)}
        </Notice>
      ) : null}
      {known.data.providers.map(({ id, name }) => (
        <Button key={id} onPress={() => void leave(id)} isPending={start.isPending}>
          {t('secondFactor.signInAt', { name })}
        </Button>
      ))}
    </div>
  )
}
