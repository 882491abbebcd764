import { instant, type DeliveryProblem, type RecordsSystem } from '@glosa/domain/model'
import { checkFixity, sha256Of } from '@glosa/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginJourney, linkMemory, memoryBlobs, travel, type Clock, type Journey } from '../counterparts/deliverWith.ts'
import { everyFault, type Fault } from '../counterparts/faultProxy.ts'
import { random } from '../support/random.ts'

/** The other side of an adapter, real or simulated, and a way to disturb what goes there. */
export interface Counterpart {
  /** A new adapter, as after a restart. */
  open(memory: ReturnType<typeof linkMemory>, timeoutMs: number): RecordsSystem
  /** Decides what happens to each request. */
  disturb(fault: (number: number) => Fault): void
  /** Requests seen so far. */
  seen(): number
  /** How many records there are for the version, and the hashes of their files by name. */
  holdings(journey: Journey): Promise<{ readonly records: number; readonly files: ReadonlyMap<string, string> }>
  /** Makes it say no to the next version. */
  refuseNext?(): void | Promise<void>
  /** Changes a file that was delivered. */
  tamper?(journey: Journey): Promise<void>
  /** What the other side has to say after everything: breaches of its rules. */
  complaints?(): readonly string[]
  /** What lies about there that belongs to no record; empty when all is well. */
  leftovers?(): Promise<readonly string[]>
  /** Takes everything away that was delivered, where many records make the other side slow. */
  empty?(): Promise<void>
  close(): Promise<void>
}

export interface RecordsSystemCase {
  readonly target: string
  readonly start: () => Promise<Counterpart>
  /** Files that must arrive, of those in the package. */
  readonly arrives: (name: string) => boolean
  /** Faults that this way of transport cannot have. */
  readonly without?: readonly Fault[]
  /** A clock that the adapter reads too; by default each delivery has its own. */
  readonly clock?: Clock
  /** What this counterpart can be made to do, beside breaking off. */
  readonly can?: readonly ('refuse' | 'change' | 'complain')[]
  /** What a refusal is called, when not just that. */
  readonly refusedAs?: DeliveryProblem
  /** Another counterpart for the long run, so that it stays short: fewer files, fewer messages. */
  readonly light?: { readonly start: () => Promise<Counterpart>; readonly arrives: (name: string) => boolean }
  /** How many deliveries travel at once in the long run; the order of some systems allows one only. */
  readonly atOnce?: number
}

