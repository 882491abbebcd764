import type {
  BlobStore,
  DeliveryOutcome,
  FrozenVersion,
  Instant,
  MaterialEvent,
  MaterialVersion,
  PackageManifestRef,
  RecordReference,
  RecordsDelivery,
  RecordsDispatch,
  RecordsPackageFile,
  RecordsSystem,
  SupersededRecord,
} from '@glosa/domain/model'
import { buildPackage, type PackageExtras } from '../package/buildPackage.ts'
import { loadPackage, storePackage } from '../package/storedPackage.ts'
import type { PrintLocale } from '../render/labels.ts'
import { renderPdf } from '../render/renderPdf.ts'
import { afterOutcome, type RecordedOutcome } from './afterOutcome.ts'
import { readFrozenVersion } from './readFrozenVersion.ts'
import { dispatchOf, recordFactsOf, type RecordSurroundings } from './recordFacts.ts'
import { nextDeliveryStep, type DeliveryStep } from './nextDeliveryStep.ts'
import { verifyDelivery } from './verifyDelivery.ts'

/** Names of the moments between two steps, for tests that end the process there. */
export type DeliveryMoment =
  | 'reserving'
  | 'reserved'
  | 'loaded'
  | 'rendered'
  | 'packaged'
  | 'stored'
  | 'sending'
  | 'answered'
  | 'receipt-stored'
  | 'verifying'
  | 'read-back'
  | 'finished'

export interface DeliveryPorts {
  readonly blobs: BlobStore
  /** The records system that the delivery's `target` names. */
  readonly system: RecordsSystem
  /** Language of the printed version; Czech when left out. */
  readonly locale?: PrintLocale
  readonly now: () => Instant
  /** Numbers that another records system gave to this version, for one that gives none itself. */
  readonly reference?: RecordReference | null
  /** The version before, as this records system has it. */
  readonly supersedes?: SupersededRecord | null
  /** The bytes of the PDF, sealed if the office seals; by default `renderPdf` in its own process. */
  readonly render?: (frozen: FrozenVersion, recordNumber: string | null) => Promise<Uint8Array>
  /** Files that the office wants beside the usual ones. */
  readonly extras?: (frozen: FrozenVersion, files: readonly RecordsPackageFile[]) => ReturnType<PackageExtras>
  readonly onStep?: (moment: DeliveryMoment) => void | Promise<void>
  /** Told of what broke down on the way; the delivery itself only waits. */
  readonly onFault?: (step: DeliveryStep, error: unknown) => void
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
  const { system, now } = ports
  const step = nextDeliveryStep(delivery, now(), system.reserve !== undefined)
  switch (step) {
    case null:
      return null
    case 'reserve':
      return reserve(delivery, version, ports)
    case 'prepare':
      return prepare(delivery, version, ports)
    case 'verify':
      return verify(delivery, ports)
    case 'send':
    case 'reconcile': {
      const outcome = await (step === 'send' ? send : reconcile)(delivery, ports)
      await ports.onStep?.('answered')
      const asked = system.readBack || system.finish ? 'send-and-verify' : 'send'
      return afterOutcome(delivery, await recorded(outcome, ports), now(), asked)
    }
  }
}

const surroundingsOf = (delivery: RecordsDelivery, ports: DeliveryPorts): RecordSurroundings => ({
  reference: (delivery.isReserved ? delivery.reference : undefined) ?? ports.reference ?? null,
  supersedes: ports.supersedes ?? null,
  language: ports.locale ?? 'cs',
})

async function reserve(
  delivery: RecordsDelivery,
  version: Pick<MaterialVersion, 'hash'>,
  ports: DeliveryPorts,
): Promise<MaterialEvent> {
  const { system, blobs, onStep, now } = ports
  let outcome: DeliveryOutcome
  try {
    const frozen = await readFrozenVersion(version.hash, blobs)
    const record = recordFactsOf(frozen, version.hash, delivery, surroundingsOf(delivery, ports))
    await onStep?.('reserving')
    // An attempt before may have ended with the process: nobody knows whether it was sent.
    const isRepeated = delivery.attempts > 0 || (delivery.state === 'queued' && delivery.isUncertain === true)
    outcome = (await system.reserve?.(record, isRepeated)) ?? { type: 'rejected', reason: 'no registration' }
  } catch (error) {
    outcome = { type: 'uncertain', problem: told('reserve', error, ports) }
  }
  await onStep?.('reserved')
  return afterOutcome(delivery, await recorded(outcome, ports), now(), 'reserve')
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
    const problem = told('prepare', error, ports)
    return afterOutcome(delivery, { type: 'retry', code: 'not-prepared', problem }, ports.now())
  }
}

