import { describe, expect, it } from 'vitest'
import { packAppends } from './appendBatch.ts'
import { sharedSlot } from './sharedSlot.ts'

const append = (bytes: number, personId = 'office:anna') =>
  packAppends([
    {
      bodyId: 'body',
      first: 7,
      rows: [{ kind: 'update', personId, at: 1_795_000_000_000, payload: new Uint8Array(bytes).fill(bytes) }] as never,
      writer: 'writer',
    },
  ])

describe('the slot that two threads share', () => {
  it('[ST31] gives what was put there once, as it was', () => {
    const caller = sharedSlot()
    const worker = sharedSlot(caller.memory)
    expect(worker.take()).toBeNull()
    for (const batch of [append(0), append(3), append(60_000), append(5, 'úřad:Žofie Příšerná 🙂')]) {
      expect(caller.put(batch)).toBe(true)
      expect(worker.take()).toEqual(batch)
      expect(worker.take()).toBeNull()
    }
  })

  it('[ST31] gives a copy, which the next to come does not change', () => {
    const caller = sharedSlot()
    const worker = sharedSlot(caller.memory)
    caller.put(append(3))
    const first = worker.take()
    caller.put(append(4))
    expect(first).toEqual(append(3))
  })

  it('[ST31] refuses what is too large, and keeps nothing of it', () => {
    const caller = sharedSlot()
    expect(caller.put(append(65_536))).toBe(false)
    expect(caller.put(append(1, 'ž'.repeat(22_000)))).toBe(false)
    expect(sharedSlot(caller.memory).take()).toBeNull()
  })

  it('[ST31] does not let the worker sleep through a ring, and tells the caller of each answer', async () => {
    const caller = sharedSlot()
    const worker = sharedSlot(caller.memory)
    for (let turn = 0; turn < 3; turn++) {
      const seen = worker.rings()
      const answered = caller.answered()
      caller.ring()
      worker.awaitRing(seen)
      worker.answer()
      await answered
    }
    expect(worker.rings()).toBe(3)
  })
})
