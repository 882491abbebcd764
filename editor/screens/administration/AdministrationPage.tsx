import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/index.ts'
import { Page } from '../../shell/Page.tsx'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import './administration.css'

interface AdministrationPageProps {
  readonly title: string
  /** One sentence on what is done here. */
  readonly intro: string
  /** Buttons beside the heading. */
  readonly acts?: ReactNode
  readonly children: ReactNode
}

/** The frame of the administrator’s screens; for everybody else it says that the right is missing. */
export function AdministrationPage({ title, intro, acts, children }: AdministrationPageProps) {
  const { t } = useTranslation()
  const { person } = useSession()
  if (!person.roles.includes('administrator')) {
    return (
      <Page title={title} isNarrow>
        <div className="stack">
          <h1>{title}</h1>
          <Notice tone="warning" role="alert">
            {t('administration.notPermitted')}
          </Notice>
        </div>
      </Page>
    )
  }
  return (
    <Page title={title}>
      <nav className="subnav" aria-label={t('administration.navigation')}>
        <Link to="/administration/directory" className="subnav-link">
          {t('administration.directory.title')}
        </Link>
        <Link to="/administration/factors" className="subnav-link">
          {t('administration.factors.title')}
        </Link>
        <Link to="/administration/sessions" className="subnav-link">
          {t('administration.sessions.title')}
        </Link>
        <Link to="/administration/audit" className="subnav-link">
          {t('audit.title')}
        </Link>
        <Link to="/administration/settings" className="subnav-link">
          {t('setting.title')}
        </Link>
      </nav>
      <div className="page-header administration-header">
        <h1>{title}</h1>
        {acts ? <div className="row push">{acts}</div> : null}
      </div>
      <p className="quiet administration-intro">{intro}</p>
      <div className="stack">{children}</div>
    </Page>
  )
}
