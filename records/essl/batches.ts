import type { DeliveryOutcome, Instant, NumberBook, RecordFacts } from '@glosa/domain/model'
import { NotXml, textAt } from '../xml/readXml.ts'
import type { Markup } from '../xml/writeXml.ts'
import {
  batchNumbersOf,
  eventsOf,
  isDone,
  lastReceivedBatch,
  messagesOf,
  statusText,
  type EventMessage,
} from './answers.ts'
import type { EventOf } from './events.ts'
import * as ask from './requests.ts'
import type { Confirmation, Issuer } from './requests.ts'
import type { SoapAnswer } from './soap.ts'

interface BatchPorts {
  readonly call: (operation: string, message: Markup, deliveryId: string | null) => Promise<SoapAnswer>
  readonly issuer: (at?: Instant) => Issuer
  readonly numbers: NumberBook
  readonly onStep: () => void | Promise<void>
}

/**
 * The asynchronous half of the interface: batches are numbered 1, 2, 3 … without a gap (8.1.13), done strictly in
 * that order, and an event counts only once a message in a batch of the other side confirms it (8.1.20). One
 * delivery is one batch; its number stays with it, so that a corrected one takes the place of the refused one.
 */
export function esslBatches({ call, issuer, numbers, onStep }: BatchPorts) {
  const seen = new Map<number, { messages: readonly EventMessage[]; events: readonly number[] }>()

  const numberOf = (deliveryId: string): Promise<number> => numbers.take('davka', deliveryId, 1)
  const eventsFrom = (deliveryId: string, content: string, count: number): Promise<number> =>
    numbers.take('udalost', `${deliveryId}/batch/${content}`, count)

  async function lastReceived(deliveryId: string): Promise<number> {
    const { body } = await call('WsTest', ask.test(issuer(), 'davky'), deliveryId)
    return lastReceivedBatch(body)
  }

  async function post(number: number, events: readonly Markup[], deliveryId: string): Promise<DeliveryOutcome | null> {
    const { body } = await call('ermsAsyn', ask.batch(issuer(), number, events, openConfirmations()), deliveryId)
    const code = textAt(body, 'Kod')
    if (code === null) throw new NotXml('a batch without a status')
    const status = { code, text: textAt(body, 'Popis') ?? '' }
    return isDone(status)
      ? null
      : { type: 'rejected', code: 'refused', reason: `batch ${number}: ${statusText(status)}` }
  }

  /** Events of the other side are not for us to do; saying so keeps its queue from stopping. */
  const openConfirmations = (): readonly Confirmation[] =>
    [...seen.values()]
      .flatMap(({ events }) => events)
      .map((eventId, index) => ({ eventId, order: index + 1, code: '9997', text: 'Nepodporovaná událost' }))

  /** Reads the batches of the other side that were not read yet. */
  async function readMessages(deliveryId: string): Promise<ReadonlyMap<number, EventMessage>> {
    const { body } = await call('DavkySeznam', ask.askBatches(issuer()), deliveryId)
    for (const number of batchNumbersOf(body)) {
      if (seen.has(number)) continue
      const { body: batch } = await call('DavkaZadost', ask.askBatch(issuer(), number), deliveryId)
      seen.set(number, { messages: messagesOf(batch), events: eventsOf(batch).map(({ eventId }) => eventId) })
    }
    // A later message about the same event counts: it was sent again after a correction.
    const messages = new Map<number, EventMessage>()
    for (const [, batch] of [...seen].toSorted(([a], [b]) => a - b)) {
      for (const message of batch.messages) messages.set(message.eventId, message)
    }
    return messages
  }

  return {
    async send(
      { deliveryId, lockedAt }: Pick<RecordFacts, 'deliveryId' | 'lockedAt'>,
      content: string,
      events: readonly EventOf[],
    ): Promise<DeliveryOutcome> {
      const number = await numberOf(deliveryId)
      const first = await eventsFrom(deliveryId, content, events.length)
      const from = issuer(lockedAt)
      const last = await lastReceived(deliveryId)
      // Batches of deliveries that were given up are missing: empty ones take their place.
      for (let missing = last + 1; missing < number; missing += 1) {
        const refused = await post(missing, [], deliveryId)
        if (refused) return refused
      }
      const numbered = events.map((event, index) => event(from, first + index))
      const refused = await post(number, numbered, deliveryId)
      if (refused) return refused
      await onStep()
      return {
        type: 'uncertain',
        code: 'receipt-awaited',
        problem: `batch ${number} was received, waiting for its confirmation`,
        isDeposited: true,
      }
    },

    /** What became of the batch of a delivery; `'unknown'` when it was surely not received. */
    async resultOf(deliveryId: string, content: string, count: number): Promise<DeliveryOutcome | 'unknown' | 'done'> {
      const number = await numberOf(deliveryId)
      const first = await eventsFrom(deliveryId, content, count)
      const messages = await readMessages(deliveryId)
      let confirmed = 0
      for (let eventId = first; eventId < first + count; eventId += 1) {
        const message = messages.get(eventId)
        if (message && !isDone(message)) return { type: 'rejected', code: 'refused', reason: statusText(message) }
        if (message) confirmed += 1
      }
      if (confirmed === count) return 'done'
      if ((await lastReceived(deliveryId)) < number) return 'unknown'
      const problem = `${confirmed} of ${count} events of batch ${number} are confirmed`
      return { type: 'uncertain', code: 'receipt-awaited', problem, isDeposited: true }
    },
  }
}
