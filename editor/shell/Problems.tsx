import { useTranslation } from 'react-i18next'
import { UnreadableAnswer } from '../api/index.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LinkButton } from '../ui/Link.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { Page } from './Page.tsx'

/** Instead of a screen that failed: a bug of ours, or a page older than the server. */
export function CrashScreen({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  return (
    <Page title={t('problem.title')} isNarrow>
      <h1>{t('problem.title')}</h1>
      <p className="crash-text">{t(error instanceof UnreadableAnswer ? 'problem.unreadable' : 'problem.crash')}</p>
      <Button variant="primary" onPress={() => location.reload()}>
        {t('problem.reload')}
      </Button>
    </Page>
  )
}

/** For an address that no screen has. */
export function NotFoundScreen() {
  const { t } = useTranslation()
  return (
    <Page title={t('problem.notFoundTitle')} isNarrow>
      <h1 className="visually-hidden">{t('problem.notFoundTitle')}</h1>
      <EmptyState title={t('problem.notFoundTitle')}>
        <p>{t('problem.notFound')}</p>
        <LinkButton to="/" variant="primary">
          {t('problem.toTasks')}
        </LinkButton>
      </EmptyState>
    </Page>
  )
}

/** While the code of a screen is on its way. */
export function PendingScreen() {
  const { t } = useTranslation()
  return (
    <main id="main" tabIndex={-1} className="start">
      <h1 className="visually-hidden">{t('ui.loading')}</h1>
      <Spinner label={t('ui.loading')} />
    </main>
  )
}
