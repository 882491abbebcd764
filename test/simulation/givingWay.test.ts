import type { GivingWay } from '@glosa/collab-server/workers/givingWay.ts'
import { expect, it, vi } from 'vitest'
import { deliveringOffice } from './deliveringOffice.ts'
import { OtherEnd } from './otherEnd.ts'

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
  await vi.waitFor(() => expect(system.heard).toEqual(['M1/1']), { interval: 5 })
  await vi.waitFor(() => expect(system.heard).toEqual(['M1/1', 'M2/1']), { interval: 5 })
  await work()
  expect(system.heard).toEqual(['M1/1', 'M2/1', 'M3/1'])
})

it('[RE30] a rest ends with the server, and nothing is begun after it', async () => {
  const { system, worker, delivery } = await office(600_000)
  worker.wake()
  await vi.waitFor(async () => expect((await delivery(1)).state).toBe('registered'))
  await worker.close()
  expect(system.heard).toEqual(['M1/1'])
})
