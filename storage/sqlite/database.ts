import { Worker } from 'node:worker_threads'
import { DataFolderInUse, DataFolderTooNew, StorageUnavailable } from '../storageErrors.ts'
import { packAppends } from './appendBatch.ts'
import type { BodyAppend } from './appendBatch.ts'
import { journaling } from './journaling.ts'
import type { Operations } from './operations.ts'
import { bodyReads, receivedError } from './protocol.ts'
import type { Answer, Call, Committed, NotCommitted, Order, Outcome, WorkerSetting } from './protocol.ts'
import type { Waiting, WaitingAppend } from './waiting.ts'

/** Low-priority writes that may share one commit with the appends. */
const lowPerCommit = 4
/** … unless the ones taken already weigh this much (bytes). */
const lowBytesPerCommit = 256 * 1024

/** A commit, by who waits for it. */
interface Commit {
  readonly appends: readonly WaitingAppend[]
  readonly writes: readonly Waiting<Call>[]
  /** Up to which record of the journal it has everything. */
  readonly records: number
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
 * one. So the slower the disk, the more share an fsync, and there is no timer to tune.
 *
 * An append that follows its writer's last one, as nearly every keystroke does, goes to the journal instead, and from
 * there with the next commit into the database; two seconds later at the latest. While the database refuses commits, nothing
 * goes there.
 * @throws DataFolderInUse, DataFolderTooNew, StorageUnavailable
 */
export async function openDatabase(dataDir: string): Promise<Database> {
  const setting: WorkerSetting = { dataDir }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: setting, name: 'sqlite' })
  let appends: WaitingAppend[] = []
  let writes: Waiting<Call>[] = []
  const low: Waiting<Call>[] = []
  const reads: Waiting<Call>[] = []
  let committing: Commit | null = null
  let reading: Waiting<Call> | null = null
  let scheduled = false
  let ended: StorageUnavailable | null = null
  let closing: { readonly promise: Promise<void>; readonly done: () => void } | null = null
  let isCloseSent = false
  /** Whether the database refused the last commit. */
  let isRefusing = false
  const journal = journaling({
    onWritten(written, error) {
      if (error) fail(withFollowers(written), error)
      else for (const { resolve } of written) resolve('appended')
      goOn()
    },
    onMoveDue: () => startCommit(),
  })

  const send = (order: Order, transfer: readonly ArrayBuffer[] = []) => worker.postMessage(order, transfer)
  const fail = (failed: readonly Waiting<unknown>[], cause: Error) => {
    const reason = unavailable('The data could not be saved', cause)
    for (const { reject } of failed) reject(reason)
  }
  /** To the bodies of appends that failed nothing may be kept after them. @returns those with all that waits for the same */
  const withFollowers = (failed: readonly WaitingAppend[]) => {
    const bodies = new Set(failed.map(({ what }) => what.bodyId))
    for (const bodyId of bodies) journal.forget(bodyId)
    const followers = appends.filter(({ what }) => bodies.has(what.bodyId))
    appends = appends.filter(({ what }) => !bodies.has(what.bodyId))
    return [...failed, ...followers]
  }
  const goOn = () => {
    // Once those who heard have asked for their next; before what else they do about it.
    queueMicrotask(startCommit)
    closeWhenIdle()
  }

  const startCommit = () => {
    scheduled = false
    if (ended || isCloseSent) return
    const { forDatabase, waiting } = journal.take(appends, committing !== null, isRefusing)
    appends = waiting
    if (committing) return
    if (forDatabase.length + writes.length + low.length === 0 && !journal.isMoveDue) return
    committing = { appends: forDatabase, writes: [...writes, ...takeLow(low)], records: journal.beginMove() }
    writes = []
    const batch = forDatabase.length > 0 ? packAppends(forDatabase.map(({ what }) => what)) : null
    const journaled = journal.handOver()
    send(
      { type: 'commit', journaled, appends: batch, writes: committing.writes.map(({ what }) => what) },
      [batch, journaled].flatMap((sent) => (sent ? [sent.payloads.buffer] : [])),
    )
  }
  /** At the end of the turn, so that what came with one reading of the sockets goes into one commit. */
  const schedule = () => {
    if (scheduled || ended) return
    scheduled = true
    setImmediate(startCommit)
  }
  const startRead = () => {
    if (reading || ended) return
    reading = reads.shift() ?? null
    if (!reading) return
    const journaled = bodyReads.has(reading.what.name) ? journal.handOver() : null
    send({ type: 'read', journaled, call: reading.what })
  }
  const closeWhenIdle = () => {
    if (!closing || ended || isCloseSent || committing || reading || journal.isWriting) return
    if (appends.length + writes.length + low.length + reads.length > 0) return
    isCloseSent = true
    send({ type: 'close', journaled: journal.handOver() })
  }

  const hearCommitted = ({ fenced, ends, outcomes }: Committed) => {
    const finished = committing
    committing = null
    isRefusing = false
    if (!finished) return
    journal.moved(finished.records)
    const others = new Set(fenced)
    for (const [index, { what, resolve }] of finished.appends.entries()) {
      if (ends[index] === what.first + what.rows.length - 1) journal.follow(what)
      resolve(others.has(index) ? 'fenced' : 'appended')
    }
    // Nothing of a fenced writer follows any more, whatever it had kept before.
    for (const index of fenced) journal.forget(finished.appends[index]?.what.bodyId ?? '')
    for (const [index, waiting] of finished.writes.entries()) settle(waiting, outcomes[index])
  }
  const hearNotCommitted = ({ error }: NotCommitted) => {
    const finished = committing
    committing = null
    isRefusing = true
    journal.moveLater()
    if (finished) fail([...withFollowers(finished.appends), ...finished.writes], receivedError(error))
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
    journal.close()
    closing?.done()
  }

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (answer: Answer) => {
      switch (answer.type) {
        case 'opened':
          try {
            if (answer.journal !== null) journal.open(answer.journal, answer.database)
            return resolve()
          } catch (error) {
            void worker.terminate()
            const cause = error instanceof Error ? error : new Error(String(error))
            return reject(unavailable(`The data folder ${dataDir} cannot be used`, cause))
          }
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
