import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, problemKey, reading, useAct } from '../api/index.ts'
import { openProviderWindow, type ProviderWindow } from '../secondFactor/providerWindow.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

interface ProvidersProps {
  /** Path to come back to, when the whole page goes to the provider. */
  readonly returnTo: string
  /** The provider asks the person anew, to confirm a session they have. */
  readonly again?: boolean
  /** Given: the provider asks in a window of its own, this page stays, and hears here that it went well. */
  readonly onReturned?: () => void
  /** Hears that the whole page is about to go to the provider, where the browser opens no window. */
  readonly onLeave?: () => void
}

/** A button for each identity provider of the office; nothing where there is none. */
export function Providers({ returnTo, again = false, onReturned, onLeave }: ProvidersProps) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<ReturnType<typeof problemKey> | null>(null)
  const [isWaiting, setWaiting] = useState(false)
  const opened = useRef<ProviderWindow | null>(null)
  const known = useQuery({ ...reading('listProviders'), staleTime: Infinity })
  const start = useAct('startOidc', { isQuiet: true })
  useEffect(() => () => opened.current?.close(), [])

  const openWindow = (tell: () => void) => {
    opened.current?.close()
    opened.current = openProviderWindow((refusal) => {
      setWaiting(false)
      if (refusal === null) return tell()
      setProblem(problemKey(refusal))
    })
    return opened.current
  }
  const leave = async (provider: string) => {
    setProblem(null)
    // Where the browser opens no window the page itself goes, and what waits is offered again afterwards.
    const own = onReturned ? openWindow(onReturned) : null
    const outcome = await start.run({ params: { provider }, body: { returnTo: own?.returnTo ?? returnTo, again } })
    if (outcome === null || isFailure(outcome)) {
      own?.close()
      if (outcome !== null) setProblem(problemKey(outcome))
      return
    }
    if (!own) {
      onLeave?.()
      return location.assign(outcome.redirectTo)
    }
    own.leadTo(outcome.redirectTo)
    setWaiting(true)
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
          {t(again ? 'secondFactor.confirmAt' : 'secondFactor.signInAt', { name })}
        </Button>
      ))}
      {isWaiting ? (
        <p role="status" className="quiet">
          {t('secondFactor.inWindow')}
        </p>
      ) : null}
    </div>
  )
}
