import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider, type AnyRoute } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { answers, call, isFailure, isOffline, noteSignedIn, startReading } from '../api/index.ts'
import { languages } from '../i18n/languages.ts'
import { locales } from '../i18n/format.ts'
import { dropForNobody, followKept } from '../offline/kept.ts'
import { router } from '../router.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Spinner } from '../ui/Spinner.tsx'

/** Everything: asks first who is signed in, then shows the screen of the address. */
export function Application() {
  const { i18n } = useTranslation()
  return (
    <I18nProvider locale={locales[languages.find((known) => known === i18n.language) ?? 'cs']}>
      <QueryClientProvider client={answers}>
        <Start />
      </QueryClientProvider>
    </I18nProvider>
  )
}

function Start() {
  const { t } = useTranslation()
  const [isSlow, setSlow] = useState(false)
  const start = useQuery({ queryKey: ['start'], queryFn: recogniseSession, staleTime: Infinity, retry: false })
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 400)
    return () => clearTimeout(timer)
  }, [])
  if (start.data === 'known') return <RouterProvider router={router} />
  if (start.data === 'offline') {
    return (
      <main id="main" className="wrap wrap-narrow">
        <h1 className="visually-hidden">Glosa</h1>
        <EmptyState title={t('problem.offline')}>
          <Button variant="primary" onPress={() => void start.refetch()} isPending={start.isFetching}>
            {t('ui.retry')}
          </Button>
        </EmptyState>
      </main>
    )
  }
  return <main className="start">{isSlow ? <Spinner label={t('ui.loading')} /> : null}</main>
}

async function recogniseSession(): Promise<'known' | 'offline'> {
  headForAddress()
  followKept()
  const session = await call('readSession')
  if (isOffline(session)) return 'offline'
  if (!isFailure(session)) noteSignedIn(session)
  // Papers kept for reading without a connection are for whoever is signed in, and for nobody else.
  else await dropForNobody()
  return 'known'
}

/** Fetches the scripts and the content of the screen that the address names, while the session is asked for. */
function headForAddress(): void {
  startReading(location.pathname)
  const routes: Readonly<Record<string, AnyRoute>> = router.routesById
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    const route = routes[String(routeId)]
    // The screen itself says what is wrong when its scripts do not come.
    if (route) router.loadRouteChunk(route)?.catch(() => undefined)
  }
}
