import { createHash } from 'node:crypto'
import { instant, type Instant } from '@glosa/domain/model'
import { checkFixity } from '@glosa/records'
import { describe, expect, it } from 'vitest'
import { ezdRecordsSystem, type EzdOptions } from '../../records/ezd/ezdRecordsSystem.ts'
import { outgoingHttp } from '../../records/http/outgoing.ts'
import { beginJourney, linkMemory, memoryBlobs, travel, type Journey } from '../counterparts/deliverWith.ts'
import { ezdAccess, startEzdSimulator, type EzdSimulator } from '../counterparts/ezdSimulator.ts'
import { startFaultProxy, type FaultProxy } from '../counterparts/faultProxy.ts'
import { describeRecordsSystem, type Counterpart } from './recordsSystem.ts'

const settleMs = 1_800_000
const attributes = {
  deliveryId: { key: 'GLOSA.ID', name: 'Identyfikator' },
  sha256: { key: 'GLOSA.SHA', name: 'SHA-256' },
}

/** The clock of the office, which the journeys move. */
const wall = { now: instant(Date.UTC(2026, 10, 20, 13, 5)) }

async function start(
  more: Partial<EzdOptions> = {},
): Promise<Counterpart & { simulator: EzdSimulator; proxy: FaultProxy }> {
  const simulator = await startEzdSimulator()
  const proxy = await startFaultProxy(simulator.origin)
  const caseId = simulator.addCase('Uchwały zarządu')
  const documentsOf = ({ delivery }: Journey) =>
    [...simulator.documents.values()].filter(({ name }) => name.startsWith(delivery.id.slice(0, 16)))
  return {
    simulator,
    proxy,
    open: ({ exchanges }, timeoutMs) =>
      ezdRecordsSystem({
        ...ezdAccess,
        target: 'ezd',
        url: proxy.url,
        tokenUrl: `${proxy.url}/connect/token`,
        downloadOrigins: [],
        send: outgoingHttp({ timeoutMs, exchanges }),
        now: () => wall.now,
        caseId,
        newCase: null,
        attributes,
        attach: 'all',
        settleMs,
        ...more,
      }),
    disturb: (fault) => {
      proxy.onRequest = fault
    },
    seen: () => proxy.seen,
    async holdings(journey) {
      const kept = documentsOf(journey)
      const files = new Map(
        kept.map(({ name, bytes }) => [name.slice(17), createHash('sha256').update(bytes).digest('hex')]),
      )
      const mains = kept.filter(({ name }) => name.endsWith('.pdf')).length
      return { records: kept.length === files.size ? mains : kept.length, files }
    },
    refuseNext: () => simulator.refuse('Sprawa jest zamknięta'),
    async tamper(journey) {
      const [document] = documentsOf(journey)
      if (document) document.bytes = Buffer.from('zmieniony')
    },
    complaints: () => simulator.violations,
    async close() {
      await proxy.close()
      await simulator.close()
    },
  }
}

const ids = {
  arrives: '[EZ1]',
  once: '[EZ2]',
  nothing: '[EZ3]',
  refused: '[EZ4]',
  fixity: '[EZ5]',
  thousand: '[EZ6]',
  rules: '[EZ7]',
}
describeRecordsSystem('EZD RP', ids, {
  target: 'ezd',
  start,
  clock: wall,
  arrives: () => true,
  can: ['refuse', 'change', 'complain'],
  light: {
    start: () =>
      start({ attach: 'pdf', attributes: null, caseId: null, newCase: { planId: 'jrwa-0022', category: 'A' } }),
    arrives: (name) => name.endsWith('.pdf'),
  },
})

