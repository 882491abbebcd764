import { Worker } from 'node:worker_threads'
import { DataFolderInUse, DataFolderTooNew, StorageUnavailable } from '../storageErrors.ts'
import { packAppends } from './appendBatch.ts'
import type { BodyAppend } from './appendBatch.ts'
import type { Operations } from './operations.ts'
import { receivedError } from './protocol.ts'
import type { Answer, Call, Committed, NotCommitted, Order, Outcome, WorkerSetting } from './protocol.ts'
import { sharedQueue } from './sharedQueue.ts'

/** Low-priority writes that may share one commit with the appends. */
const lowPerCommit = 4
/** … unless the ones taken already weigh this much (bytes). */
const lowBytesPerCommit = 256 * 1024

interface Waiting<T> {
  readonly what: T
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** A commit, by who waits for it. */
interface Commit {
  readonly appends: readonly Waiting<BodyAppend>[]
  readonly writes: readonly Waiting<Call>[]
}

/** The caller's side of the worker thread. */
export interface Database {
  /** Appends to one body are kept in the order of the calls, and none is kept that was asked for after one that failed. */
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
 * one. So the slower the disk, the more share an fsync, and there is no timer to tune. Small appends wait for their
 * commit in the queue that both threads share, all else here.
 * @throws DataFolderInUse, DataFolderTooNew, StorageUnavailable
 */
export async function openDatabase(dataDir: string): Promise<Database> {
  const queue = sharedQueue()
  const setting: WorkerSetting = { dataDir, memory: queue.memory }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: setting, name: 'sqlite' })
  let appends: Waiting<BodyAppend>[] = []
  let writes: Waiting<Call>[] = []
  const low: Waiting<Call>[] = []
  const reads: Waiting<Call>[] = []
  /** The commit that is under way as a message. */
  let committing: Commit | null = null
  /** The batches in the queue that are not answered, in order. Never while `committing`. */
  const queued: (readonly Waiting<BodyAppend>[])[] = []
  let reading: Waiting<Call> | null = null
  let scheduled = false
  let ended: StorageUnavailable | null = null
  let closing: { readonly promise: Promise<void>; readonly done: () => void } | null = null

  const send = (order: Order, transfer: readonly ArrayBuffer[] = []) => {
    worker.postMessage(order, transfer)
    queue.ring()
  }
  let kept = 0
  let listening = false
  const listen = () => {
    if (listening || queued.length === 0) return
    listening = true
    void queue.keptMore(kept).then(() => {
      listening = false
      hearKept()
      goOn()
    })
  }
  const goOn = () => {
    // Once those who heard have asked for their next; before what else they do about it.
    queueMicrotask(startCommit)
    closeWhenIdle()
  }
  /** Hears of the batches that are kept, all of them. */
  const hearKept = () => {
    const now = queue.kept()
    const finished = queued.splice(0, (now - kept) | 0)
    kept = now
    for (const { resolve } of finished.flat()) resolve('appended')
    listen()
  }

  /** Whether what waits fits into the queue no more, and so waits until all of that is answered. */
  let full = false
  const startCommit = () => {
    scheduled = false
    if (committing || ended) return
    if (queued.length === 0) full = false
    else if (full) return
    const onlyAppends = writes.length + low.length === 0
    if (appends.length === 0 && onlyAppends) return
    if (!onlyAppends && queued.length > 0) return
    const batch = appends.length > 0 ? packAppends(appends.map(({ what }) => what)) : null
    if (batch && onlyAppends) {
      if (queue.put(batch)) {
        queued.push(appends)
        appends = []
        queue.ring()
        return listen()
      }
      full = queued.length > 0
      if (full) return
    }
    committing = { appends, writes: [...writes, ...takeLow(low)] }
    appends = []
    writes = []
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
    if (queued.length > 0) return
    if (appends.length + writes.length + low.length + reads.length === 0) send({ type: 'close' })
  }

  /** What was answered by a message; what the worker left of the queue waits here again. */
  const answered = (batches: number): Commit => {
    if (committing) {
      const finished = committing
      committing = null
      return finished
    }
    hearKept()
    const finished = queued.splice(0, batches).flat()
    appends = [...queued.splice(0, queue.takeBack()).flat(), ...appends]
    return { appends: finished, writes: [] }
  }
  const hearCommitted = ({ batches, fenced, outcomes }: Committed) => {
    const finished = answered(batches)
    const refused = new Set(fenced)
    for (const [index, { resolve }] of finished.appends.entries()) resolve(refused.has(index) ? 'fenced' : 'appended')
    for (const [index, waiting] of finished.writes.entries()) settle(waiting, outcomes[index])
  }
  const hearNotCommitted = ({ batches, error }: NotCommitted) => {
    const failed = answered(batches)
    const reason = unavailable('The data could not be saved', receivedError(error))
    // To the same bodies nothing may be kept after what is not.
    const bodies = new Set(failed.appends.map(({ what }) => what.bodyId))
    const later = appends.filter(({ what }) => bodies.has(what.bodyId))
    appends = appends.filter(({ what }) => !bodies.has(what.bodyId))
    for (const { reject } of [...failed.appends, ...later, ...failed.writes]) reject(reason)
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
      ...queued.flat(),
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
          if (answer.type === 'committed') hearCommitted(answer)
          else hearNotCommitted(answer)
          return goOn()
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
  const waitFor = <T, Result>(list: () => Waiting<T>[], what: T, start: () => void): Promise<Result> => {
    const error = ended ?? (closing ? new StorageUnavailable('The storage is closed.') : null)
    if (error) return Promise.reject(error)
    return new Promise<Result>((resolve, reject) => {
      // The type of the answer is that of the operation asked for: `Operations` types both ends.
      list().push({ what, resolve: (value) => resolve(value as Result), reject })
      start()
    })
  }

  return {
    append: (append) => waitFor(() => appends, append, schedule),
    write: (name, ...args) => waitFor(() => writes, { name, args }, schedule),
    writeLater: (name, ...args) => waitFor(() => low, { name, args }, schedule),
    read: (name, ...args) => waitFor(() => reads, { name, args }, startRead),
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
