import type {
  BlobStore,
  DeliveryOutcome,
  FrozenVersion,
  Instant,
  MaterialEvent,
  MaterialVersion,
  PackageManifestRef,
  RecordsDelivery,
  RecordsPackage,
  RecordsSystem,
} from '@glosa/domain/model'
import { buildPackage } from '../package/buildPackage.ts'
import { loadPackage, storePackage } from '../package/storedPackage.ts'
import type { PrintLocale } from '../render/labels.ts'
import { renderPdf } from '../render/renderPdf.ts'
import { afterOutcome, type RecordedOutcome } from './afterOutcome.ts'
import { readFrozenVersion } from './readFrozenVersion.ts'
import { nextDeliveryStep } from './nextDeliveryStep.ts'

/** Names of the moments between two steps, for tests that end the process there. */
export type DeliveryMoment = 'loaded' | 'rendered' | 'packaged' | 'stored' | 'sending' | 'answered' | 'receipt-stored'

export interface DeliveryPorts {
  readonly blobs: BlobStore
  /** The records system that the delivery's `target` names. */
  readonly system: RecordsSystem
  /** Language of the printed version; Czech when left out. */
  readonly locale?: PrintLocale
  readonly now: () => Instant
  /** The bytes of the PDF; by default `renderPdf` in its own process. */
  readonly render?: (frozen: FrozenVersion) => Promise<Uint8Array>
  readonly onStep?: (moment: DeliveryMoment) => void | Promise<void>
}

/**
 * Does exactly one step of a delivery and tells the event to append. Nothing is lost or doubled
 * when the process ends anywhere in between, before the event is appended or after: what was
 * stored is found by its content, and a records system knows the delivery by its id.
 * @param version the version to be delivered, from the material
 * @returns `null` when the delivery is over or not due
 * @throws Error when the blobs cannot take the receipt: the step is repeated
 */
export async function deliverOnce(
  delivery: RecordsDelivery,
  version: Pick<MaterialVersion, 'hash'>,
  ports: DeliveryPorts,
): Promise<MaterialEvent | null> {
  const step = nextDeliveryStep(delivery, ports.now())
  if (step === null) return null
  if (step === 'prepare') return prepare(delivery, version, ports)
  const outcome = step === 'send' ? await send(delivery, ports) : await reconcile(delivery, ports)
  await ports.onStep?.('answered')
  return afterOutcome(delivery, await recorded(outcome, ports), ports.now())
}

async function prepare(
  delivery: RecordsDelivery,
  version: Pick<MaterialVersion, 'hash'>,
  ports: DeliveryPorts,
): Promise<MaterialEvent> {
  try {
    return { type: 'delivery-prepared', deliveryId: delivery.id, sent: await makePackage(delivery, version, ports) }
  } catch (error) {
    // Whatever kept the package from being made, nothing has left: the delivery waits and is tried again.
    return afterOutcome(delivery, { type: 'retry', problem: problemOf(error) }, ports.now())
  }
}

async function makePackage(
  delivery: RecordsDelivery,
  version: Pick<MaterialVersion, 'hash'>,
  { blobs, onStep, render, locale = 'cs' }: DeliveryPorts,
): Promise<PackageManifestRef> {
  const frozen = await readFrozenVersion(version.hash, blobs)
  await onStep?.('loaded')
  const pdf = render
    ? await render(frozen)
    : (await renderPdf(frozen, (blob) => blobs.get(blob), { locale, recordNumber: null })).pdf
  await onStep?.('rendered')
  const parcel = await buildPackage(frozen, pdf, delivery.id, (blob) => blobs.get(blob))
  await onStep?.('packaged')
  const sent = await storePackage(parcel, blobs)
  await onStep?.('stored')
  return sent
}

async function send(delivery: RecordsDelivery, { blobs, system, onStep }: DeliveryPorts): Promise<DeliveryOutcome> {
  if (!('sent' in delivery) || !delivery.sent) throw new RangeError('only a prepared delivery can be sent')
  let parcel: RecordsPackage
  try {
    parcel = await loadPackage(delivery.sent, blobs)
  } catch (error) {
    return { type: 'retry', problem: problemOf(error) }
  }
  await onStep?.('sending')
  try {
    return await system.send(parcel)
  } catch (error) {
    // The adapter broke down with the package in its hands: nobody knows how far it came.
    return { type: 'uncertain', problem: problemOf(error) }
  }
}

const problemOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500)

/** Asks what became of the delivery; sends only when the system surely does not have it. */
async function reconcile(delivery: RecordsDelivery, ports: DeliveryPorts): Promise<DeliveryOutcome> {
  let known: DeliveryOutcome | 'unknown'
  try {
    known = await ports.system.reconcile(delivery.id)
  } catch (error) {
    return { type: 'uncertain', problem: problemOf(error) }
  }
  if (known === 'unknown') return send(delivery, ports)
  // Not being able to ask leaves it as uncertain as it was.
  return known.type === 'retry' ? { ...known, type: 'uncertain' } : known
}

async function recorded(outcome: DeliveryOutcome, { blobs, onStep }: DeliveryPorts): Promise<RecordedOutcome> {
  if (outcome.type !== 'accepted') return outcome
  const raw = await blobs.put(outcome.raw)
  await onStep?.('receipt-stored')
  return { type: 'accepted', recordNumber: outcome.recordNumber, raw }
}
