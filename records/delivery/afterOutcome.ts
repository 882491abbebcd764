import type { DeliveryOutcome, Instant, MaterialEvent, RecordsDelivery, Sha256 } from '@glosa/domain/model'

const firstWaitMs = 5_000
const longestWaitMs = 3_600_000

/**
 * When to try again: the wait doubles with each attempt, up to an hour, and never ends: a locked
 * version must reach the records system.
 * @param attempts how many attempts were made before the one that just failed
 */
export const nextAttemptAt = (attempts: number, now: Instant): Instant =>
  (now + Math.min(firstWaitMs * 2 ** Math.min(attempts, 20), longestWaitMs)) as Instant

/** An outcome as it goes into the history: the raw receipt is kept as a blob before. */
export type RecordedOutcome =
  | Exclude<DeliveryOutcome, { type: 'accepted' }>
  | { readonly type: 'accepted'; readonly recordNumber: string; readonly raw: Sha256 }

/** The event that one answer of the records system, or a failure to prepare, leads to. */
export function afterOutcome(
  delivery: Pick<RecordsDelivery, 'id' | 'attempts'>,
  outcome: RecordedOutcome,
  now: Instant,
): MaterialEvent {
  const deliveryId = delivery.id
  switch (outcome.type) {
    case 'accepted':
      return {
        type: 'delivery-registered',
        deliveryId,
        receipt: { recordNumber: outcome.recordNumber, receivedAt: now, raw: outcome.raw },
      }
    case 'rejected':
      return { type: 'delivery-rejected', deliveryId, reason: outcome.reason }
    case 'retry':
    case 'uncertain':
      return {
        type: 'delivery-failed',
        deliveryId,
        outcome: outcome.type,
        problem: outcome.problem,
        nextAttemptAt: nextAttemptAt(delivery.attempts, now),
      }
  }
}
