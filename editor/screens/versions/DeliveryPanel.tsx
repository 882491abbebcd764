import type { MaterialView } from '@glosa/domain/contract'
import { mayKeepRecords, type MaterialId } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { actorOf, useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { DeliveryActs } from '../records/DeliveryActs.tsx'
import { deliveryTones } from '../records/deliveryTone.ts'
import { problemTitle } from '../records/deliveryProblem.ts'
import { ProblemText } from '../records/ProblemText.tsx'
import { systemName } from '../records/systemName.ts'

type Delivery = MaterialView['deliveries'][number]

const steps = ['queued', 'prepared', 'registered'] as const

/** The step that is going on: once a package exists, registration is awaited. */
const stepOf = (delivery: Delivery): (typeof steps)[number] => {
  if (delivery.state === 'queued') return 'queued'
  if (delivery.state === 'rejected' || delivery.state === 'given-up') return delivery.sent ? 'registered' : 'prepared'
  return 'registered'
}

interface DeliveryPanelProps {
  readonly materialId: MaterialId
  readonly delivery: Delivery
}

/** How far one version has come on its way to one records system, and what it answered. */
export function DeliveryPanel({ materialId, delivery }: DeliveryPanelProps) {
  const { t } = useTranslation()
  const keepsRecords = mayKeepRecords(actorOf(useSession())) === true
  const isDeposited = delivery.state === 'uncertain' && delivery.isDeposited === true
  return (
    <div className="delivery">
      <div className="row">
        <h3>{t('versions.delivery')}</h3>
        <Tag tone={isDeposited ? 'brand' : deliveryTones[delivery.state]}>
          {isDeposited ? t('records.deposited') : t(`versions.deliveryState.${delivery.state}`)}
        </Tag>
        {delivery.fixity ? <Tag tone="danger">{t('records.finding')}</Tag> : null}
      </div>
      <p className="quiet">
        {t('versions.target', { target: systemName(delivery.target, t) })}
        {delivery.attempts > 0 ? ` · ${t('versions.attempts', { count: delivery.attempts })}` : null}
        {keepsRecords ? (
          <>
            {' · '}
            <Link to="/records/deliveries/$materialId/$deliveryId" params={{ materialId, deliveryId: delivery.id }}>
              {t('records.details')}
            </Link>
          </>
        ) : null}
      </p>
      {delivery.state === 'given-up' ? null : (
        <Stepper
          label={t('versions.steps')}
          steps={steps.map((id) => ({ id, label: t(`versions.step.${id}`) }))}
          current={stepOf(delivery)}
          isFinished={delivery.state === 'registered'}
        />
      )}
      <Troubles delivery={delivery} />
      <ReceiptFacts delivery={delivery} />
      {keepsRecords ? (
        <DeliveryActs
          materialId={materialId}
          delivery={delivery}
          name={`${t('versions.version', { number: delivery.version })}, ${delivery.target}`}
        />
      ) : delivery.state === 'rejected' ? (
        <p>{t('versions.onlyRecordsManager')}</p>
      ) : null}
    </div>
  )
}

/** What stands in the way, or was decided. */
function Troubles({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      {delivery.state === 'uncertain' ? (
        <Notice tone={delivery.isDeposited ? 'info' : 'warning'}>
          {t(delivery.isDeposited ? 'records.depositedText' : 'versions.uncertainText')}
        </Notice>
      ) : null}
      {'lastProblem' in delivery && delivery.lastProblem && !('isDeposited' in delivery && delivery.isDeposited) ? (
        <p className="quiet">
          {t('versions.lastProblem', { problem: problemTitle(delivery.problemCode, delivery.lastProblem, t) })}{' '}
          {t('versions.nextAttempt', { when: format.dayAndTime(delivery.nextAttemptAt) })}
        </p>
      ) : null}
      {delivery.state === 'rejected' ? (
        <Notice
          tone="danger"
          title={t('versions.rejectedReason', { reason: problemTitle(delivery.problemCode, delivery.reason, t) })}
        >
          <ProblemText code={delivery.problemCode} problem={delivery.reason} />
          {delivery.problemCode ? null : t('records.rejectedText')}
        </Notice>
      ) : null}
      {delivery.state === 'given-up' ? (
        <Notice
          tone="info"
          title={t('records.givenUp', { who: delivery.by.displayName, when: format.dayAndTime(delivery.at) })}
        >
          {t('versions.rejectedReason', { reason: delivery.reason })}
        </Notice>
      ) : null}
      {delivery.fixity ? (
        <Notice tone="danger" title={t('records.findingSince', { when: format.day(delivery.fixity.since) })}>
          {t(`records.findingPlace.${delivery.fixity.place}`)}
        </Notice>
      ) : null}
    </>
  )
}

/** The numbers that the records system gave, and what its receipt says. */
function ReceiptFacts({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation()
  const format = useFormat()
  const receipt = 'receipt' in delivery ? delivery.receipt : null
  const reference = receipt?.reference ?? delivery.reference ?? null
  if (receipt === null && reference === null) return null
  // Where no reference number is given, the record number is what people call the record by.
  const number = reference?.referenceNumber ?? receipt?.recordNumber
  const recordId = reference?.recordId ?? receipt?.recordNumber
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('records.referenceNumber'), number],
    [t('records.fileNumber'), reference?.fileNumber],
    [t('records.registerNumber'), reference?.registerNumber],
    [t('records.recordNumber'), recordId === number ? undefined : recordId],
    [t('versions.receivedAt'), receipt ? format.dayAndTime(receipt.receivedAt) : undefined],
  ]
  return (
    <>
      <dl className="facts">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name} className="facts-line">
              <dt>{name}</dt>
              <dd>
                <strong>{value}</strong>
              </dd>
            </div>
          ),
        )}
      </dl>
      {delivery.state === 'registered' && delivery.isVerified ? <p className="quiet">{t('records.verified')}</p> : null}
      {delivery.state === 'registered' && delivery.byHand ? (
        <Notice tone="info" title={t('records.byHand', { who: delivery.byHand.by.displayName })}>
          {delivery.byHand.reason}
        </Notice>
      ) : null}
    </>
  )
}
