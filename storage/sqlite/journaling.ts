import { joinBatches, packAppends } from './appendBatch.ts'
import type { AppendBatch, BodyAppend } from './appendBatch.ts'
import { openJournal, recordsUnderWay } from './journal.ts'
import type { Journal } from './journal.ts'
import type { WaitingAppend } from './waiting.ts'
import { writerTails } from './writerTails.ts'

/** Bytes of updates that go into one record of the journal at most; what a larger one holds is the database's. */
const recordPayloads = 32 * 1024
/** Appends in the journal after which the database gets them … */
const journaledMost = 64
/** … or this long after the first of them (ms). */
const journaledLongestMs = 2_000

/** A record of the journal that is being written, by who waits for it. */
interface Writing {
  readonly appends: readonly WaitingAppend[]
  answer: 'kept' | Error | null
}

/** Which appends go to the journal, and when the database gets them. Until `open` none go there. */
export interface Journaling {
  /**
   * @param path of the journal that `prepareJournal` made
   * @param database the file whose rows it keeps
   * @throws the error of the disk
   */
  open(path: string, database: string): void
  /**
   * Begins to write what can go to the journal now.
   * @param appends all that wait, in order
   * @param isCommitting whether the database is busy with others
   * @param isRefusing whether it refused its last commit: then nothing goes to the journal
   * @returns what the database must judge, and what waits on; for each body in order
   */
  take(
    appends: readonly WaitingAppend[],
    isCommitting: boolean,
    isRefusing: boolean,
  ): { readonly forDatabase: WaitingAppend[]; readonly waiting: WaitingAppend[] }
  /** Whether a record is being written. */
  readonly isWriting: boolean
  /** Whether the database is to have what was journaled now. */
  readonly isMoveDue: boolean
  /** What was journaled since the last order that took it along. */
  handOver(): AppendBatch | null
  /** A commit begins, and takes along what was journaled. @returns the records that need not stay once it is kept */
  beginMove(): number
  /** … it is kept. */
  moved(records: number): void
  /** A commit was refused: what it had is to go with a later one. */
  moveLater(): void
  /** The append is the last of its body. */
  follow(append: BodyAppend): void
  /** Who appends next to the body is for the database to judge. */
  forget(bodyId: string): void
  /** Once nothing is being written any more. */
  close(): void
}

/** Who is told. */
export interface JournalingListeners {
  /** A record was written, or could not be: with an error, nothing that follows one of its appends may be kept. */
  readonly onWritten: (appends: readonly WaitingAppend[], error: Error | null) => void
  /** The database is to have what was journaled now. */
  readonly onMoveDue: () => void
}

export function journaling({ onWritten, onMoveDue }: JournalingListeners): Journaling {
  let journal: Journal | null = null
  /** The disk refused a record: from then on the journal is left alone. */
  let fault: Error | null = null
  let isClosed = false
  const tails = writerTails()
  /** The records that are being written, in order; also those that are, and wait for one before them. */
  const writing: Writing[] = []
  let journaled: AppendBatch[] = []
  let journaledCount = 0
  let timer: NodeJS.Timeout | null = null
  let isOverdue = false

  const moveLater = () => {
    timer ??= setTimeout(() => {
      timer = null
      isOverdue = true
      onMoveDue()
    }, journaledLongestMs)
  }
  const stopTimer = () => {
    if (timer) clearTimeout(timer)
    timer = null
  }
  const closeWhenWritten = () => {
    if (!(fault || isClosed) || writing.length > 0) return
    journal?.close()
    journal = null
  }

  const finishRecord = (record: Writing, error: Error | null) => {
    record.answer = error ?? 'kept'
    for (let first = writing[0]; first?.answer; first = writing[0]) {
      writing.shift()
      if (first.answer !== 'kept') fault ??= first.answer
      // After a fault the database alone; it gets what the journal has with its next commit.
      isOverdue ||= fault !== null
      onWritten(first.appends, fault)
    }
    closeWhenWritten()
  }
  /** @returns whether they are on their way into the journal */
  const startRecord = (appends: readonly WaitingAppend[]): boolean => {
    const batch = packAppends(appends.map(({ what }) => what))
    const record: Writing = { appends, answer: null }
    if (!journal?.write(batch, (error) => finishRecord(record, error))) return false
    writing.push(record)
    journaled.push(batch)
    journaledCount += batch.count
    moveLater()
    return true
  }
  /** By where they can go now: nothing goes anywhere before what waits for the same body. */
  const sort = (appends: readonly WaitingAppend[], isCommitting: boolean, isRefusing: boolean) => {
    const forJournal: WaitingAppend[] = []
    const forDatabase: WaitingAppend[] = []
    const waiting: WaitingAppend[] = []
    const held = new Set<string>()
    const usesJournal = appends.length > 0 && !isRefusing && !fault && journal?.isInPlace() === true
    const isBusy = writing.length >= recordsUnderWay
    let room = recordPayloads
    for (const append of appends) {
      const { bodyId } = append.what
      const bytes = payloadBytes(append.what)
      const isForJournal = usesJournal && bytes <= recordPayloads && tails.follows(append.what)
      const isHeld = held.has(bodyId) || (isForJournal ? isBusy || bytes > room : isCommitting)
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
    return { forJournal, forDatabase, waiting }
  }

  return {
    open(path, database) {
      journal = openJournal(path, database)
    },
    take(appends, isCommitting, isRefusing) {
      const { forJournal, forDatabase, waiting } = sort(appends, isCommitting, isRefusing)
      if (forJournal.length === 0 || startRecord(forJournal)) return { forDatabase, waiting }
      for (const { what } of forJournal) tails.forget(what.bodyId)
      return isCommitting
        ? { forDatabase, waiting: [...forJournal, ...waiting] }
        : { forDatabase: [...forJournal, ...forDatabase], waiting }
    },
    get isWriting() {
      return writing.length > 0
    },
    get isMoveDue() {
      return isOverdue || journaledCount >= journaledMost
    },
    handOver() {
      const batches = journaled
      journaled = []
      journaledCount = 0
      return batches.length > 0 ? joinBatches(batches) : null
    },
    beginMove() {
      isOverdue = false
      stopTimer()
      return (journal?.written ?? 0) - writing.length
    },
    moved(records) {
      journal?.release(records)
      if (journal && journal.released < journal.written) moveLater()
    },
    moveLater,
    follow: tails.set,
    forget: tails.forget,
    close() {
      isClosed = true
      stopTimer()
      closeWhenWritten()
    },
  }
}

const payloadBytes = ({ rows }: BodyAppend): number =>
  rows.reduce((bytes, row) => bytes + (row.kind === 'update' ? row.payload.length : 0), 0)
