import { Worker } from 'node:worker_threads'
import { DataFolderInUse, DataFolderTooNew, StorageUnavailable } from '../storageErrors.ts'
import { packAppends } from './appendBatch.ts'
import type { AppendBatch, BodyAppend } from './appendBatch.ts'
import type { Operations } from './operations.ts'
import { receivedError } from './protocol.ts'
import type { Answer, Call, Order, Outcome, WorkerSetting } from './protocol.ts'
import { sharedSlot } from './sharedSlot.ts'

/** Low-priority writes that may share one commit with the appends. */
const lowPerCommit = 4
/** … unless the ones taken already weigh this much (bytes). */
const lowBytesPerCommit = 256 * 1024

interface Waiting<T> {
  readonly what: T
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** The caller's side of the worker thread. */
export interface Database {
  append(append: BodyAppend): Promise<'appended' | 'fenced'>
  /** Joins the next commit. */
  write<Name extends keyof Operations>(
    name: Name,
    ...args: Parameters<Operations[Name]>
  ): Promise<ReturnType<Operations[Name]>>
  /** Joins some later commit, behind every append that waits. */
  writeLater<Name extends keyof Operations>(
    name: Name,
    ...args: Parameters<Operations[Name]>
  ): Promise<ReturnType<Operations[Name]>>
  /** Between two commits; sees everything that was committed. */
  read<Name extends keyof Operations>(
    name: Name,
    ...args: Parameters<Operations[Name]>
  ): Promise<ReturnType<Operations[Name]>>
  /** Finishes what waits, then ends the thread and frees the folder. */
  close(): Promise<void>
}

/**
 * Starts the worker thread. Group commit: one commit is under way at a time, and whatever comes meanwhile is the next
 * one. So the slower the disk, the more share an fsync, and there is no timer to tune.
 * @throws DataFolderInUse, DataFolderTooNew, StorageUnavailable
 */
export async function openDatabase(dataDir: string): Promise<Database> {
  const slot = sharedSlot()
  const setting: WorkerSetting = { dataDir, memory: slot.memory }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: setting, name: 'sqlite' })
  let appends: Waiting<BodyAppend>[] = []
  let writes: Waiting<Call>[] = []
  const low: Waiting<Call>[] = []
  const reads: Waiting<Call>[] = []
  let committing: { readonly appends: Waiting<BodyAppend>[]; readonly writes: Waiting<Call>[] } | null = null
  let reading: Waiting<Call> | null = null
  let scheduled = false
  let ended: StorageUnavailable | null = null
  let closing: { readonly promise: Promise<void>; readonly done: () => void } | null = null

  const send = (order: Order, transfer: readonly ArrayBuffer[] = []) => {
    worker.postMessage(order, transfer)
    slot.ring()
  }
  let listening = false
  /** Puts a commit of nothing but appends where the worker finds it; `false` when there is no room for so much. */
  const putIntoSlot = (batch: AppendBatch) => {
    if (!slot.put(batch)) return false
    // An answer that came as a message leaves the last wait as it was.
    if (!listening) {
      listening = true
      void slot.answered().then(() => {
        listening = false
        finishCommit({ type: 'committed', fenced: [], outcomes: [] })
      })
    }
    slot.ring()
    return true
  }

  const startCommit = () => {
    scheduled = false
    if (committing || ended) return
    if (appends.length === 0 && writes.length === 0 && low.length === 0) return
    committing = { appends, writes: [...writes, ...takeLow(low)] }
    appends = []
    writes = []
    const batch = committing.appends.length > 0 ? packAppends(committing.appends.map(({ what }) => what)) : null
    if (batch && committing.writes.length === 0 && putIntoSlot(batch)) return
    send(
      { type: 'commit', appends: batch, writes: committing.writes.map(({ what }) => what) },
      batch ? [batch.payloads.buffer] : [],
    )
  }
  /** At the end of the turn, so that what came with one reading of the sockets goes into one commit. */
  const schedule = () => {
    if (scheduled || committing || ended) return
    scheduled = true
    setImmediate(startCommit)
  }
  const startRead = () => {
    if (reading || ended) return
    reading = reads.shift() ?? null
    if (reading) send({ type: 'read', call: reading.what })
  }
  const closeWhenIdle = () => {
    if (!closing || ended || committing || reading) return
    if (appends.length + writes.length + low.length + reads.length === 0) send({ type: 'close' })
  }

  const finishCommit = (answer: Extract<Answer, { type: 'committed' | 'not-committed' }>) => {
    const finished = committing
    committing = null
    if (!finished) return startCommit()
    if (answer.type === 'not-committed') {
      const error = unavailable('The data could not be saved', receivedError(answer.error))
      for (const { reject } of [...finished.appends, ...finished.writes]) reject(error)
    } else {
      const fenced = new Set(answer.fenced)
      for (const [index, { resolve }] of finished.appends.entries()) resolve(fenced.has(index) ? 'fenced' : 'appended')
      for (const [index, waiting] of finished.writes.entries()) settle(waiting, answer.outcomes[index])
    }
    // Once those who heard of this commit have asked for their next; before what else they do about it.
    queueMicrotask(startCommit)
    closeWhenIdle()
  }
  const finishRead = (outcome: Outcome) => {
    const finished = reading
    reading = null
    startRead()
    if (!finished) return
    if ('error' in outcome && outcome.error.errcode !== null) {
      finished.reject(unavailable('The data could not be read', receivedError(outcome.error)))
    } else {
      settle(finished, outcome)
    }
    closeWhenIdle()
  }
  const end = (error: StorageUnavailable) => {
    if (ended) return
    ended = error
    const waiting = [
      ...appends,
      ...writes,
      ...low,
      ...reads,
      ...(committing?.appends ?? []),
      ...(committing?.writes ?? []),
    ]
    if (reading) waiting.push(reading)
    for (const { reject } of waiting) reject(error)
    closing?.done()
  }

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (answer: Answer) => {
      switch (answer.type) {
        case 'opened':
          return resolve()
        case 'not-opened': {
          const cause = receivedError(answer.error)
          void worker.terminate()
          if (answer.reason === 'in-use') return reject(new DataFolderInUse(dataDir, { cause }))
          if (answer.reason === 'too-new') return reject(new DataFolderTooNew(cause.message))
          return reject(unavailable(`The data folder ${dataDir} cannot be used`, cause))
        }
        case 'committed':
        case 'not-committed':
          return finishCommit(answer)
        case 'read':
          return finishRead(answer.outcome)
        case 'closed':
          return end(new StorageUnavailable('The storage is closed.'))
      }
    })
    worker.on('error', (error) => {
      const cause = error instanceof Error ? error : new Error(String(error))
      const failure = unavailable('The thread that writes the data ended', cause)
      end(failure)
      reject(failure)
    })
    worker.on('exit', () => end(new StorageUnavailable('The thread that writes the data ended.')))
  })

  /** @param start begins the work unless some is under way, which then begins the next itself */
  const queued = <T, Result>(queue: () => Waiting<T>[], what: T, start: () => void): Promise<Result> => {
    const error = ended ?? (closing ? new StorageUnavailable('The storage is closed.') : null)
    if (error) return Promise.reject(error)
    return new Promise<Result>((resolve, reject) => {
      // The type of the answer is that of the operation asked for: `Operations` types both ends.
      queue().push({ what, resolve: (value) => resolve(value as Result), reject })
      start()
    })
  }

  return {
    append: (append) => queued(() => appends, append, schedule),
    write: (name, ...args) => queued(() => writes, { name, args }, schedule),
    writeLater: (name, ...args) => queued(() => low, { name, args }, schedule),
    read: (name, ...args) => queued(() => reads, { name, args }, startRead),
    close() {
      if (closing) return closing.promise
      const { promise, resolve } = Promise.withResolvers<void>()
      closing = { promise, done: resolve }
      if (ended) resolve()
      else closeWhenIdle()
      return promise
    },
  }
}

function settle(waiting: Waiting<Call>, outcome: Outcome | undefined): void {
  if (outcome && 'value' in outcome) waiting.resolve(outcome.value)
  else waiting.reject(outcome ? receivedError(outcome.error) : new Error('the worker gave no answer'))
}

function takeLow(low: Waiting<Call>[]): Waiting<Call>[] {
  let bytes = 0
  let count = 0
  for (const { what } of low.slice(0, lowPerCommit)) {
    if (count > 0 && bytes >= lowBytesPerCommit) break
    for (const arg of what.args) bytes += arg instanceof Uint8Array ? arg.length : 0
    count += 1
  }
  return low.splice(0, count)
}

const unavailable = (what: string, cause: Error) => new StorageUnavailable(`${what}: ${cause.message}.`, { cause })
