import {
  canonicalJson,
  emptyMaterial,
  instant,
  isOpenDelivery,
  systemStamp,
  type BlobStore,
  type DeliveryId,
  type ExchangeAnswer,
  type ExchangeLog,
  type ExchangeRequest,
  type FrozenVersion,
  type Instant,
  type MaterialEvent,
  type NumberBook,
  type PersonStamp,
  type RecordsDelivery,
  type RecordsLink,
  type RecordsSystem,
  type Sha256,
  type SupersededRecord,
} from '@glosa/domain/model'
import { applyRecord, applyRecordsLinkEvent, emptyRecordsLink, takeNumbers } from '@glosa/domain/model'
import { deliverOnce, sha256Of, type DeliveryMoment } from '@glosa/records'
import * as sample from '../../records/sampleVersion.ts'

/** Time that moves only when told. */
export interface Clock {
  now: Instant
}

/** What an office remembers of its link across restarts of adapters. */
export function linkMemory() {
  let link: RecordsLink = emptyRecordsLink()
  const opened: ExchangeRequest[] = []
  const answered: ExchangeAnswer[] = []
  const numbers: NumberBook = {
    async take(series, key, count) {
      const taken = takeNumbers(link, series, key, count)
      if (taken.event) link = applyRecordsLinkEvent(link, taken.event, instant(0))
      return taken.first
    },
  }
  const exchanges: ExchangeLog = {
    async opened(request) {
      opened.push(request)
      return String(opened.length)
    },
    async answered(_id, answer) {
      answered.push(answer)
    },
  }
  return { numbers, exchanges, opened, answered }
}

export function memoryBlobs(): BlobStore & { readonly kept: Map<Sha256, Uint8Array> } {
  const kept = new Map<Sha256, Uint8Array>()
  return {
    kept,
    async put(bytes) {
      const hash = sha256Of(bytes)
      kept.set(hash, Uint8Array.from(bytes))
      return hash
    },
    get: async (hash) => kept.get(hash) ?? null,
    has: async (hash) => kept.has(hash),
  }
}

/** One version on its way to one records system, with its history. */
export interface Journey {
  readonly frozen: FrozenVersion
  readonly versionHash: Sha256
  readonly events: MaterialEvent[]
  readonly delivery: RecordsDelivery
  append(event: MaterialEvent, by?: PersonStamp): void
}

/** Locks a version for a delivery. @param number tells materials apart */
export async function beginJourney(
  blobs: BlobStore,
  target: string,
  number: number,
  clock: Clock,
  more: Partial<FrozenVersion> = {},
): Promise<Journey> {
  const frozen = sample.version({
    materialId: `journey${String(number).padStart(13, '0')}` as FrozenVersion['materialId'],
    materialNumber: `MAT-2026-${String(number).padStart(4, '0')}`,
    lockedAt: clock.now,
    parts: [sample.bodyPart(sample.doc(sample.p(`Rada kraje schvaluje bod ${number}.`)))],
    ...more,
  })
  const versionHash = await blobs.put(Buffer.from(canonicalJson(frozen), 'utf8'))
  const id = sha256Of(`${frozen.materialId}/${frozen.version}/${target}`) as string as DeliveryId
  let material = emptyMaterial(frozen.materialId)
  const events: MaterialEvent[] = []
  const append = (event: MaterialEvent, by: PersonStamp = systemStamp) => {
    events.push(event)
    material = applyRecord(material, { sequence: events.length, at: clock.now, by, events: [event] })
  }
  append({
    type: 'material-locked',
    version: { number: frozen.version, hash: versionHash, parts: [] },
    deliveries: [{ id, target }],
  })
  return {
    frozen,
    versionHash,
    events,
    append,
    get delivery() {
      const [delivery] = material.deliveries
      if (!delivery) throw new RangeError('a journey has a delivery')
      return delivery
    },
  }
}

const pdfOf = async ({ materialNumber, version }: FrozenVersion, recordNumber: string | null): Promise<Uint8Array> =>
  Buffer.from(`%PDF-1.7\n% ${materialNumber} v${version} ${recordNumber ?? 'bez čísla'}\n%%EOF\n`, 'utf8')

export interface JourneyPorts {
  readonly blobs: BlobStore
  readonly clock: Clock
  /** A new one for each attempt is what happens after a restart. */
  readonly system: () => RecordsSystem
  readonly supersedes?: SupersededRecord
  readonly onStep?: (moment: DeliveryMoment) => void
}

/**
 * Goes on until the delivery is over, refused or deposited, letting the clock jump to each next attempt.
 * @throws Error when that takes more than `most` steps
 */
export async function travel(journey: Journey, ports: JourneyPorts, most = 200): Promise<RecordsDelivery> {
  const { blobs, clock, system, supersedes, onStep } = ports
  for (let step = 0; step < most; step += 1) {
    const { delivery } = journey
    if (!isOpenDelivery(delivery) || delivery.state === 'rejected') return delivery
    if (delivery.state === 'uncertain' && delivery.isDeposited && delivery.nextAttemptAt > clock.now) return delivery
    if ('nextAttemptAt' in delivery) clock.now = instant(Math.max(clock.now, delivery.nextAttemptAt))
    const event = await deliverOnce(
      delivery,
      { hash: journey.versionHash },
      {
        blobs,
        system: system(),
        now: () => clock.now,
        render: pdfOf,
        supersedes: supersedes ?? null,
        ...(onStep ? { onStep } : {}),
      },
    )
    if (!event) throw new Error('a due delivery did nothing')
    journey.append(event)
  }
  throw new Error(`not over after ${most} steps: ${JSON.stringify(journey.delivery)}`)
}
