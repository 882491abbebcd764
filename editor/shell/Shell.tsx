import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouter } from '@tanstack/react-router'
import Search from 'lucide-react/icons/search'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reading, useSession } from '../api/index.ts'
import { Button } from '../ui/Button.tsx'
import { Link } from '../ui/Link.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { OfflineBar } from './OfflineBar.tsx'
import { SessionEndedDialog } from './SessionEndedDialog.tsx'
import { useFocusOnNavigation } from './useFocusOnNavigation.ts'
import { UserMenu } from './UserMenu.tsx'

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))

/** The frame of every screen behind the sign-in: brand, navigation, search, who is signed in. */
export function Shell() {
  const { t } = useTranslation()
  const session = useSession()
  const [searching, setSearching] = useState(false)
  useFocusOnNavigation(useRouter())
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      setSearching(true)
    }
    window.addEventListener('keydown', open)
    return () => window.removeEventListener('keydown', open)
  }, [])
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="top">
        <Brand />
        <nav className="nav" aria-label={t('shell.mainNavigation')}>
          <Link to="/" className="nav-link" activeOptions={{ exact: true }}>
            {t('shell.tasks')}
          </Link>
          <Link to="/materials" search={{}} className="nav-link">
            {t('shell.materials')}
          </Link>
        </nav>
        <Button
          size="small"
          className="top-search"
          aria-label={t('shell.searchTitle')}
          aria-keyshortcuts="Control+K"
          onPress={() => setSearching(true)}
          icon={<Search size={16} aria-hidden="true" />}
        >
          <span className="top-wide">{t('shell.search')}</span> <kbd className="top-wide">Ctrl K</kbd>
        </Button>
        <UserMenu session={session} />
      </header>
      <OfflineBar />
      <Outlet />
      {searching ? (
        <Suspense>
          <Palette onClose={() => setSearching(false)} />
        </Suspense>
      ) : null}
      <Toasts />
      <SessionEndedDialog />
    </>
  )
}

/** The mark of the software with the name of the office. */
export function Brand() {
  const { t } = useTranslation()
  const office = useQuery({ ...reading('readOffice'), staleTime: Infinity })
  return (
    <Link to="/" className="brand" aria-label={t('shell.home')}>
      <span className="brand-mark" aria-hidden="true">
        G
      </span>
      <span>
        Glosa
        <small>{office.data?.name ?? t('shell.office')}</small>
      </span>
    </Link>
  )
}
