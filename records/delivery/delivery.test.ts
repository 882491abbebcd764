import { describe, expect, it } from 'vitest'
import type {
  BlobStore,
  DeliveryOutcome,
  Instant,
  RecordsDelivery,
  RecordsPackage,
  RecordsSystem,
  Sha256,
} from '@glosa/domain/model'
import * as sample from '../sampleVersion.ts'
import { sha256Of, versionBytesOf } from '../versionHash.ts'
import { afterOutcome, nextAttemptAt } from './afterOutcome.ts'
import { deliverOnce } from './deliverOnce.ts'
import { nextDeliveryStep } from './nextDeliveryStep.ts'

const now = 1_000_000 as Instant
const hash = sha256Of('x')
const base = { id: hash as string as RecordsDelivery['id'], version: 1, target: 'folder', attempts: 0 }
const sent = { pdf: hash, manifest: hash }
const queued: RecordsDelivery = { ...base, state: 'queued', nextAttemptAt: now, lastProblem: null }
const prepared: RecordsDelivery = { ...base, state: 'prepared', sent, nextAttemptAt: now, lastProblem: null }
const uncertain: RecordsDelivery = { ...base, state: 'uncertain', sent, nextAttemptAt: now, lastProblem: 'x' }

describe('the steps of a delivery', () => {
  it.each([
    ['queued', queued, 'prepare'],
    ['prepared', prepared, 'send'],
    ['uncertain', uncertain, 'reconcile'],
    ['not due', { ...queued, nextAttemptAt: (now + 1) as Instant }, null],
    ['rejected', { ...base, state: 'rejected', reason: 'x', sent: null }, null],
  ] as const)('[RE18] %s', (_state, delivery, step) => {
    expect(nextDeliveryStep(delivery, now)).toBe(step)
  })

  it('[RE19] waits twice as long each time, an hour at most, for ever', () => {
    const waits = [0, 1, 2, 9, 10, 1_000].map((attempts) => nextAttemptAt(attempts, now) - now)
    expect(waits).toEqual([5_000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000])
  })

  it('[RE18] turns every outcome into its event', () => {
    expect(afterOutcome(queued, { type: 'accepted', recordNumber: 'A', raw: hash }, now)).toEqual({
      type: 'delivery-registered',
      deliveryId: base.id,
      receipt: { recordNumber: 'A', receivedAt: now, raw: hash },
    })
    expect(afterOutcome(queued, { type: 'rejected', reason: 'no' }, now)).toMatchObject({
      type: 'delivery-rejected',
      reason: 'no',
    })
    expect(afterOutcome(queued, { type: 'uncertain', problem: 'p' }, now)).toMatchObject({
      type: 'delivery-failed',
      outcome: 'uncertain',
      nextAttemptAt: now + 5_000,
    })
  })
})

/** Blobs in memory; a store of the test's own, not a stand-in for one of ours. */
function blobsInMemory(): BlobStore & { readonly kept: Map<Sha256, Uint8Array> } {
  const kept = new Map<Sha256, Uint8Array>()
  return {
    kept,
    async put(bytes) {
      kept.set(sha256Of(bytes), bytes)
      return sha256Of(bytes)
    },
    get: async (blob) => kept.get(blob) ?? null,
    has: async (blob) => kept.has(blob),
  }
}

/** A records system that answers as told and remembers what it was sent. */
class Answering implements RecordsSystem {
  readonly target = 'folder'
  readonly received: RecordsPackage[] = []
  readonly asked: string[] = []
  readonly answers: (DeliveryOutcome | 'unknown' | Error)[]

  constructor(...answers: (DeliveryOutcome | 'unknown' | Error)[]) {
    this.answers = answers
  }

  async send(parcel: RecordsPackage): Promise<DeliveryOutcome> {
    this.received.push(parcel)
    const answer = this.#next()
    if (answer === 'unknown') throw new Error('send never answers unknown')
    return answer
  }

  async reconcile(deliveryId: string): Promise<DeliveryOutcome | 'unknown'> {
    this.asked.push(deliveryId)
    return this.#next()
  }

