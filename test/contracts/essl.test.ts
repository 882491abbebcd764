import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordsSystem } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { documentIdentifier } from '../../records/essl/esslFiles.ts'
import { esslRecordsSystem, type EsslOptions } from '../../records/essl/esslRecordsSystem.ts'
import { outgoingHttp } from '../../records/http/outgoing.ts'
import { beginJourney, linkMemory, memoryBlobs, travel } from '../counterparts/deliverWith.ts'
import { startEsslSimulator, type EsslSimulator } from '../counterparts/esslSimulator.ts'
import { startFaultProxy } from '../counterparts/faultProxy.ts'
import { describeRecordsSystem, type Counterpart } from './recordsSystem.ts'

const schemas = join(import.meta.dirname, '..', '..', '..', 'shared', 'schemas')
const names = { originator: 'MMB', source: 'GLOSA' }
const keyOf = (deliveryId: string): string => {
  const { value, source } = documentIdentifier(names, deliveryId)
  return `${source}:${value}`
}

const simulators: { readonly edition: '2024' | '2023'; readonly simulator: EsslSimulator }[] = []

async function startCounterpart(
  edition: '2024' | '2023',
  more: Partial<EsslOptions> = {},
): Promise<Counterpart & { simulator: EsslSimulator }> {
  const simulator = await startEsslSimulator(edition, names.source)
  simulators.push({ edition, simulator })
  const proxy = await startFaultProxy(simulator.origin)
  return {
    simulator,
    open: ({ numbers, exchanges }, timeoutMs): RecordsSystem =>
      esslRecordsSystem({
        ...names,
        target: 'essl',
        url: `${proxy.url}/ermsAPI`,
        headers: {},
        send: outgoingHttp({ timeoutMs, exchanges }),
        numbers,
        now: () => Date.now() as never,
        edition,
        destination: 'ESSL',
        user: 'glosa',
        mode: 'synchronous',
        documentKinds: { '*': { name: 'Usnesení rady' } },
        group: { value: 'VS-101.2', source: 'ESSL' },
        file: null,
        handOver: 'settle-and-return',
        settledBy: 'zaznamemNaDokumentu',
        attach: 'all',
        ...more,
      }),
    disturb: (fault) => {
      proxy.onRequest = fault
    },
    seen: () => proxy.seen,
    async holdings({ delivery }) {
      const key = keyOf(delivery.id)
      return { records: simulator.documents.has(key) ? 1 : 0, files: simulator.filesOf(key) }
    },
    refuseNext: () => simulator.refuse('9998', 'Podací deník je uzavřen'),
    async tamper({ delivery }) {
      simulator.tamper(keyOf(delivery.id))
    },
    complaints: () => simulator.violations,
    async close() {
      await proxy.close()
      await simulator.close()
    },
  }
}

const ids = {
  arrives: '[NS1]',
  once: '[NS2]',
  nothing: '[NS3]',
  refused: '[NS4]',
  fixity: '[NS5]',
  thousand: '[NS6]',
  rules: '[NS7]',
}

describeRecordsSystem('Czech records system, edition 2024', ids, {
  target: 'essl',
  start: () => startCounterpart('2024'),
  arrives: () => true,
  can: ['refuse', 'change', 'complain'],
  light: {
    start: () => startCounterpart('2024', { attach: 'pdf', handOver: 'none' }),
    arrives: (name) => name.endsWith('.pdf'),
  },
})

