import { Worker } from 'node:worker_threads'
import { DataFolderInUse, DataFolderTooNew, StorageUnavailable } from '../storageErrors.ts'
import { joinBatches, packAppends } from './appendBatch.ts'
import type { AppendBatch, BodyAppend } from './appendBatch.ts'
import { openJournal, recordsUnderWay } from './journal.ts'
import type { Journal } from './journal.ts'
import type { Operations } from './operations.ts'
import { bodyReads, receivedError } from './protocol.ts'
import type { Answer, Call, Committed, NotCommitted, Order, Outcome, WorkerSetting } from './protocol.ts'
import { writerTails } from './writerTails.ts'

/** Low-priority writes that may share one commit with the appends. */
const lowPerCommit = 4
/** … unless the ones taken already weigh this much (bytes). */
const lowBytesPerCommit = 256 * 1024
/** Bytes of updates that go into one record of the journal at most; what a larger one holds is the database's. */
const recordPayloads = 32 * 1024
/** Appends in the journal after which the database gets them … */
const journaledMost = 64
/** … or this long after the first of them (ms). */
const journaledLongestMs = 2_000

interface Waiting<T> {
  readonly what: T
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** A commit, by who waits for it. */
interface Commit {
  readonly appends: readonly Waiting<BodyAppend>[]
  readonly writes: readonly Waiting<Call>[]
  /** How many records the journal had, all answered. */
  readonly written: number
}

/** A record of the journal that is being written, by who waits for it. */
interface Writing {
  readonly appends: readonly Waiting<BodyAppend>[]
  answer: 'kept' | Error | null
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
  let appends: Waiting<BodyAppend>[] = []
  let writes: Waiting<Call>[] = []
  const low: Waiting<Call>[] = []
  const reads: Waiting<Call>[] = []
  let committing: Commit | null = null
  let reading: Waiting<Call> | null = null
  let scheduled = false
  let ended: StorageUnavailable | null = null
  let closing: { readonly promise: Promise<void>; readonly done: () => void } | null = null

  let journal: Journal | null = null
  const tails = writerTails()
  /** The records that are being written, in order; also those that are, and wait for one before them. */
  const writing: Writing[] = []
  let journalFault: Error | null = null
  /** What went to the journal since the last order to the worker. */
  let journaled: AppendBatch[] = []
  let journaledCount = 0
  let moving: NodeJS.Timeout | null = null
  /** Whether the database is to have what was journaled now. */
  let isMoveDue = false
  /** Whether the database refused the last commit. */
  let isRefusing = false

  const send = (order: Order, transfer: readonly ArrayBuffer[] = []) => worker.postMessage(order, transfer)
  const takeJournaled = (): AppendBatch | null => {
    const batches = journaled
    journaled = []
    journaledCount = 0
    return batches.length > 0 ? joinBatches(batches) : null
  }
  const closeJournal = () => {
    journal?.close()
    journal = null
  }
  const moveLater = () => {
    moving ??= setTimeout(() => {
      moving = null
      isMoveDue = !closing
      startCommit()
    }, journaledLongestMs)
  }
  const fail = (failed: readonly Waiting<unknown>[], cause: Error) => {
    const reason = unavailable('The data could not be saved', cause)
    for (const { reject } of failed) reject(reason)
  }
  /** To the bodies of appends that failed nothing may be kept after them. @returns those with all that waits for the same */
  const withFollowers = (failed: readonly Waiting<BodyAppend>[]) => {
    const bodies = new Set(failed.map(({ what }) => what.bodyId))
    for (const bodyId of bodies) tails.forget(bodyId)
    const followers = appends.filter(({ what }) => bodies.has(what.bodyId))
    appends = appends.filter(({ what }) => !bodies.has(what.bodyId))
    return [...failed, ...followers]
  }
  const goOn = () => {
    // Once those who heard have asked for their next; before what else they do about it.
    queueMicrotask(startCommit)
    closeWhenIdle()
  }

