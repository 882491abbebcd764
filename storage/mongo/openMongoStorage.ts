import type { OfficeStorage } from '@glosa/domain/model'
import { openDiskBlobs } from '../blobs/diskBlobs.ts'
import { gridFsBlobs } from './gridFsBlobs.ts'
import { mongoBodyLog } from './mongoBodyLog.ts'
import { openMongoDatabase, whileAvailable } from './mongoDatabase.ts'
import { mongoFactors } from './mongoFactors.ts'
import { mongoMaterialLog } from './mongoMaterialLog.ts'
import { mongoOfficeLog } from './mongoOfficeLog.ts'
import { mongoNotices } from './mongoNotices.ts'
import { mongoProjections } from './mongoProjections.ts'
import { mongoSearch } from './mongoSearch.ts'
import { mongoSessions } from './mongoSessions.ts'
import { mongoShortLived } from './mongoShortLived.ts'

/**
 * Everything in a database that speaks the MongoDB protocol: MongoDB itself or FerretDB. Blobs go to GridFS or to a
 * folder, which all nodes must then share.
 * @throws StorageUnavailable when there is no such database
 */
export async function openMongoStorage(options: {
  readonly url: string
  readonly databaseName: string
  readonly blobs: 'gridfs' | { readonly dir: string }
}): Promise<OfficeStorage> {
  // First, so that a wrong folder leaves no connection open.
  const disk = options.blobs === 'gridfs' ? null : await openDiskBlobs(options.blobs.dir)
  const { db, collections, close } = await openMongoDatabase(options.url, options.databaseName)
  return {
    materialLog: mongoMaterialLog(collections),
    officeLog: mongoOfficeLog(collections),
    bodyLog: mongoBodyLog(collections),
    blobs: disk ? disk.store : gridFsBlobs(db),
    projections: mongoProjections(collections),
    notices: mongoNotices(collections),
    search: mongoSearch(collections),
    sessions: mongoSessions(collections),
    factors: mongoFactors(collections),
    shortLived: mongoShortLived(collections),
    async probe() {
      try {
        await whileAvailable(() =>
          collections.probes.updateOne({ _id: 'probe' }, { $inc: { tries: 1 } }, { upsert: true }),
        )
        await disk?.probe()
        return true
      } catch (error) {
        if (error instanceof Error) return false
        throw error
      }
    },
    close,
  }
}
