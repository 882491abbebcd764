import { statSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { DataFolderInUse, DataFolderTooNew } from '../storageErrors.ts'
import { connect } from './connection.ts'
import type { Connection } from './connection.ts'
import { lockDataFolder } from './lockDataFolder.ts'
import { sentError } from './protocol.ts'
import type { Answer, Order } from './protocol.ts'

// The one thread that touches the database: an fsync here never holds up typing. It answers every order, also with
// an error, and ends only when told to.

/** SQLite's code for a file that cannot be opened. */
const cannotOpen = 14

if (parentPort) serve(parentPort, String(workerData))

function serve(port: MessagePort, dataDir: string): void {
  const file = join(dataDir, 'glosa.sqlite')
  const answer = (message: Answer) => port.postMessage(message)

  let unlock: (() => void) | null = null
  let connection: Connection | null = null
  let inode: number
  try {
    unlock = lockDataFolder(dataDir)
    connection = connect(file)
    inode = statSync(file).ino
  } catch (error) {
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
    if (statSync(file, { throwIfNoEntry: false })?.ino !== inode) {
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

  port.on('message', (order: Order) => {
    switch (order.type) {
      case 'commit':
        try {
          const { fenced, outcomes } = connected().commit(order.appends, order.writes)
          answer({ type: 'committed', fenced, outcomes })
        } catch (error) {
          answer({ type: 'not-committed', error: sentError(error) })
        }
        return
      case 'read':
        try {
          answer({ type: 'read', outcome: { value: connected().read(order.call) } })
        } catch (error) {
          answer({ type: 'read', outcome: { error: sentError(error) } })
        }
        return
      case 'close':
        try {
          connection?.close()
        } finally {
          unlock()
          answer({ type: 'closed' })
          port.close()
        }
    }
  })
  answer({ type: 'opened' })
}