  const finishRecord = (record: Writing, error: Error | null) => {
    record.answer = error ?? 'kept'
    for (let first = writing[0]; first?.answer; first = writing[0]) {
      writing.shift()
      if (first.answer !== 'kept') journalFault ??= first.answer
      if (journalFault) fail(withFollowers(first.appends), journalFault)
      else for (const { resolve } of first.appends) resolve('appended')
    }
    if ((journalFault || ended) && writing.length === 0) closeJournal()
    // After a fault the database alone; it gets what the journal has with its next commit.
    isMoveDue ||= journalFault !== null
    goOn()
  }
  /** Takes from what waits what can go now: to the journal, and to the database, maybe following that. */
  const takeAppends = () => {
    const forJournal: Waiting<BodyAppend>[] = []
    const forDatabase: Waiting<BodyAppend>[] = []
    const waiting: Waiting<BodyAppend>[] = []
    const held = new Set<string>()
    const usesJournal = appends.length > 0 && !isRefusing && !journalFault && journal?.isInPlace() === true
    const isBusy = writing.length >= recordsUnderWay
    let room = recordPayloads
    for (const append of appends) {
      const { bodyId } = append.what
      const bytes = payloadBytes(append.what)
      const isForJournal = usesJournal && bytes <= recordPayloads && tails.follows(append.what)
      const isHeld = held.has(bodyId) || (isForJournal ? isBusy || bytes > room : committing !== null)
      if (isHeld) {
        held.add(bodyId)
        waiting.push(append)
      } else if (isForJournal) {
        room -= bytes
        tails.set(append.what)
        forJournal.push(append)
      } else {
        tails.forget(bodyId)
        forDatabase.push(append)
      }
    }
    appends = waiting
    return { forJournal, forDatabase }
  }
  /** @returns whether they are on their way into the journal */
  const startRecord = (forJournal: readonly Waiting<BodyAppend>[]): boolean => {
    const batch = packAppends(forJournal.map(({ what }) => what))
    const record: Writing = { appends: forJournal, answer: null }
    if (!journal?.write(batch, (error) => finishRecord(record, error))) return false
    writing.push(record)
    journaled.push(batch)
    journaledCount += batch.count
    moveLater()
    return true
  }
  const startCommit = () => {
    scheduled = false
    if (ended) return
    const { forJournal, forDatabase } = takeAppends()
    if (forJournal.length > 0 && !startRecord(forJournal)) {
      for (const { what } of forJournal) tails.forget(what.bodyId)
      if (committing) appends = [...forJournal, ...appends]
      else forDatabase.unshift(...forJournal)
    }
    if (committing) return
    const isDue = isMoveDue || journaledCount >= journaledMost
    if (forDatabase.length + writes.length + low.length === 0 && !isDue) return
    committing = {
      appends: forDatabase,
      writes: [...writes, ...takeLow(low)],
      written: (journal?.written ?? 0) - writing.length,
    }
    writes = []
    isMoveDue = false
    if (moving) clearTimeout(moving)
    moving = null
    const batch = forDatabase.length > 0 ? packAppends(forDatabase.map(({ what }) => what)) : null
    const before = takeJournaled()
    send(
      { type: 'commit', journaled: before, appends: batch, writes: committing.writes.map(({ what }) => what) },
      [batch, before].flatMap((sent) => (sent ? [sent.payloads.buffer] : [])),
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
    send({ type: 'read', journaled: bodyReads.has(reading.what.name) ? takeJournaled() : null, call: reading.what })
  }
  const closeWhenIdle = () => {
    if (!closing || ended || committing || reading || writing.length > 0) return
    if (appends.length + writes.length + low.length + reads.length > 0) return
    send({ type: 'close', journaled: takeJournaled() })
  }

  const hearCommitted = ({ fenced, ends, outcomes }: Committed) => {
    const finished = committing
    committing = null
    isRefusing = false
    if (!finished) return
    journal?.release(finished.written)
    if (journal && journal.released < journal.written) moveLater()
    const others = new Set(fenced)
    for (const [index, { what, resolve }] of finished.appends.entries()) {
      if (ends[index] === what.first + what.rows.length - 1) tails.set(what)
      resolve(others.has(index) ? 'fenced' : 'appended')
    }
    // Nothing of a fenced writer follows any more, whatever it had kept before.
    for (const index of fenced) tails.forget(finished.appends[index]?.what.bodyId ?? '')
    for (const [index, waiting] of finished.writes.entries()) settle(waiting, outcomes[index])
  }
  const hearNotCommitted = ({ error }: NotCommitted) => {
    const finished = committing
    committing = null
    isRefusing = true
    moveLater()
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
      ...writing.flatMap((record) => record.appends),
      ...(committing?.appends ?? []),
      ...(committing?.writes ?? []),
    ]
    if (reading) waiting.push(reading)
    for (const { reject } of waiting) reject(error)
    if (moving) clearTimeout(moving)
    // A record that is being written needs its file.
    if (writing.length === 0) closeJournal()
    closing?.done()
  }

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (answer: Answer) => {
      switch (answer.type) {
        case 'opened':
          try {
            journal = answer.journal === null ? null : openJournal(answer.journal, answer.database)
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

const payloadBytes = ({ rows }: BodyAppend): number =>
  rows.reduce((bytes, row) => bytes + (row.kind === 'update' ? row.payload.length : 0), 0)

const unavailable = (what: string, cause: Error) => new StorageUnavailable(`${what}: ${cause.message}.`, { cause })
