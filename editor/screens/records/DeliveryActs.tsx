import {
  deliveryActs,
  type DeliveryAct,
  type DeliveryId,
  type DeliveryState,
  type MaterialId,
} from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { notify } from '../../ui/notify.ts'
import { ReasonDialog } from '../completion/ReasonDialog.tsx'
import { changedByActs } from './changedByActs.ts'
import { MarkDeliveredDialog } from './MarkDeliveredDialog.tsx'
import { RequeueUncertain } from './RequeueUncertain.tsx'

interface DeliveryActsProps {
  readonly materialId: MaterialId
  readonly delivery: { readonly id: DeliveryId; readonly state: DeliveryState }
  /** "Verze 2, Archiv": read with the buttons. */
  readonly name: string
}

/** What a records manager can decide about a delivery now. */
export function DeliveryActs({ materialId, delivery, name }: DeliveryActsProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<DeliveryAct | null>(null)
  const changes = changedByActs
  const hurry = useAct('hurryDelivery', { changes })
  const requeue = useAct('requeueDelivery', { changes })
  const giveUp = useAct('giveUpDelivery', { changes })
  const params = { materialId, deliveryId: delivery.id }
  const acts = deliveryActs[delivery.state]
  if (acts.length === 0) return null

  const go = async (act: DeliveryAct) => {
    if (act !== 'hurry' && act !== 'requeue') return setAsking(act)
    // Sending again what may have arrived is a decision of its own.
    if (act === 'requeue' && delivery.state === 'uncertain') return setAsking(act)
    await (act === 'hurry' ? tryNow() : sendAgain())
  }
  const tryNow = async () => {
    const outcome = await hurry.run({ params })
    if (outcome !== null && !isFailure(outcome)) notify({ tone: 'success', text: t('records.done.hurry') })
  }
  const sendAgain = async () => {
    const outcome = await requeue.run({ params })
    if (outcome === null || isFailure(outcome)) return false
    notify({ tone: 'success', text: t('records.done.requeue') })
    return true
  }
  const isUncertain = delivery.state === 'uncertain'
  return (
    <div className="row" role="group" aria-label={t('records.actsOf', { name })}>
      {acts.map((act, index) => (
        <Button
          key={act}
          size="small"
          variant={index === 0 ? 'secondary' : 'quiet'}
          isPending={(act === 'hurry' && hurry.isPending) || (act === 'requeue' && requeue.isPending)}
          onPress={() => void go(act)}
        >
          {t(act === 'hurry' && isUncertain ? 'records.act.ask' : `records.act.${act}`)}
        </Button>
      ))}
      {asking === 'give-up' ? (
        <ReasonDialog
          title={t('records.giveUpTitle')}
          verb={t('records.act.give-up')}
          onClose={() => setAsking(null)}
          onReason={async (reason) => {
            const outcome = await giveUp.run({ params, body: { reason } })
            if (outcome === null || isFailure(outcome)) return false
            notify({ tone: 'success', text: t('records.done.give-up') })
            return true
          }}
        >
          <p>{t('records.giveUpText')}</p>
        </ReasonDialog>
      ) : null}
      {asking === 'requeue' ? <RequeueUncertain onClose={() => setAsking(null)} onConfirm={sendAgain} /> : null}
      {asking === 'mark-delivered' ? (
        <MarkDeliveredDialog params={params} name={name} onClose={() => setAsking(null)} />
      ) : null}
    </div>
  )
}
