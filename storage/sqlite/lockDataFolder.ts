import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DataFolderInUse } from '../storageErrors.ts'
import { errcodeOf } from './protocol.ts'

const sqliteBusy = 5

/**
 * Takes the data folder for this process. The lock is an open exclusive transaction on a small database of its own:
 * the operating system frees it with the process however that ends, nothing stale stays, and readers (a backup, a
 * curious operator) may still open the real database.
 * @returns frees the folder
 * @throws DataFolderInUse
 */
export function lockDataFolder(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, 'writer.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (((errcodeOf(error) ?? 0) & 0xff) === sqliteBusy) throw new DataFolderInUse(dataDir, { cause: error })
    throw error
  }
  return () => lock.close()
}
