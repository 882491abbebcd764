import type { openMongoStorage as open } from './mongo/openMongoStorage.ts'

export { memoryBlobs } from './memory/memoryBlobs.ts'
export { openMemoryStorage } from './memory/openMemoryStorage.ts'
export { openSqliteStorage } from './sqlite/openSqliteStorage.ts'
export { BlobCorrupt, DataFolderInUse, DataFolderTooNew, StorageUnavailable } from './storageErrors.ts'

/** As its original says; the driver, a tenth of all that a server loads, is loaded only where it is asked for. */
export const openMongoStorage: typeof open = async (options) =>
  (await import('./mongo/openMongoStorage.ts')).openMongoStorage(options)
