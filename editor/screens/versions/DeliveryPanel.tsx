import type { MaterialView } from '@glosa/domain/contract'
import type { MaterialId } from '@glosa/domain/model'
import RotateCw from 'lucide-react/icons/rotate-cw'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct, useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { Stepper } from '../../ui/Stepper.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'

type Delivery = MaterialView['deliveries'][number]

const tones: Readonly<Record<Delivery['state'], Tone>> = {
  queued: 'neutral',
  prepared: 'brand',
  uncertain: 'warning',
  accepted: 'brand',
  registered: 'success',
  rejected: 'danger',
  'given-up': 'neutral',
}
const steps = ['queued', 'prepared', 'registered'] as const

/** The step that is going on: once a package exists, registration is awaited. */
const stepOf = (delivery: Delivery): (typeof steps)[number] => {
  if (delivery.state === 'queued') return 'queued'
  if (delivery.state === 'rejected') return delivery.sent ? 'registered' : 'prepared'
  return 'registered'
}

/** How far one version has come on its way to the records system, and what it answered. */
export function DeliveryPanel({
  materialId,
  delivery,
}: {
  readonly materialId: MaterialId
  readonly delivery: Delivery
}) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="delivery">
      <div className="row">
        <h3>{t('versions.delivery')}</h3>
        <Tag tone={tones[delivery.state]}>{t(`versions.deliveryState.${delivery.state}`)}</Tag>
      </div>
      <p className="quiet">
        {t('versions.target', { target: delivery.target })}
        {delivery.attempts > 0 ? ` · ${t('versions.attempts', { count: delivery.attempts })}` : null}
      </p>
      <Stepper
        label={t('versions.steps')}
        steps={steps.map((id) => ({ id, label: t(`versions.step.${id}`) }))}
        current={stepOf(delivery)}
        isFinished={delivery.state === 'registered'}
      />
      {delivery.state === 'uncertain' ? <Notice tone="warning">{t('versions.uncertainText')}</Notice> : null}
      {'lastProblem' in delivery && delivery.lastProblem ? (
        <p className="quiet">
          {t('versions.lastProblem', { problem: delivery.lastProblem })}{' '}
          {t('versions.nextAttempt', { when: format.dayAndTime(delivery.nextAttemptAt) })}
        </p>
      ) : null}
      {delivery.state === 'registered' ? (
        <dl className="facts">
          <dt>{t('versions.recordNumber')}</dt>
          <dd>
            <strong>{delivery.receipt.recordNumber}</strong>
          </dd>
          <dt>{t('versions.receivedAt')}</dt>
          <dd>{format.dayAndTime(delivery.receipt.receivedAt)}</dd>
        </dl>
      ) : null}
      {delivery.state === 'rejected' ? <Rejection materialId={materialId} delivery={delivery} /> : null}
    </div>
  )
}

function Rejection({
  materialId,
  delivery,
}: {
  readonly materialId: MaterialId
  readonly delivery: Extract<Delivery, { readonly state: 'rejected' }>
}) {
  const { t } = useTranslation()
  const { person } = useSession()
  const requeue = useAct('requeueDelivery', { changes: ['readMaterial', 'readEvents', 'listTasks'] })
  const again = async () => {
    const outcome = await requeue.run({ params: { materialId, deliveryId: delivery.id } })
    if (outcome === null || isFailure(outcome)) return
    notify({ tone: 'success', text: t('versions.requeued', { number: delivery.version }) })
  }
  return (
    <Notice tone="danger" title={t('versions.rejectedReason', { reason: delivery.reason })}>
      {person.roles.includes('records-manager') ? (
        <p className="notice-act">
          <Button
            icon={<RotateCw size={16} aria-hidden="true" />}
            onPress={() => void again()}
            isPending={requeue.isPending}
          >
            {t('versions.requeue')}
          </Button>
        </p>
      ) : (
        <p>{t('versions.onlyRecordsManager')}</p>
      )}
    </Notice>
  )
}
