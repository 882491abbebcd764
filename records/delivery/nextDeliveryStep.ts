import type { Instant, RecordsDelivery } from '@glosa/domain/model'

/** What a delivery wants next. */
export type DeliveryStep = 'reserve' | 'prepare' | 'send' | 'reconcile' | 'verify'

/**
 * The step machine: register if the records system gives the number first, prepare, send, read
 * back, and ask before anything is sent again once an answer was lost.
 * @param reserves whether the records system registers before the files exist
 * @returns `null` when the delivery is over, or waits until `nextAttemptAt`
 */
export function nextDeliveryStep(delivery: RecordsDelivery, now: Instant, reserves = false): DeliveryStep | null {
  if (!('nextAttemptAt' in delivery) || delivery.nextAttemptAt > now) return null
  switch (delivery.state) {
    case 'queued':
      return reserves && !delivery.reference ? 'reserve' : 'prepare'
    case 'prepared':
      return 'send'
    case 'uncertain':
      return 'reconcile'
    case 'accepted':
      return 'verify'
  }
}
