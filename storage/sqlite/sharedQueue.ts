import type { AppendBatch } from './appendBatch.ts'

/** Words of 32 bits at the beginning of the memory; the counts wrap around. */
const rings = 0
const put = 1
const taken = 2
const kept = 3
const isStopped = 4
const firstLength = 5
/** So many batches may wait; the memory of those that never did is never touched. */
const cells = 16
/** Room for the appends of one batch: some hundred keystrokes. */
const cellBytes = 64 * 1024
const wordBytes = 256

/**
 * Memory that the caller and the worker thread share: a bell that wakes the worker, and a queue of batches of appends
 * for it. What typing needs goes this way, since a message costs either thread some 0.1 ms to write, to wake up by and
 * to read. The caller puts batches in, the worker takes all that are there for its next commit; so the worker goes from
 * one commit to the next without asking. After one that it answers by a message, since not all of it is kept, it takes
 * nothing until the caller has heard: what is in the queue may follow what is not kept, and the answers stay in order.
 */
export interface SharedQueue {
  readonly memory: SharedArrayBuffer

  /** By the caller: puts a batch where the worker finds it. @returns `false` when it is too large or the queue full */
  put(batch: AppendBatch): boolean
  /** By the caller: wakes the worker. */
  ring(): void
  /** By the caller: how many batches the worker said to be kept so far. */
  kept(): number
  /** By the caller: settles when more are kept than `seen`; at once when they are already. */
  keptMore(seen: number): Promise<unknown>
  /** By the caller, who heard the message: takes back what the worker left, and lets it go on. @returns how many */
  takeBack(): number

  /** By the worker: how often the bell rang. */
  rings(): number
  /** By the worker: sleeps until the bell rings once more than `seen`. */
  awaitRing(seen: number): void
  /** By the worker: copies of all that is there, in order; nothing between `stop` and the caller's `takeBack`. */
  take(): readonly AppendBatch[]
  /** By the worker: says that so many of the batches it took are kept. */
  keep(count: number): void
  /** By the worker, before it answers by a message: takes nothing more until the caller has heard. */
  stop(): void
}

/** The caller's view of a new queue, or the worker's view of the caller's. */
export function sharedQueue(memory = new SharedArrayBuffer(wordBytes + cells * cellBytes)): SharedQueue {
  const words = new Int32Array(memory, 0, wordBytes / Int32Array.BYTES_PER_ELEMENT)
  /** Of the batch that was put in as number `index`: its memory, and where its two lengths stand. */
  const cellOf = (index: number) => {
    const cell = (index >>> 0) % cells
    return { room: Buffer.from(memory, wordBytes + cell * cellBytes, cellBytes), lengths: firstLength + cell * 2 }
  }
  const load = (word: number) => Atomics.load(words, word)

  return {
    memory,

    put({ count, names, numbers, payloads }) {
      const next = load(put)
      if (((next - load(taken)) | 0) >= cells) return false
      const { room, lengths } = cellOf(next)
      const header = JSON.stringify([count, names, numbers])
      // UTF-8 takes three bytes for a UTF-16 code unit at most.
      if (header.length * 3 + payloads.length > room.length) return false
      const length = room.write(header, 'utf8')
      room.set(payloads, length)
      words[lengths] = length
      words[lengths + 1] = payloads.length
      Atomics.store(words, put, (next + 1) | 0)
      return true
    },
    ring() {
      Atomics.add(words, rings, 1)
      Atomics.notify(words, rings)
    },
    kept: () => load(kept),
    async keptMore(seen) {
      await Atomics.waitAsync(words, kept, seen).value
    },
    takeBack() {
      const left = (load(put) - load(taken)) | 0
      Atomics.store(words, put, load(taken))
      Atomics.store(words, isStopped, 0)
      return left
    },

    rings: () => load(rings),
    awaitRing: (seen) => void Atomics.wait(words, rings, seen),
    take() {
      const batches: AppendBatch[] = []
      if (load(isStopped) === 1) return batches
      const end = load(put)
      let next = load(taken)
      for (; next !== end; next = (next + 1) | 0) {
        const { room, lengths } = cellOf(next)
        const [length = 0, payloadLength = 0] = words.subarray(lengths, lengths + 2)
        // It was written by `put` above.
        const header = JSON.parse(room.toString('utf8', 0, length)) as [number, string[], number[]]
        const [count, names, numbers] = header
        const payloads = new Uint8Array(payloadLength)
        payloads.set(room.subarray(length, length + payloadLength))
        batches.push({ count, names, numbers, payloads })
      }
      Atomics.store(words, taken, next)
      return batches
    },
    keep(count) {
      Atomics.add(words, kept, count)
      Atomics.notify(words, kept)
    },
    stop: () => void Atomics.store(words, isStopped, 1),
  }
}
