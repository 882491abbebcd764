import type { RecordsSystemView } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Breadcrumbs } from '../../ui/Breadcrumbs.tsx'
import { Link } from '../../ui/Link.tsx'
import { CertificateWarning } from './CertificateWarning.tsx'
import { CheckConnection } from './CheckConnection.tsx'
import { CodeLists } from './CodeLists.tsx'
import { DryRun } from './DryRun.tsx'
import { ExchangeTable } from './ExchangeTable.tsx'
import { RecordsPage } from './RecordsPage.tsx'
import { systemName } from './systemName.ts'
import { QueueTags, SystemFacts } from './SystemsScreen.tsx'

const shownExchanges = 50

/** One records system: its state, a try without sending, its code lists, the newest messages. */
export function SystemScreen() {
  const { t } = useTranslation()
  const { target } = useParams({ from: '/office/records/systems/$target' })
  const systems = useQuery({ ...reading('listRecordsSystems'), refetchOnMount: 'always' })
  const system = systems.data?.systems.find((one) => one.target === target)
  const title = systemName(system?.label ?? target, t)
  return (
    <RecordsPage
      title={title}
      above={
        <Breadcrumbs
          links={[
            <Link key="systems" to="/records/systems">
              {t('records.systems')}
            </Link>,
          ]}
          current={title}
        />
      }
    >
      <Answer of={systems}>
        {() => (system ? <Details system={system} /> : <p>{t('refusal.records-system-unknown')}</p>)}
      </Answer>
    </RecordsPage>
  )
}

function Details({ system }: { readonly system: RecordsSystemView }) {
  const { t } = useTranslation()
  const { target, label } = system
  const exchanges = useQuery({
    ...reading('listExchanges', { params: { target }, query: { limit: shownExchanges } }),
    refetchOnMount: 'always',
  })
  return (
    <>
      <CertificateWarning certificate={system.certificate} />
      <section className="panel desk-panel" aria-labelledby="system-state">
        <h2 id="system-state">{t(`records.kind.${system.kind}`)}</h2>
        <QueueTags system={system} />
        <SystemFacts system={system} />
        {system.canCheck ? <CheckConnection target={target} label={label} health={system.health} /> : null}
      </section>
      {system.canDryRun ? <DryRun target={target} /> : null}
      {system.hasCodeLists ? <CodeLists target={target} /> : null}
      <section className="desk-panel" aria-labelledby="system-exchanges">
        <h2 id="system-exchanges">{t('records.exchanges')}</h2>
        <Answer of={exchanges}>
          {(answer) =>
            answer.exchanges.length === 0 ? (
              <p className="quiet">{t('records.noExchanges')}</p>
            ) : (
              <ExchangeTable labelledBy="system-exchanges" exchanges={answer.exchanges} />
            )
          }
        </Answer>
      </section>
    </>
  )
}
