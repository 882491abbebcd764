import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { OfficeStorage } from '@glosa/domain/model'
import { openDiskBlobs } from '../blobs/diskBlobs.ts'
import { StorageUnavailable } from '../storageErrors.ts'
import { openDatabase } from './database.ts'
import { sqliteBodyLog } from './sqliteBodyLog.ts'
import { sqliteFactors } from './sqliteFactors.ts'
import { sqliteMaterialLog } from './sqliteMaterialLog.ts'
import { sqliteOfficeLog } from './sqliteOfficeLog.ts'
import { sqliteNotices } from './sqliteNotices.ts'
import { sqliteProjections } from './sqliteProjections.ts'
import { sqliteSearch } from './sqliteSearch.ts'
import { sqliteSessions } from './sqliteSessions.ts'
import { sqliteShortLived } from './sqliteShortLived.ts'

/**
 * Everything in one folder on a local disk: `glosa.sqlite`, `blobs/` and the lock that lets one process in.
 * The folder is made when missing.
 * @throws DataFolderInUse when another process has the folder
 * @throws DataFolderTooNew when a newer release wrote it
 * @throws StorageUnavailable when it cannot be read and written
 */
export async function openSqliteStorage(options: { readonly dataDir: string }): Promise<OfficeStorage> {
  const dataDir = resolve(options.dataDir)
  try {
    await mkdir(dataDir, { recursive: true })
  } catch (error) {
    throw new StorageUnavailable(`The data folder ${dataDir} cannot be made.`, { cause: error })
  }
  const database = await openDatabase(dataDir)
  const blobs = await openDiskBlobs(join(dataDir, 'blobs')).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  return {
    materialLog: sqliteMaterialLog(database),
    officeLog: sqliteOfficeLog(database),
    bodyLog: sqliteBodyLog(database),
    blobs: blobs.store,
    projections: sqliteProjections(database),
    notices: sqliteNotices(database),
    search: sqliteSearch(database),
    sessions: sqliteSessions(database),
    factors: sqliteFactors(database),
    shortLived: sqliteShortLived(database),
    async probe() {
      try {
        await Promise.all([database.write('probe'), blobs.probe()])
        return true
      } catch (error) {
        if (error instanceof Error) return false
        throw error
      }
    },
    close: () => database.close(),
  }
}
