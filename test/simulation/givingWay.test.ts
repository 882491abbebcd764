import { decideAndAppend } from '@glosa/collab-server/commands/decideAndAppend.ts'
import { createMetrics } from '@glosa/collab-server/metrics.ts'
import type { OfficeSeal, SealStatus } from '@glosa/collab-server/officeSeal.ts'
import type { GivingWay } from '@glosa/collab-server/workers/givingWay.ts'
import type { Renditions } from '@glosa/collab-server/workers/renditions.ts'
import { startSealWorker } from '@glosa/collab-server/workers/sealWorker.ts'
import { stampOf, type VersionSeal } from '@glosa/domain/model'
import { sha256Of } from '@glosa/records'
import pino from 'pino'
import { expect, it, onTestFinished, vi } from 'vitest'
import { secretary, start } from '../support/people.ts'
import { deliveringOffice } from './deliveringOffice.ts'
import { OtherEnd } from './otherEnd.ts'

/** Looked at often enough to see each state, for long enough on a machine with much to do. */
const soon = { interval: 5, timeout: 60_000 }

const office = async (restMs: number) => {
  const system = new OtherEnd('records')
  const givingWay: GivingWay = { written: () => undefined, restAfter: (workedMs) => (workedMs > 0 ? restMs : 0) }
  const delivering = await deliveringOffice({ records: { system } }, undefined, givingWay)
  for (const number of [1, 2, 3]) await delivering.lock(number)
  return { ...delivering, system }
}

it('[RE30] a delivery rests before the next one', async () => {
  const { system, worker, work } = await office(300)
  worker.wake()
  await vi.waitFor(() => expect(system.heard).toEqual(['M1/1']), soon)
  await vi.waitFor(() => expect(system.heard).toEqual(['M1/1', 'M2/1']), soon)
  await work()
  expect(system.heard).toEqual(['M1/1', 'M2/1', 'M3/1'])
})

it('[RE30] a rest ends with the server, and nothing is begun after it', async () => {
  const { system, worker, delivery } = await office(600_000)
  worker.wake()
  await vi.waitFor(async () => expect((await delivery(1)).state).toBe('registered'), soon)
  await worker.close()
  expect(system.heard).toEqual(['M1/1'])
})

const noStatus = { certificate: null, daysLeft: null, warnings: [] } as Partial<SealStatus> as SealStatus

/** Three versions whose seals are ordered, and the worker that makes them. */
async function sealingOffice(restMs: number) {
  const { context, lock, materialIdOf } = await deliveringOffice({ records: { system: new OtherEnd('records') } })
  const sealed: string[] = []
  const whatRested: number[] = []
  for (const number of [1, 2, 3]) {
    await lock(number)
    await decideAndAppend(context, stampOf(secretary), materialIdOf(number), () => [
      { type: 'seal-ordered', version: 1 },
    ])
  }
  const renditions: Partial<Renditions> = {
    async sealed({ materialId, materialNumber }) {
      sealed.push(materialNumber)
      const pdf = sha256Of(materialNumber)
      const certificate = { subject: 'CN=Kraj', issuer: 'CN=CA', serial: '1', notBefore: start, notAfter: start }
      const seal = {
        pdf,
        original: pdf,
        recordNumber: null,
        level: 'B-B',
        certificate,
        isTrial: true,
        timestampedAt: null,
      }
      await decideAndAppend(context, stampOf(secretary), materialId, () => [
        { type: 'version-sealed', version: 1, seal: seal as VersionSeal },
      ])
      return new Uint8Array()
    },
  }
  const worker = startSealWorker(context, {
    officeSeal: { isConfigured: true, status: async () => noStatus } as Partial<OfficeSeal> as OfficeSeal,
    renditions: renditions as Renditions,
    givingWay: { written: () => undefined, restAfter: (workedMs) => (whatRested.push(workedMs), restMs) },
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    sealed: () => undefined,
    lookedAt: async () => undefined,
  })
  onTestFinished(() => worker.close())
  return { worker, sealed, whatRested }
}

it('[RE30] a seal rests before the next one, as long as it is told for its work', async () => {
  const { sealed, whatRested } = await sealingOffice(300)
  await vi.waitFor(() => expect(sealed).toEqual(['M1']), soon)
  await vi.waitFor(() => expect(sealed).toEqual(['M1', 'M2']), soon)
  await vi.waitFor(() => expect(sealed).toEqual(['M1', 'M2', 'M3']), soon)
  expect(whatRested.every((workedMs) => workedMs > 0)).toBe(true)
})

it('[RE30] the rest of a seal ends with the server, and none is made after it', async () => {
  const { worker, sealed } = await sealingOffice(600_000)
  await vi.waitFor(() => expect(sealed).toEqual(['M1']), soon)
  await worker.close()
  expect(sealed).toEqual(['M1'])
})