/** What every adapter of a records system keeps to; `prefix` of the rules it proves, e.g. "NS". */
export function describeRecordsSystem(name: string, ids: RuleIds, setting: RecordsSystemCase): void {
  describe(name, () => {
    let counterpart: Counterpart
    let next = 1
    const can = (what: 'refuse' | 'change' | 'complain') => setting.can?.includes(what) ?? false
    // What the office remembers of the link outlives adapters and processes.
    const memory = linkMemory()
    beforeAll(async () => {
      counterpart = await setting.start()
    })
    afterAll(() => counterpart.close())

    const begin = async (timeoutMs = 10_000) => {
      const blobs = memoryBlobs()
      const clock = setting.clock ?? { now: instant(Date.UTC(2026, 10, 20, 13, 5)) }
      counterpart.disturb(() => 'none')
      const journey = await beginJourney(blobs, setting.target, next++, clock)
      return { blobs, clock, journey, system: () => counterpart.open(memory, timeoutMs) }
    }

    it(`${ids.arrives} takes over a version, with a receipt, and reads it back`, async () => {
      const { blobs, journey, ...ports } = await begin()
      await travel(journey, { blobs, ...ports })
      await expectArrivedOnce(journey, blobs, counterpart, setting.arrives)
      expect(journey.delivery).toMatchObject({ isVerified: true })
      if (journey.delivery.state !== 'registered') return
      expect(await checkFixity(journey.delivery, journey.versionHash, blobs, ports.system())).toEqual({
        type: 'intact',
      })
    })

    it(`${ids.once} sent again it is the same record`, async () => {
      const { blobs, journey, ...ports } = await begin()
      const first = await travel(journey, { blobs, ...ports })
      journey.append({ type: 'delivery-requeued', deliveryId: journey.delivery.id })
      const again = await travel(journey, { blobs, ...ports })
      const { records } = await counterpart.holdings(journey)
      expect(records).toBe(1)
      if (first.state !== 'registered' || again.state !== 'registered') throw new Error('not registered')
      expect(again.receipt.recordNumber).toBe(first.receipt.recordNumber)
    })

    it(`${ids.nothing} nothing was sent when it cannot be reached`, async () => {
      const { blobs, journey, clock } = await begin()
      const away = counterpart.open(memory, 2_000)
      counterpart.disturb(() => 'busy')
      if ((setting.without ?? []).includes('busy')) return
      await expect(travel(journey, { blobs, clock, system: () => away }, 3)).rejects.toThrow('not over after 3 steps')
      expect(journey.delivery).toMatchObject({ state: expect.stringMatching(/queued|prepared/) })
      expect((await counterpart.holdings(journey)).records).toBe(0)
      counterpart.disturb(() => 'none')
      await travel(journey, { blobs, clock, system: () => counterpart.open(memory, 10_000) })
      await expectArrivedOnce(journey, blobs, counterpart, setting.arrives)
    })

    if (can('refuse'))
      it(`${ids.refused} a refusal waits for a person and can be repeated`, async () => {
        const { blobs, journey, ...ports } = await begin()
        await counterpart.refuseNext?.()
        expect(await travel(journey, { blobs, ...ports })).toMatchObject({
          state: 'rejected',
          problemCode: setting.refusedAs ?? 'refused',
        })
        journey.append({ type: 'delivery-requeued', deliveryId: journey.delivery.id })
        await travel(journey, { blobs, ...ports })
        await expectArrivedOnce(journey, blobs, counterpart, setting.arrives)
      })

    it(`${ids.once} [RZ8] each fault at each request leaves one record`, async () => {
      const measured = await begin()
      const before = counterpart.seen()
      await travel(measured.journey, measured)
      const requests = counterpart.seen() - before
      expect(requests).toBeGreaterThan(0)
      const faults = everyFault.filter((fault) => !(setting.without ?? []).includes(fault))
      for (const fault of faults) {
        for (let at = 1; at <= requests; at += 1) {
          const { blobs, clock, journey } = await begin()
          const start = counterpart.seen()
          let isOver = false
          counterpart.disturb((number) => {
            if (number - start !== at) return 'none'
            isOver = true
            return fault
          })
          // Only the answer that never comes is not waited for long: a slow machine gives the others.
          const isSilent = fault.startsWith('silent')
          const system = () => counterpart.open(memory, isSilent && !isOver ? 100 : 10_000)
          await travel(journey, { blobs, clock, system })
          expect(isOver, `${fault} at ${at}`).toBe(true)
          await expectArrivedOnce(journey, blobs, counterpart, setting.arrives)
        }
      }
    })

    if (can('change'))
      it(`${ids.fixity} finds what was changed after the delivery`, async () => {
        const { blobs, journey, ...ports } = await begin()
        await travel(journey, { blobs, ...ports })
        await counterpart.tamper?.(journey)
        if (journey.delivery.state !== 'registered') throw new Error('not registered')
        const found = await checkFixity(journey.delivery, journey.versionHash, blobs, ports.system())
        expect(found).toMatchObject({ type: 'differs', place: 'records-system' })
      })

    it(`${ids.thousand} of 1,000 versions each arrives once, with its receipt, though it fails at random`, async () => {
      const other = await setting.light?.start()
      await deliverAThousand(other ?? counterpart, { ...setting, ...setting.light })
      await other?.close()
    })

    if (can('complain'))
      it(`${ids.rules} keeps to the rules of the other side`, () => {
        expect(counterpart.complaints?.() ?? []).toEqual([])
      })
  })
}

/** What a run of a thousand versions needs to know of the adapter. */
type LongRun = Pick<RecordsSystemCase, 'target' | 'arrives' | 'without' | 'clock' | 'atOnce'> & {
  /** How many of 10,000 requests are disturbed; 1,200 when left out. */
  readonly disturbed?: number
}