async function makePackage(
  delivery: RecordsDelivery,
  version: Pick<MaterialVersion, 'hash'>,
  ports: DeliveryPorts,
): Promise<PackageManifestRef> {
  const { blobs, onStep, render, locale = 'cs' } = ports
  const frozen = await readFrozenVersion(version.hash, blobs)
  await onStep?.('loaded')
  const { reference } = surroundingsOf(delivery, ports)
  const recordNumber = reference?.referenceNumber ?? reference?.registerNumber ?? null
  const pdf = render
    ? await render(frozen, recordNumber)
    : (await renderPdf(frozen, (blob) => blobs.get(blob), { locale, recordNumber })).pdf
  await onStep?.('rendered')
  const extras =
    ports.extras && ((files: readonly RecordsPackageFile[]) => ports.extras?.(frozen, files) ?? Promise.resolve([]))
  const parcel = await buildPackage(frozen, pdf, delivery.id, (blob) => blobs.get(blob), extras)
  await onStep?.('packaged')
  const sent = await storePackage(parcel, blobs)
  await onStep?.('stored')
  return sent
}

/** The package as it was prepared. @throws Error when it cannot be loaded */
async function loadDispatch(delivery: RecordsDelivery, ports: DeliveryPorts): Promise<RecordsDispatch> {
  if (!('sent' in delivery) || !delivery.sent) throw new RangeError('only a prepared delivery can be sent')
  const parcel = await loadPackage(delivery.sent, ports.blobs)
  const uncertainSince = delivery.state === 'uncertain' ? (delivery.since ?? null) : null
  return { ...dispatchOf(parcel, delivery, surroundingsOf(delivery, ports)), uncertainSince }
}

async function send(delivery: RecordsDelivery, ports: DeliveryPorts): Promise<DeliveryOutcome> {
  let parcel: RecordsDispatch
  try {
    parcel = await loadDispatch(delivery, ports)
  } catch (error) {
    return { type: 'retry', code: 'not-prepared', problem: told('send', error, ports) }
  }
  return sendDispatch(parcel, ports)
}

async function sendDispatch(parcel: RecordsDispatch, ports: DeliveryPorts): Promise<DeliveryOutcome> {
  await ports.onStep?.('sending')
  try {
    return await ports.system.send(parcel)
  } catch (error) {
    // The adapter broke down with the package in its hands: nobody knows how far it came.
    return { type: 'uncertain', problem: told('send', error, ports) }
  }
}

/** What the history says of a breakdown; whoever watches the server is told all of it. */
function told(step: DeliveryStep, error: unknown, { onFault }: DeliveryPorts): string {
  onFault?.(step, error)
  return (error instanceof Error ? error.message : String(error)).slice(0, 500)
}

/** Asks what became of the delivery; sends only when the system surely does not have it. */
async function reconcile(delivery: RecordsDelivery, ports: DeliveryPorts): Promise<DeliveryOutcome> {
  let known: DeliveryOutcome | 'unknown'
  let parcel: RecordsDispatch
  try {
    parcel = await loadDispatch(delivery, ports)
    known = await ports.system.reconcile(delivery.id, parcel)
  } catch (error) {
    return { type: 'uncertain', problem: told('reconcile', error, ports) }
  }
  if (known === 'unknown') return sendDispatch(parcel, ports)
  // Not being able to ask leaves it as uncertain as it was.
  return known.type === 'retry' ? { ...known, type: 'uncertain' } : known
}

async function verify(delivery: RecordsDelivery, ports: DeliveryPorts): Promise<MaterialEvent> {
  if (delivery.state !== 'accepted') throw new RangeError('only what was accepted can be verified')
  const { system, now, onStep } = ports
  let outcome: Awaited<ReturnType<typeof verifyDelivery>>
  try {
    const parcel = await loadDispatch(delivery, ports)
    await onStep?.('verifying')
    outcome = await verifyDelivery(delivery, parcel, system, onStep)
  } catch (error) {
    outcome = { type: 'retry', problem: told('verify', error, ports) }
  }
  if (outcome.type !== 'verified') return afterOutcome(delivery, outcome, now())
  return {
    type: 'delivery-registered',
    deliveryId: delivery.id,
    receipt: delivery.receipt,
    isVerified: outcome.files > 0,
  }
}

async function recorded(outcome: DeliveryOutcome, { blobs, onStep }: DeliveryPorts): Promise<RecordedOutcome> {
  if (outcome.type !== 'accepted') return outcome
  const raw = await blobs.put(outcome.raw)
  await onStep?.('receipt-stored')
  return { ...outcome, raw }
}
