import { referenceOf, sentOf, type RecordsDelivery } from './delivery.ts'
import type { DeliveryProblem } from './deliveryProblem.ts'
import type { DeliveryEvent } from './deliveryEvents.ts'
import type { PersonStamp } from './people.ts'
import { unhandled } from './refusals.ts'
import type { Instant } from './time.ts'

/** The delivery after one more event. */
export function applyDeliveryEvent(
  delivery: RecordsDelivery,
  event: DeliveryEvent,
  { by, at }: { readonly by: PersonStamp; readonly at: Instant },
): RecordsDelivery {
  const base = factsOf(delivery)
  const once = { ...base, attempts: base.attempts + 1 }
  const sent = sentOf(delivery)
  const due = { nextAttemptAt: at, lastProblem: null }
  switch (event.type) {
    case 'delivery-reserved':
      return { ...base, reference: event.reference, isReserved: true, state: 'queued', ...due }
    case 'delivery-prepared':
      return { ...base, state: 'prepared', sent: event.sent, ...due }
    case 'delivery-failed': {
      const waits = { ...once, nextAttemptAt: event.nextAttemptAt, lastProblem: event.problem, ...codeOf(event) }
      if (delivery.state === 'accepted')
        return { ...waits, state: 'accepted', sent: delivery.sent, receipt: delivery.receipt }
      const isUncertain = event.outcome === 'uncertain'
      if (!sent) return { ...waits, state: 'queued', ...(isUncertain ? { isUncertain } : {}) }
      if (!isUncertain) return { ...waits, state: 'prepared', sent }
      const since = delivery.state === 'uncertain' ? (delivery.since ?? at) : at
      return { ...waits, state: 'uncertain', sent, since, ...(event.isDeposited ? { isDeposited: true } : {}) }
    }
    case 'delivery-accepted':
      return sent ? { ...once, state: 'accepted', sent, receipt: event.receipt, ...due } : delivery
    case 'delivery-registered': {
      if (!sent) return delivery
      const verified = event.isVerified === undefined ? {} : { isVerified: event.isVerified }
      return { ...once, state: 'registered', sent, receipt: event.receipt, registeredAt: at, ...verified }
    }
    case 'delivery-rejected':
      return { ...once, state: 'rejected', sent, reason: event.reason, ...codeOf(event) }
    case 'delivery-requeued': {
      // A number that came only with the receipt is not printed: the files stay what they were.
      const { reference, ...others } = base
      return { ...(base.isReserved && reference ? { ...others, reference } : others), state: 'queued', ...due }
    }
    case 'delivery-hurried':
      return 'nextAttemptAt' in delivery ? { ...delivery, nextAttemptAt: at } : delivery
    case 'delivery-given-up':
      return { ...base, state: 'given-up', reason: event.reason, by, at, sent }
    case 'delivery-marked-delivered':
      return {
        ...base,
        state: 'registered',
        sent,
        receipt: event.receipt,
        registeredAt: at,
        isVerified: false,
        byHand: { by, reason: event.reason },
      }
    case 'delivery-fixity-failed':
      return {
        ...delivery,
        fixity: { since: delivery.fixity?.since ?? at, place: event.place, findings: event.findings },
      }
    case 'delivery-fixity-restored': {
      const { fixity: _, ...rest } = delivery
      return rest
    }
    case 'delivery-fixity-explained': {
      const { fixity: _, ...rest } = delivery
      const others = (delivery.explained ?? []).filter(({ name }) => !event.files.some((file) => file.name === name))
      return { ...rest, explained: [...others, ...event.files] }
    }
    default:
      return unhandled(event)
  }
}

const codeOf = ({ code }: { readonly code?: DeliveryProblem }) => (code === undefined ? {} : { problemCode: code })

/** What a delivery keeps in every state. */
function factsOf(delivery: RecordsDelivery) {
  const { id, version, target, attempts, isReserved, fixity, explained } = delivery
  const reference = referenceOf(delivery)
  return {
    id,
    version,
    target,
    attempts,
    ...(reference ? { reference } : {}),
    ...(isReserved ? { isReserved } : {}),
    ...(fixity ? { fixity } : {}),
    ...(explained ? { explained } : {}),
  }
}
