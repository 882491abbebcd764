import type {
  DeliveryOutcome,
  DeliveryProblem,
  Instant,
  MaterialEvent,
  Receipt,
  RecordsDelivery,
  Sha256,
} from '@glosa/domain/model'

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
  | (Omit<Extract<DeliveryOutcome, { type: 'accepted' }>, 'raw'> & { readonly raw: Sha256 })

/**
 * The event that one answer of the records system, or a failure to prepare, leads to.
 * @param asked what was asked: to register, to take over (with reading back to come, or without)
 */
export function afterOutcome(
  delivery: Pick<RecordsDelivery, 'id' | 'attempts'>,
  outcome: RecordedOutcome,
  now: Instant,
  asked: 'reserve' | 'send' | 'send-and-verify' = 'send',
): MaterialEvent {
  const deliveryId = delivery.id
  switch (outcome.type) {
    case 'accepted': {
      const receipt = receiptOf(outcome, now)
      if (asked === 'reserve') {
        const reference = outcome.reference ?? { recordId: outcome.recordNumber }
        return { type: 'delivery-reserved', deliveryId, reference, receipt: { ...receipt, reference } }
      }
      const { isVerified } = outcome
      if (asked === 'send-and-verify' && !isVerified) return { type: 'delivery-accepted', deliveryId, receipt }
      const verified = isVerified === undefined ? {} : { isVerified }
      return { type: 'delivery-registered', deliveryId, receipt, ...verified }
    }
    case 'rejected':
      return { type: 'delivery-rejected', deliveryId, ...codeOf(outcome), reason: outcome.reason }
    case 'retry':
    case 'uncertain':
      return {
        type: 'delivery-failed',
        deliveryId,
        outcome: outcome.type,
        ...codeOf(outcome),
        problem: outcome.problem,
        nextAttemptAt: nextAttemptAt(delivery.attempts, now),
        ...(outcome.type === 'uncertain' && outcome.isDeposited ? { isDeposited: true } : {}),
      }
  }
}

const codeOf = ({ code }: { readonly code?: DeliveryProblem }) => (code === undefined ? {} : { code })

function receiptOf(outcome: Extract<RecordedOutcome, { type: 'accepted' }>, receivedAt: Instant): Receipt {
  const { recordNumber, raw, reference, endpoint, certificate } = outcome
  return {
    recordNumber,
    receivedAt,
    raw,
    ...(reference ? { reference } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(certificate ? { certificate } : {}),
  }
}
