import type { Instant, RecordsDelivery } from '@glosa/domain/model'

/** What a delivery wants next. */
export type DeliveryStep = 'prepare' | 'send' | 'reconcile'

/**
 * The step machine: prepare, send, and ask before anything is sent again once an answer was lost.
 * @returns `null` when the delivery is over, or waits until `nextAttemptAt`
 */
export function nextDeliveryStep(delivery: RecordsDelivery, now: Instant): DeliveryStep | null {
  if (!('nextAttemptAt' in delivery) || delivery.nextAttemptAt > now) return null
  switch (delivery.state) {
    case 'queued':
      return 'prepare'
    case 'prepared':
      return 'send'
    case 'uncertain':
      return 'reconcile'
  }
}
