import { statSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { DataFolderInUse, DataFolderTooNew } from '../storageErrors.ts'
import { connect } from './connection.ts'
import type { Connection } from './connection.ts'
import type { AppendBatch } from './appendBatch.ts'
import { lockDataFolder } from './lockDataFolder.ts'
import { sentError } from './protocol.ts'
import type { Answer, Call, Order, WorkerSetting } from './protocol.ts'
import { sharedQueue } from './sharedQueue.ts'

// The one thread that touches the database: an fsync here never holds up typing. It answers every order, also with
// an error, and ends only when told to.

/** SQLite's code for a file that cannot be opened. */
const cannotOpen = 14
/** So often the worker is woken before its event loop gets a turn. */
const turnsInOne = 1_000

if (parentPort) serve(parentPort, workerData as WorkerSetting)

function serve(port: MessagePort, { dataDir, memory }: WorkerSetting): void {
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

  const queue = sharedQueue(memory)
  /** @param batches how many of the appends came by the queue */
  const commit = (appends: readonly AppendBatch[], writes: readonly Call[], batches: number) => {
    try {
      const { fenced, outcomes } = connected().commit(appends, writes)
      if (batches > 0 && fenced.length === 0) return queue.keep(batches)
      if (batches > 0) queue.stop()
      answer({ type: 'committed', batches, fenced, outcomes })
    } catch (error) {
      if (batches > 0) queue.stop()
      answer({ type: 'not-committed', batches, error: sentError(error) })
    }
  }
  const take = (order: Exclude<Order, { type: 'close' }>) => {
    switch (order.type) {
      case 'commit':
        return commit(order.appends ? [order.appends] : [], order.writes, 0)
      case 'read':
        try {
          answer({ type: 'read', outcome: { value: connected().read(order.call) } })
        } catch (error) {
          answer({ type: 'read', outcome: { error: sentError(error) } })
        }
    }
  }
  const close = () => {
    try {
      connection?.close()
    } finally {
      unlock()
      answer({ type: 'closed' })
      port.close()
    }
  }

  /** Works and sleeps, and leaves now and then to let V8 do what it put off to this thread's event loop. */
  const work = () => {
    for (let turn = 0; turn < turnsInOne; turn++) {
      const rings = queue.rings()
      const batches = queue.take()
      if (batches.length > 0) commit(batches, [], batches.length)
      for (let received = receiveMessageOnPort(port); received; received = receiveMessageOnPort(port)) {
        // Nobody else has the other end.
        const order = received.message as Order
        if (order.type === 'close') return close()
        take(order)
      }
      queue.awaitRing(rings)
    }
    setImmediate(work)
  }
  answer({ type: 'opened' })
  setImmediate(work)
}
