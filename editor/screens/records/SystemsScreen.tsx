import type { RecordsSystemView } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Link } from '../../ui/Link.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { CertificateWarning } from './CertificateWarning.tsx'
import { certificateName } from './certificateName.ts'
import { CheckConnection } from './CheckConnection.tsx'
import { RecordsPage } from './RecordsPage.tsx'
import { systemName } from './systemName.ts'

/** The records systems of the office and how their queues stand. */
export function SystemsScreen() {
  const { t } = useTranslation()
  const systems = useQuery({ ...reading('listRecordsSystems'), refetchOnMount: 'always', refetchInterval: 10_000 })
  return (
    <RecordsPage title={t('records.systems')} intro={t('records.systemsIntro')}>
      <Answer of={systems}>
        {(answer) => (
          <ul className="plain-list stack">
            {answer.systems.map((system) => (
              <li key={system.target}>
                <SystemPanel system={system} />
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </RecordsPage>
  )
}

function SystemPanel({ system }: { readonly system: RecordsSystemView }) {
  const { t } = useTranslation()
  return (
    <section className="panel desk-panel" aria-labelledby={`system-${system.target}`}>
      <div className="row">
        <h2 id={`system-${system.target}`}>
          <Link to="/records/systems/$target" params={{ target: system.target }}>
            {systemName(system.label, t)}
          </Link>
        </h2>
        <span className="quiet">{t(`records.kind.${system.kind}`)}</span>
        {system.isConfigured ? null : <Tag tone="warning">{t('records.unset')}</Tag>}
      </div>
      <CertificateWarning certificate={system.certificate} />
      <QueueTags system={system} />
      <SystemFacts system={system} />
      {system.canCheck ? <CheckConnection target={system.target} label={system.label} health={system.health} /> : null}
    </section>
  )
}

/** How much waits in the queue of a records system. */
export function QueueTags({ system }: { readonly system: RecordsSystemView }) {
  const { t } = useTranslation()
  const { waiting, uncertain, deposited, deadLetters } = system
  if (waiting + uncertain + deposited + deadLetters === 0) return <p className="quiet">{t('records.queueEmpty')}</p>
  return (
    <p className="row">
      {waiting > 0 ? <Tag>{t('records.count.waiting', { count: waiting })}</Tag> : null}
      {uncertain > 0 ? <Tag tone="warning">{t('records.count.uncertain', { count: uncertain })}</Tag> : null}
      {deposited > 0 ? <Tag tone="brand">{t('records.count.deposited', { count: deposited })}</Tag> : null}
      {deadLetters > 0 ? <Tag tone="danger">{t('records.count.deadLetters', { count: deadLetters })}</Tag> : null}
    </p>
  )
}

/** How a records system is set up. */
export function SystemFacts({ system }: { readonly system: RecordsSystemView }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <dl className="facts">
      {system.endpoint === null ? null : (
        <>
          <dt>{t('records.endpoint')}</dt>
          <dd>{system.endpoint}</dd>
        </>
      )}
      <dt>{t('records.orderLabel')}</dt>
      <dd>{t(`records.order.${system.order}`)}</dd>
      {system.after === null ? null : (
        <>
          <dt>{t('records.after')}</dt>
          <dd>{system.after}</dd>
        </>
      )}
      {system.certificate ? (
        <>
          <dt>{t('records.ownCertificate.label')}</dt>
          <dd>
            {t('records.ownCertificate.line', {
              name: certificateName(system.certificate.subject),
              when: format.day(system.certificate.notAfter),
            })}
          </dd>
        </>
      ) : null}
      <dt>{t('records.abilities')}</dt>
      <dd>
        {[
          system.givesNumberFirst ? t('records.ability.number') : null,
          system.canReadBack ? t('records.ability.readBack') : null,
          system.hasCodeLists ? t('records.ability.codeLists') : null,
        ]
          .filter((ability) => ability !== null)
          .join(', ') || t('records.ability.none')}
      </dd>
    </dl>
  )
}