/** How many versions of the thousand are delivered before they are looked at. */
const atATime = 125

/** Delivers 1,000 versions while the counterpart fails at random, and looks at each of them. */
export async function deliverAThousand(counterpart: Counterpart, setting: LongRun): Promise<void> {
  const { target, arrives, without = [], disturbed = 1_200 } = setting
  const seed = 20_261_121
  const draw = random(seed)
  const blobs = memoryBlobs()
  const faults = everyFault.filter((fault) => !fault.startsWith('silent') && !without.includes(fault))
  const journeys: Journey[] = []
  const memory = linkMemory()
  const system = counterpart.open(memory, 10_000)
  const deliver = async (waiting: number[]) => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
      const clock = setting.clock ?? { now: instant(Date.UTC(2026, 10, 20, 13, 5)) }
      const journey = await beginJourney(blobs, target, number, clock)
      await travel(journey, { blobs, clock, system: () => system }, 2_000)
      journeys.push(journey)
    }
  }
  for (let from = 0; from < 1_000; from += atATime) {
    counterpart.disturb(() => (draw(10_000) < disturbed ? (faults[draw(faults.length)] ?? 'none') : 'none'))
    const waiting = Array.from({ length: atATime }, (_, index) => 10_001 + from + index)
    await Promise.all(Array.from({ length: setting.atOnce ?? 8 }, () => deliver(waiting)))
    counterpart.disturb(() => 'none')
    for (const journey of journeys.slice(from)) await expectArrivedOnce(journey, blobs, counterpart, arrives)
    await counterpart.empty?.()
  }
  expect(journeys).toHaveLength(1_000)
  const failed = journeys.filter(({ events }) => events.some(({ type }) => type === 'delivery-failed'))
  expect(failed.length).toBeGreaterThan(100)
  const numbers = journeys.map(({ delivery }) => ('receipt' in delivery ? delivery.receipt.recordNumber : ''))
  expect(new Set(numbers).size, `seed ${seed}`).toBe(1_000)
  expect(memory.answered.length).toBe(memory.opened.length)
  expect(counterpart.complaints?.() ?? []).toEqual([])
  expect((await counterpart.leftovers?.()) ?? []).toEqual([])
}

async function expectArrivedOnce(
  journey: Journey,
  blobs: ReturnType<typeof memoryBlobs>,
  counterpart: Counterpart,
  arrives: RecordsSystemCase['arrives'],
): Promise<void> {
  const { delivery } = journey
  expect(untold(journey), 'failures without a kind').toEqual([])
  expect(delivery.state, JSON.stringify(delivery)).toBe('registered')
  if (delivery.state !== 'registered' || !delivery.sent) throw new Error('not registered')
  const { records, files } = await counterpart.holdings(journey)
  expect(records).toBe(1)
  const manifest: { files: { name: string; sha256: string }[] } = JSON.parse(
    Buffer.from((await blobs.get(delivery.sent.manifest)) ?? []).toString('utf8'),
  )
  const expected = new Map(manifest.files.map((file) => [file.name, file.sha256]))
  expected.set('manifest.json', delivery.sent.manifest)
  for (const [file, sha256] of expected) if (arrives(file)) expect(files.get(file), file).toBe(sha256)
  const { receipt } = delivery
  const raw = await blobs.get(receipt.raw)
  expect(raw && sha256Of(raw)).toBe(receipt.raw)
  expect(receipt.recordNumber).not.toBe('')
  expect(receipt.endpoint).toBeTruthy()
  expect(journey.events.filter(({ type }) => type === 'delivery-registered')).toHaveLength(1)
}

/** Failures of which people could not be told in their language. */
const untold = ({ events }: Journey) =>
  events.filter(
    (event) => (event.type === 'delivery-failed' || event.type === 'delivery-rejected') && event.code === undefined,
  )

/** The rules of one adapter, by what they say. */
export interface RuleIds {
  readonly arrives: string
  readonly once: string
  readonly nothing: string
  readonly refused: string
  readonly fixity: string
  readonly thousand: string
  readonly rules: string
}
