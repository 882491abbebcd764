import { useQuery } from '@tanstack/react-query'
import { Outlet, useMatches, useRouter } from '@tanstack/react-router'
import Search from 'lucide-react/icons/search'
import { Fragment, lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reading, useSession, useSessionState, useStepUp } from '../api/index.ts'
import { helpScreenOf } from '../help/helpScreens.ts'
import { openHelp, useHelpOpen } from '../help/helpWindow.ts'
import { ScreenHint } from '../help/ScreenHint.tsx'
import { NoticeBell } from '../notices/NoticeBell.tsx'
import { keptAct, tabStore } from '../secondFactor/keptAct.ts'
import '../secondFactor/wayBack.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Link } from '../ui/Link.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { OfflineBar } from './OfflineBar.tsx'
import { isHelpKey, isSearchKey } from './shellKeys.ts'
import { useFocusOnNavigation } from './useFocusOnNavigation.ts'

const SessionEndedDialog = lazy(async () => ({
  default: (await import('./SessionEndedDialog.tsx')).SessionEndedDialog,
}))
const StepUpDialog = lazy(async () => ({ default: (await import('../secondFactor/StepUpDialog.tsx')).StepUpDialog }))
const ReturnedAct = lazy(async () => ({ default: (await import('../secondFactor/ReturnedAct.tsx')).ReturnedAct }))
const UserMenu = lazy(async () => ({ default: (await import('./UserMenu.tsx')).UserMenu }))
const HelpDialog = lazy(async () => ({ default: (await import('../help/HelpDialog.tsx')).HelpDialog }))
const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))

/** The frame of every screen behind the sign-in: brand, navigation, search, who is signed in. */
export function Shell() {
  const { t } = useTranslation()
  const session = useSession()
  const { state } = useSessionState()
  const stepUp = useStepUp()
  // A screen begins anew after an act that was not done on it.
  const [round, setRound] = useState(0)
  const [isBack] = useState(() => keptAct(tabStore(), session.person.id, Date.now()) !== null)
  const [searching, setSearching] = useState(false)
  const isHelpOpen = useHelpOpen()
  const screen = helpScreenOf(useMatches({ select: (matches) => matches.at(-1)?.routeId ?? '' }))
  useFocusOnNavigation(useRouter())
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      const act = isSearchKey(event) ? () => setSearching(true) : isHelpKey(event) ? openHelp : null
      if (!act) return
      event.preventDefault()
      act()
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
          <Link to="/approvals" className="nav-link">
            {t('approval.title')}
          </Link>
          <Link to="/meetings" search={{}} className="nav-link">
            {t('meeting.title')}
          </Link>
          {session.person.roles.includes('records-manager') ? (
            <Link to="/records" search={{}} className="nav-link">
              {t('records.title')}
            </Link>
          ) : session.person.roles.includes('secretary') ? (
            <Link to="/records/seals" className="nav-link">
              {t('seal.desk')}
            </Link>
          ) : null}
          {session.person.roles.includes('administrator') ? (
            <Link to="/administration" className="nav-link">
              {t('administration.title')}
            </Link>
          ) : null}
        </nav>
        <Button
          size="small"
          className="top-search"
          aria-keyshortcuts="Control+K"
          onPress={() => setSearching(true)}
          icon={<Search size={16} aria-hidden="true" />}
        >
          <span className="top-wide">{t('shell.search')}</span>
          <kbd className="top-wide top-key" aria-hidden="true">
            Ctrl K
          </kbd>
        </Button>
        <NoticeBell />
        <Suspense fallback={<WhoIsHere name={session.person.displayName} />}>
          <UserMenu session={session} />
        </Suspense>
      </header>
      <OfflineBar />
      <ScreenHint screen={screen} />
      <Fragment key={round}>
        <Outlet />
      </Fragment>
      {searching ? (
        <Suspense>
          <Palette onClose={() => setSearching(false)} />
        </Suspense>
      ) : null}
      {isHelpOpen ? (
        <Suspense>
          <HelpDialog screen={screen} />
        </Suspense>
      ) : null}
      <Toasts />
      {isBack ? (
        <Suspense>
          <ReturnedAct onDone={() => setRound(round + 1)} />
        </Suspense>
      ) : null}
      {stepUp && state === 'signed-in' ? (
        <Suspense>
          <StepUpDialog stepUp={stepUp} />
        </Suspense>
      ) : null}
      {state === 'ended' ? (
        <Suspense>
          <SessionEndedDialog />
        </Suspense>
      ) : null}
    </>
  )
}

/** What stands in the place of the user menu until its code is here. */
const WhoIsHere = ({ name }: { readonly name: string }) => (
  <span className="button button-quiet button-small">
    <Avatar name={name} />
    <span className="top-wide">{name}</span>
  </span>
)

/** The mark of the software with the name of the office. */
function Brand() {
  const { t } = useTranslation()
  const office = useQuery({ ...reading('readOffice'), staleTime: Infinity })
  return (
    <Link to="/" className="brand">
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
