import { describe, expect, it } from 'vitest'
import { packAppends } from './appendBatch.ts'
import { sharedQueue } from './sharedQueue.ts'

const append = (bytes: number, personId = 'office:anna') =>
  packAppends([
    {
      bodyId: 'body',
      first: 7,
      rows: [{ kind: 'update', personId, at: 1_795_000_000_000, payload: new Uint8Array(bytes).fill(bytes) }] as never,
      writer: 'writer',
    },
  ])

describe('the queue that two threads share', () => {
  it('[ST31] gives what was put there once, in order, as it was', () => {
    const caller = sharedQueue()
    const worker = sharedQueue(caller.memory)
    expect(worker.take()).toEqual([])
    for (const batches of [
      [append(0)],
      [append(3), append(60_000)],
      [append(5, 'úřad:Žofie Příšerná 🙂'), append(1), append(2)],
    ]) {
      for (const batch of batches) expect(caller.put(batch)).toBe(true)
      expect(worker.take()).toEqual(batches)
      expect(worker.take()).toEqual([])
    }
  })

  it('[ST31] goes around, takes sixteen, and gives copies, which the next to come do not change', () => {
    const caller = sharedQueue()
    const worker = sharedQueue(caller.memory)
    const seen = []
    for (let bytes = 0; bytes < 160; bytes++) {
      expect(caller.put(append(bytes))).toBe(true)
      if (bytes % 16 !== 15) continue
      expect(caller.put(append(1))).toBe(false)
      seen.push(...worker.take())
    }
    expect(seen).toEqual(Array.from({ length: 160 }, (_, bytes) => append(bytes)))
  })

  it('[ST31] refuses what is too large, and keeps nothing of it', () => {
    const caller = sharedQueue()
    expect(caller.put(append(65_536))).toBe(false)
    expect(caller.put(append(1, 'ž'.repeat(22_000)))).toBe(false)
    expect(sharedQueue(caller.memory).take()).toEqual([])
  })

  it('[ST31] does not let the worker sleep through a ring, and tells the caller what is kept', async () => {
    const caller = sharedQueue()
    const worker = sharedQueue(caller.memory)
    for (let turn = 0; turn < 3; turn++) {
      const seen = worker.rings()
      const heard = caller.keptMore(caller.kept())
      caller.ring()
      worker.awaitRing(seen)
      worker.keep(2)
      await heard
    }
    await caller.keptMore(0)
    expect([worker.rings(), caller.kept()]).toEqual([3, 6])
  })

  it('[ST32] gives nothing after a commit that failed, until the caller took back what was left', () => {
    const caller = sharedQueue()
    const worker = sharedQueue(caller.memory)
    caller.put(append(1))
    worker.take()
    caller.put(append(2))
    worker.stop()
    caller.put(append(3))
    expect(worker.take()).toEqual([])
    expect(caller.takeBack()).toBe(2)
    expect(worker.take()).toEqual([])
    caller.put(append(4))
    expect(worker.take()).toEqual([append(4)])
  })
})
