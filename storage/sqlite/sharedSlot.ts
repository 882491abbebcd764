import type { AppendBatch } from './appendBatch.ts'

/** Words of 32 bits at the beginning of the memory. */
const rings = 0
const answers = 1
const headerLength = 2
const payloadLength = 3
const wordBytes = 16
/** Room for the appends of a commit: some hundred keystrokes. */
const roomBytes = 64 * 1024

/**
 * Memory that the caller and the worker thread share: a bell that wakes the worker, and room for the appends of one
 * commit. What typing needs goes this way, since a message costs either thread some 0.1 ms to write, to wake up by and
 * to read. There is one commit under way at a time, so the room is free whenever the caller puts something there.
 */
export interface SharedSlot {
  readonly memory: SharedArrayBuffer

  /** By the caller: puts appends where the worker finds them. @returns `false` when they are too large */
  put(batch: AppendBatch): boolean
  /** By the caller: wakes the worker. */
  ring(): void
  /** By the caller, before it rings: settles when the worker answers next. */
  answered(): Promise<unknown>

  /** By the worker: how often the bell rang. */
  rings(): number
  /** By the worker: sleeps until the bell rings once more than `seen`. */
  awaitRing(seen: number): void
  /** By the worker: a copy of what was put there since it was last asked, or `null`. */
  take(): AppendBatch | null
  /** By the worker: says that all of it is kept. */
  answer(): void
}

/** The caller's view of a new slot, or the worker's view of the caller's. */
export function sharedSlot(memory = new SharedArrayBuffer(wordBytes + roomBytes)): SharedSlot {
  const words = new Int32Array(memory, 0, wordBytes / Int32Array.BYTES_PER_ELEMENT)
  const room = Buffer.from(memory, wordBytes)

  return {
    memory,

    put({ count, names, numbers, payloads }) {
      const header = JSON.stringify([count, names, numbers])
      // UTF-8 takes three bytes for a UTF-16 code unit at most.
      if (header.length * 3 + payloads.length > room.length) return false
      const length = room.write(header, 'utf8')
      room.set(payloads, length)
      Atomics.store(words, payloadLength, payloads.length)
      Atomics.store(words, headerLength, length)
      return true
    },
    ring() {
      Atomics.add(words, rings, 1)
      Atomics.notify(words, rings)
    },
    async answered() {
      await Atomics.waitAsync(words, answers, Atomics.load(words, answers)).value
    },

    rings: () => Atomics.load(words, rings),
    awaitRing: (seen) => void Atomics.wait(words, rings, seen),
    take() {
      const length = Atomics.exchange(words, headerLength, 0)
      if (length === 0) return null
      // It was written by `put` above.
      const header = JSON.parse(room.toString('utf8', 0, length)) as [number, string[], number[]]
      const [count, names, numbers] = header
      const payloads = new Uint8Array(Atomics.load(words, payloadLength))
      payloads.set(room.subarray(length, length + payloads.length))
      return { count, names, numbers, payloads }
    },
    answer() {
      Atomics.add(words, answers, 1)
      Atomics.notify(words, answers)
    },
  }
}
