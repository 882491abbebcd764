import { mayKeepRecords, mayKeepSeals, mayLookAfterSeal, type Actor } from '@glosa/domain/model'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, useSession } from '../../api/index.ts'
import { Page } from '../../shell/Page.tsx'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import './records.css'

/** Whether the actor has anything to do with the seal: its care, or having versions sealed. */
export const seesSeals = (actor: Pick<Actor, 'roles'>): boolean =>
  mayKeepSeals(actor) === true || mayLookAfterSeal(actor) === true

interface RecordsPageProps {
  readonly title: string
  /** One sentence on what is done here. */
  readonly intro?: string
  /** Buttons beside the heading. */
  readonly acts?: ReactNode
  /** Under the heading, beside the words. */
  readonly above?: ReactNode
  /** Who may be here; the records manager when left out. */
  readonly isFor?: (actor: Actor) => boolean
  readonly children: ReactNode
}

const isRecordsManager = (actor: Actor): boolean => mayKeepRecords(actor) === true

/** The frame of the records desk; for everybody else it says that the right is missing. */
export function RecordsPage({ title, intro, acts, above, isFor = isRecordsManager, children }: RecordsPageProps) {
  const { t } = useTranslation()
  const actor = actorOf(useSession())
  if (!isFor(actor)) {
    return (
      <Page title={title} isNarrow>
        <div className="stack">
          <h1>{title}</h1>
          <Notice tone="warning" role="alert">
            {t('records.notPermitted')}
          </Notice>
        </div>
      </Page>
    )
  }
  return (
    <Page title={title}>
      {isRecordsManager(actor) ? (
        <nav className="desk-nav" aria-label={t('records.navigation')}>
          <Link to="/records" search={{}} className="desk-link" activeOptions={{ exact: true, includeSearch: false }}>
            {t('records.queue')}
          </Link>
          <Link to="/records/systems" className="desk-link">
            {t('records.systems')}
          </Link>
          <Link to="/records/integrity" className="desk-link">
            {t('records.integrity')}
          </Link>
          <Link to="/records/seals" className="desk-link">
            {t('seal.desk')}
          </Link>
        </nav>
      ) : null}
      {above}
      <div className="page-header">
        <h1>{title}</h1>
        {acts ? <div className="row push">{acts}</div> : null}
      </div>
      {intro ? <p className="quiet">{intro}</p> : null}
      <div className="stack desk">{children}</div>
    </Page>
  )
}
