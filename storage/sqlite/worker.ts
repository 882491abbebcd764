import { statSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { DataFolderInUse, DataFolderTooNew } from '../storageErrors.ts'
import { connect } from './connection.ts'
import type { Connection } from './connection.ts'
import { unpackAppends } from './appendBatch.ts'
import type { AppendBatch } from './appendBatch.ts'
import { inodeOf } from './inodeOf.ts'
import { lockDataFolder } from './lockDataFolder.ts'
import { bodyReads, sentError } from './protocol.ts'
import type { Answer, Call, Order, WorkerSetting } from './protocol.ts'
import { prepareJournal, recoverJournal, removeJournal } from './recoverJournal.ts'

// The one thread that touches the database: an fsync here never holds up typing. It answers every order, also with
// an error, and ends only when told to.

/** SQLite's code for a file that cannot be opened. */
const cannotOpen = 14

if (parentPort) serve(parentPort, workerData as WorkerSetting)

function serve(port: MessagePort, { dataDir }: WorkerSetting): void {
  const file = join(dataDir, 'glosa.sqlite')
  const journal = join(dataDir, 'glosa.journal')
  const answer = (message: Answer) => port.postMessage(message)

  let unlock: (() => void) | null = null
  let connection: Connection | null = null
  let inode: number
  let isJournaled: boolean
  try {
    unlock = lockDataFolder(dataDir)
    connection = connect(file)
    inode = statSync(file).ino
    recoverJournal(journal, connection)
    isJournaled = prepareJournal(journal)
  } catch (error) {
    connection?.close()
    unlock?.()
    const reason =
      error instanceof DataFolderInUse ? 'in-use' : error instanceof DataFolderTooNew ? 'too-new' : 'unavailable'
    answer({ type: 'not-opened', reason, error: sentError(error) })
    return
  }

  /** The connection; a new one when the last was left in disorder. */
  const connected = (): Connection => {
    // A file that was deleted or replaced would take every write without an error, and lose it; a new empty one in its
    // place would be worse.
    if (inodeOf(file) !== inode) {
      throw Object.assign(new Error(`${file} was moved, deleted or replaced`), { errcode: cannotOpen })
    }
    if (connection && !connection.usable()) {
      const broken = connection
      connection = null
      broken.close()
    }
    connection ??= connect(file)
    return connection
  }

  /** Where the bodies of a batch's appends end now. */
  const endsOf = (batch: AppendBatch) =>
    unpackAppends(batch).map(({ bodyId }) => Number(connected().read({ name: 'lastSequence', args: [bodyId] })))

  /** What the journal has and the database may lack, in order. */
  let journaled: AppendBatch[] = []
  const commit = (own: AppendBatch | null, writes: readonly Call[]) => {
    const committed = connected().commit(own ? [...journaled, own] : journaled, writes)
    const before = journaled.reduce((count, batch) => count + batch.count, 0)
    journaled = []
    const fenced = committed.fenced.flatMap((index) => (index < before ? [] : [index - before]))
    // The caller journals only what follows the same writer's rows.
    if (fenced.length < committed.fenced.length) process.emitWarning('another writer has rows that were journaled')
    return { fenced, outcomes: committed.outcomes, ends: own ? endsOf(own) : [] }
  }
  const close = () => {
    try {
      if (journaled.length > 0) commit(null, [])
      removeJournal(journal)
    } catch (error) {
      // What the disk does not take now stands in the journal, for the next start.
      if (!(error instanceof Error)) throw error
    }
    try {
      connection?.close()
    } finally {
      unlock()
      answer({ type: 'closed' })
      port.close()
    }
  }

  port.on('message', (order: Order) => {
    if (order.journaled) journaled.push(order.journaled)
    switch (order.type) {
      case 'commit':
        try {
          return answer({ type: 'committed', ...commit(order.appends, order.writes) })
        } catch (error) {
          return answer({ type: 'not-committed', error: sentError(error) })
        }
      case 'read':
        try {
          if (journaled.length > 0 && bodyReads.has(order.call.name)) commit(null, [])
          return answer({ type: 'read', outcome: { value: connected().read(order.call) } })
        } catch (error) {
          return answer({ type: 'read', outcome: { error: sentError(error) } })
        }
      case 'close':
        return close()
    }
  })
  answer({ type: 'opened', journal: isJournaled ? journal : null, database: file })
}