  #next(): DeliveryOutcome | 'unknown' {
    const answer = this.answers.shift()
    if (!answer || answer instanceof Error) throw answer ?? new Error('nobody asked for so much')
    return answer
  }
}

const accepted: DeliveryOutcome = { type: 'accepted', recordNumber: 'MMB/1/2026', raw: Buffer.from('{}') }

async function preparedDelivery(blobs: BlobStore): Promise<RecordsDelivery> {
  const version = { hash: await blobs.put(versionBytesOf(sample.version())) }
  const render = async () => Buffer.from('%PDF')
  const event = await deliverOnce(queued, version, { blobs, system: new Answering(), now: () => now, render })
  if (event?.type !== 'delivery-prepared') throw new Error(`not prepared: ${JSON.stringify(event)}`)
  return { ...base, state: 'prepared', sent: event.sent, nextAttemptAt: now, lastProblem: null }
}

describe('deliverOnce', () => {
  it('[RE20] sends what was prepared, byte for byte', async () => {
    const blobs = blobsInMemory()
    const delivery = await preparedDelivery(blobs)
    const system = new Answering({ type: 'retry', problem: 'busy' }, accepted)
    const ports = { blobs, system, now: () => now }
    expect(await deliverOnce(delivery, { hash }, ports)).toMatchObject({ type: 'delivery-failed', outcome: 'retry' })
    expect(await deliverOnce(delivery, { hash }, ports)).toMatchObject({ type: 'delivery-registered' })
    expect(system.received[0]).toEqual(system.received[1])
    expect(system.received[0]?.files.map(({ name }) => name)).toEqual([
      'MAT-2026-0412-v1.pdf',
      'glosa-version.json',
      'comments.jsonld',
      'manifest.json',
    ])
    for (const { bytes, sha256 } of system.received[0]?.files ?? []) expect(sha256Of(bytes)).toBe(sha256)
  })

  it('[RE18] asks before it sends again, and keeps the receipt as it came', async () => {
    const blobs = blobsInMemory()
    const delivery = await preparedDelivery(blobs)
    const unsure: RecordsDelivery = {
      ...uncertain,
      ...('sent' in delivery && delivery.sent ? { sent: delivery.sent } : {}),
    }
    const system = new Answering(accepted)
    const event = await deliverOnce(unsure, { hash }, { blobs, system, now: () => now })
    expect(system.received).toEqual([])
    expect(system.asked).toEqual([base.id])
    expect(event).toMatchObject({ type: 'delivery-registered', receipt: { recordNumber: 'MMB/1/2026' } })
    if (event?.type === 'delivery-registered') {
      expect(Buffer.from((await blobs.get(event.receipt.raw)) ?? []).toString()).toBe('{}')
    }
    const again = new Answering('unknown', accepted)
    await deliverOnce(unsure, { hash }, { blobs, system: again, now: () => now })
    expect(again.received.length).toBe(1)
  })

  it('[RE22] is uncertain when the system breaks down or cannot be asked', async () => {
    const blobs = blobsInMemory()
    const delivery = await preparedDelivery(blobs)
    const failed = { type: 'delivery-failed', outcome: 'uncertain' }
    const broken = new Answering(new Error('socket hang up'))
    expect(await deliverOnce(delivery, { hash }, { blobs, system: broken, now: () => now })).toMatchObject(failed)
    const mute = new Answering({ type: 'retry', problem: 'not reachable' })
    expect(await deliverOnce(uncertain, { hash }, { blobs, system: mute, now: () => now })).toMatchObject(failed)
  })

  it('[RE19] keeps trying when a package cannot be made, and says why', async () => {
    const blobs = blobsInMemory()
    const ports = { blobs, system: new Answering(), now: () => now }
    expect(await deliverOnce(queued, { hash }, ports)).toMatchObject({
      type: 'delivery-failed',
      outcome: 'retry',
      problem: `the version ${hash} is missing`,
    })
  })

  it('[RE18] does nothing for a delivery that waits', async () => {
    const ports = { blobs: blobsInMemory(), system: new Answering(), now: () => (now - 1) as Instant }
    expect(await deliverOnce(queued, { hash }, ports)).toBeNull()
  })
})