describe('EZD RP', () => {
  const run = async (counterpart: Counterpart, more: object = {}) => {
    const blobs = memoryBlobs()
    const clock = wall
    const memory = linkMemory()
    const journey = await beginJourney(blobs, 'ezd', 1, clock, more)
    return { journey, blobs, clock, memory, system: () => counterpart.open(memory, 10_000) }
  }

  it('[EZ8] sends nothing again until a lost request cannot be at work any more', async () => {
    const counterpart = await start()
    const { journey, ...ports } = await run(counterpart)
    let isLost = false
    const uploads: Instant[] = []
    counterpart.proxy.onRequest = (_number, { method, path }) => {
      if (method !== 'POST' || !path.endsWith('/dokumenty')) return 'none'
      uploads.push(wall.now)
      if (isLost) return 'none'
      isLost = true
      return 'lost-before'
    }
    await travel(journey, ports)
    expect(journey.delivery.state).toBe('registered')
    expect((uploads[1] ?? 0) - (uploads[0] ?? 0)).toBeGreaterThanOrEqual(settleMs)
    expect(journey.events.some(({ type }) => type === 'delivery-failed')).toBe(true)
    await counterpart.close()
  })

  it('[EZ9] founds one case for a material and puts all its versions there, described', async () => {
    const newCase = { planId: 'jrwa-0022', category: 'A' }
    const counterpart = await start({ caseId: null, newCase })
    const first = await run(counterpart)
    const before = await travel(first.journey, first)
    const second = await run(counterpart, { version: 2 })
    const after = await travel(second.journey, second)
    if (before.state !== 'registered' || after.state !== 'registered') throw new Error('not registered')
    expect(counterpart.simulator.cases.size).toBe(2)
    expect(after.receipt.reference?.referenceNumber).toBe(before.receipt.reference?.referenceNumber)
    expect(after.receipt.reference?.recordId).not.toBe(before.receipt.reference?.recordId)
    const main = counterpart.simulator.documents.get(before.receipt.reference?.recordId ?? '')
    expect(main?.metadata.get('GLOSA.ID')).toBe(before.id)
    expect(main?.metadata.get('GLOSA.SHA')).toBe(before.sent?.pdf)
    await counterpart.close()
  })

  it('[EZ10] shows its token only to the API, and downloads from allowed origins only', async () => {
    const counterpart = await start()
    const { journey, ...ports } = await run(counterpart)
    await travel(journey, ports)
    expect(counterpart.simulator.violations).toEqual([])
    const sent: string[] = []
    const system = ezdRecordsSystem({
      ...ezdAccess,
      target: 'ezd',
      url: 'https://ezd.example',
      tokenUrl: 'https://ezd.example/connect/token',
      downloadOrigins: ['https://pliki.example'],
      now: () => wall.now,
      ...{ caseId: 'c', newCase: null, attributes: null, attach: 'pdf', settleMs },
      async send({ url }) {
        sent.push(new URL(url).host)
        const name = `${journey.delivery.id.slice(0, 16)}-MAT-2026-0001-v1`
        const json = url.endsWith('token')
          ? { access_token: 't', expires_in: 60 }
          : url.includes('/link')
            ? { link: 'https://zly.example/plik' }
            : { idSprawa: 'c', znak: 'z', lista: [{ idDokumentPrzestrzeni: 'd', nazwa: name, rozszerzenie: '.pdf' }] }
        return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(json)), certificate: null, endpoint: url }
      },
    })
    if (journey.delivery.state !== 'registered') throw new Error('not registered')
    expect(await checkFixity(journey.delivery, journey.versionHash, ports.blobs, system)).toMatchObject({
      type: 'unreachable',
      problem: expect.stringContaining('not allowed'),
    })
    expect(new Set(sent)).toEqual(new Set(['ezd.example']))
    await counterpart.close()
  })

  it('[EZ11] says whether EZD RP can be worked with, and when its key is refused', async () => {
    const counterpart = await start()
    expect(await counterpart.open(linkMemory(), 5_000).check?.()).toMatchObject({ isUsable: true })
    const wrong = await start({ apiKey: 'inny klucz' })
    const health = await wrong.open(linkMemory(), 5_000).check?.()
    expect(health).toMatchObject({ isUsable: false, problem: expect.stringContaining('400') })
    await wrong.close()
    await counterpart.close()
  })
})