describe('Czech records system', () => {
  const run = async (
    counterpart: Counterpart,
    number: number,
    more: Parameters<typeof beginJourney>[4] = {},
    memory = linkMemory(),
  ) => {
    const blobs = memoryBlobs()
    const clock = { now: Date.UTC(2026, 10, 20, 13, 5) as never }
    const journey = await beginJourney(blobs, 'essl', number, clock, more)
    return { blobs, clock, memory, journey, system: () => counterpart.open(memory, 10_000) }
  }

  it('[NS8] prints the č.j. that was given before the PDF was made, settles and hands back', async () => {
    const counterpart = await startCounterpart('2024')
    const { journey, ...ports } = await run(counterpart, 1)
    const delivery = await travel(journey, ports)
    if (delivery.state !== 'registered' || !delivery.sent) throw new Error('not registered')
    const pdf = Buffer.from((await ports.blobs.get(delivery.sent.pdf)) ?? []).toString('utf8')
    expect(delivery.receipt).toMatchObject({ recordNumber: 'MMB/000001/2026' })
    expect(pdf).toContain('MMB/000001/2026')
    expect(journey.events.map(({ type }) => type)).toEqual([
      'material-locked',
      'delivery-reserved',
      'delivery-prepared',
      'delivery-accepted',
      'delivery-registered',
    ])
    expect(counterpart.simulator.documents.get(keyOf(delivery.id))).toMatchObject({
      state: 'vyrizen',
      controlledBy: null,
      files: [{ metaType: 'main' }, { metaType: 'meta' }, { metaType: 'meta' }, { metaType: 'meta' }],
    })
    await counterpart.close()
  })

  it('[NS9] a new version is a new document that refers to the one before', async () => {
    const counterpart = await startCounterpart('2024')
    const first = await run(counterpart, 1)
    await travel(first.journey, first)
    const second = await run(counterpart, 1, { version: 2 }, first.memory)
    const supersedes = { deliveryId: first.journey.delivery.id, version: 1, reference: null }
    const delivery = await travel(second.journey, { ...second, supersedes })
    const document = counterpart.simulator.documents.get(keyOf(delivery.id))
    expect(document?.links).toEqual([keyOf(first.journey.delivery.id)])
    expect(counterpart.simulator.documents.size).toBe(2)
    await counterpart.close()
  })

  it('[NS10] does nothing to a document that is in the control of the records system', async () => {
    const counterpart = await startCounterpart('2024')
    const { journey, ...ports } = await run(counterpart, 1)
    let isTaken = false
    const delivery = await travel(journey, {
      ...ports,
      onStep: (moment) => {
        if (moment !== 'stored' || isTaken) return
        isTaken = true
        counterpart.simulator.takeControl(keyOf(journey.delivery.id))
      },
    })
    expect(delivery).toMatchObject({ state: 'rejected', reason: expect.stringContaining('ESSL') })
    expect(counterpart.simulator.filesOf(keyOf(delivery.id)).size).toBe(0)
    await counterpart.close()
  })

  it('[NS11] speaks the edition of 2023 by configuration', async () => {
    const counterpart = await startCounterpart('2023')
    const { journey, ...ports } = await run(counterpart, 1)
    expect(await travel(journey, ports)).toMatchObject({ state: 'registered', isVerified: true })
    await counterpart.close()
  })

  it('[NS12] reads the code lists and says whether the system can be worked with', async () => {
    const counterpart = await startCounterpart('2024')
    const system = counterpart.open(linkMemory(), 5_000)
    expect(await system.codeLists?.()).toMatchObject({
      type: 'read',
      lists: [
        {
          id: 'VecnaSkupina',
          items: [
            { id: 'VS-101.2', isValid: true },
            { id: 'VS-101.9', isValid: false },
          ],
        },
        { id: 'SkartacniRezim' },
      ],
    })
    expect(await system.check?.()).toMatchObject({ isUsable: true, problem: null })
    counterpart.disturb(() => 'error-before')
    expect(await system.check?.()).toMatchObject({ isUsable: false, code: 'answer-unclear' })
    // Whatever comes in place of the lists, it is none: those that are kept stay.
    for (const [fault, code] of [
      ['error-before', 'answer-unclear'],
      ['garbage', 'answer-unclear'],
      ['lost-before', 'answer-lost'],
      ['busy', 'busy'],
    ] as const) {
      counterpart.disturb(() => fault)
      expect(await system.codeLists?.(), fault).toMatchObject({ type: 'unreachable', code })
    }
    await counterpart.close()
  })

  it('[NS13] replaces bytes that were attached but not handed over, with a reason', async () => {
    const counterpart = await startCounterpart('2024', { handOver: 'none' })
    const { journey, ...ports } = await run(counterpart, 1)
    await travel(journey, ports)
    counterpart.simulator.tamper(keyOf(journey.delivery.id))
    journey.append({ type: 'delivery-requeued', deliveryId: journey.delivery.id })
    expect(await travel(journey, ports)).toMatchObject({ state: 'registered', isVerified: true })
    await counterpart.close()
  })

  describe('in batches', () => {
    const asynchronous = () => startCounterpart('2024', { mode: 'batches', handOver: 'none' })

    it('[NS14] numbers batches without a gap and counts an event only once it is confirmed', async () => {
      const counterpart = await asynchronous()
      const memory = linkMemory()
      for (const number of [1, 2, 3]) {
        const { journey, blobs, clock } = await run(counterpart, number)
        const system = () => counterpart.open(memory, 5_000)
        expect(await travel(journey, { blobs, clock, system })).toMatchObject({ state: 'uncertain', isDeposited: true })
        expect(counterpart.simulator.lastBatch).toBe(number)
        const { delivery } = journey
        clock.now = ('nextAttemptAt' in delivery ? delivery.nextAttemptAt : clock.now) as never
        expect(await travel(journey, { blobs, clock, system })).toMatchObject({ state: 'registered', isVerified: true })
      }
      expect(counterpart.simulator.violations).toEqual([])
      await counterpart.close()
    })

    it('[NS15] a refused event stops the queue; corrected, the batch keeps its number', async () => {
      const counterpart = await asynchronous()
      const memory = linkMemory()
      const system = () => counterpart.open(memory, 5_000)
      const { journey, blobs, clock } = await run(counterpart, 1)
      const toEnd = async () => {
        const deposited = await travel(journey, { blobs, clock, system })
        if (deposited.state === 'uncertain') clock.now = deposited.nextAttemptAt as never
        return travel(journey, { blobs, clock, system })
      }
      await travel(journey, {
        blobs,
        clock,
        system,
        onStep: (moment) => {
          if (moment === 'stored') counterpart.simulator.refuse('9998', 'Úložiště je plné')
        },
      })
      expect(await toEnd()).toMatchObject({ state: 'rejected', reason: '9998 Úložiště je plné' })
      journey.append({ type: 'delivery-requeued', deliveryId: journey.delivery.id })
      expect(await toEnd()).toMatchObject({ state: 'registered' })
      expect(counterpart.simulator.lastBatch).toBe(1)
      expect(counterpart.simulator.violations).toEqual([])
      await counterpart.close()
    })

    it('[NS16] an empty batch takes the place of one that was given up', async () => {
      const counterpart = await asynchronous()
      const memory = linkMemory()
      await memory.numbers.take('davka', 'given-up', 1)
      const { journey, blobs, clock } = await run(counterpart, 1)
      await travel(journey, { blobs, clock, system: () => counterpart.open(memory, 5_000) })
      expect(counterpart.simulator.lastBatch).toBe(2)
      expect(counterpart.simulator.violations).toEqual([])
      await counterpart.close()
    })
  })

  it('[NS17] every message of both sides is valid by the schema of its edition', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'glosa-essl-'))
    try {
      for (const { edition, simulator } of simulators) {
        expect(simulator.messages.length).toBeGreaterThan(0)
        for (const schema of ['ermsIFSyn', 'ermsIFAsyn'] as const) {
          const seen = new Map<string, string>()
          for (const message of simulator.messages) {
            // One of each kind and length says as much as thousands that differ in a number.
            const key = `${/^<(\w+)/.exec(message.xml)?.[1]} ${message.xml.replace(/\d+/g, '').length}`
            if (message.schema === schema && seen.size < 300) seen.set(key, message.xml)
          }
          if (seen.size === 0) continue
          const files: string[] = []
          for (const [index, text] of [...seen.values()].entries()) {
            files.push(join(folder, `${edition}-${schema}-${index}.xml`))
            await writeFile(files.at(-1) ?? '', text)
          }
          const xsd = join(schemas, `nsesss-${edition}-api`, `${schema}.xsd`)
          expect(() => execFileSync('xmllint', ['--noout', '--schema', xsd, ...files], { stdio: 'pipe' })).not.toThrow()
        }
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
