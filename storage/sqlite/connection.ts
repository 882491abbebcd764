import { closeSync, fdatasyncSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { migrate } from './migrations.ts'
import { operationsOn } from './operations.ts'
import { errcodeOf, sentError } from './protocol.ts'
import type { Call, Outcome } from './protocol.ts'
import type { AppendBatch } from './appendBatch.ts'
import { reserveLog } from './reserveLog.ts'

/** 16 MB of log before it is folded into the database: hot pages are then written back once and not again and again. */
const checkpointPages = 4_000
/** A page with its frame header; the log's own header and the last commit come on top. */
const reservedBytes = (checkpointPages + 100) * (4096 + 24)

/** Result codes of SQLite that blame the one statement and not the disk: too big, constraint, mismatch, range. */
const faultsOfOneCall = new Set([18, 19, 20, 25])
const diskFull = 13

/** One open connection and what can be done on it. */
export type Connection = ReturnType<typeof connect>

/**
 * Opens the database and brings its tables up to date. Each commit is written through to the disk before it is
 * answered, by `fdatasync` of the write-ahead log: Node's SQLite would take `fsync` for it (`synchronous = FULL`), which
 * also waits for the file system to note when the log was last written to.
 */
export function connect(file: string) {
  const database = new DatabaseSync(file, { timeout: 2_000 })
  let log = -1
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = NORMAL')
    database.exec('PRAGMA foreign_keys = ON')
    database.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`)
    database.exec('PRAGMA cache_size = -32768')
    migrate(database)
    log = openSync(`${file}-wal`, 'r+')
    reserveLog(`${file}-wal`, reservedBytes)
    fdatasyncSync(log)
  } catch (error) {
    if (log >= 0) closeSync(log)
    database.close()
    throw error
  }
  /** Whether the disk may lack something that SQLite takes for committed. */
  let inDoubt = false
  const writeThrough = () => {
    inDoubt = true
    fdatasyncSync(log)
    inDoubt = false
  }
  const operations = operationsOn(database)
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')

  const run = ({ name, args }: Call): unknown => {
    const operation = operations[name] as (...values: readonly unknown[]) => unknown
    return operation(...args)
  }

  return {
    /**
     * Commits the appends and writes in one transaction. A write that fails by its own fault gets its error, all else
     * is kept; when the disk fails, nothing is.
     * @throws the error of the disk, after which the connection is in order again, or `usable()` says that it is not
     */
    commit(appends: readonly AppendBatch[], writes: readonly Call[]): { fenced: number[]; outcomes: Outcome[] } {
      const faults = new Map<number, Outcome>()
      for (;;) {
        let current = -1
        try {
          begin.run()
          const fenced = operations.appendRows(appends)
          const outcomes: Outcome[] = []
          for (current = 0; current < writes.length; current++) {
            const write = writes[current]
            outcomes.push(faults.get(current) ?? { value: write && run(write) })
          }
          commit.run()
          writeThrough()
          return { fenced, outcomes }
        } catch (error) {
          if (database.isTransaction) database.exec('ROLLBACK')
          operations.forgetRolledBack()
          const errcode = errcodeOf(error)
          const ownFault = errcode === null || faultsOfOneCall.has(errcode & 0xff)
          if (current < 0 || current >= writes.length || !ownFault) {
            if (errcode !== null && (errcode & 0xff) === diskFull) this.makeRoom()
            throw error
          }
          faults.set(current, { error: sentError(error) })
        }
      }
    },

    read: run,

    /** Folds the log into the database, so that the log gives its room back; a full disk may refuse even that. */
    makeRoom(): boolean {
      try {
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
        return true
      } catch (error) {
        if (errcodeOf(error) === null) throw error
        return false
      }
    },

    /** Whether the next transaction can be tried on this connection. */
    usable: (): boolean => database.isOpen && !database.isTransaction && !inDoubt,

    /** Folds the log into the database, and writes that through. */
    close() {
      closeSync(log)
      database.close()
    },
  }
}
