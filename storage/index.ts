export { openMemoryStorage } from './memory/openMemoryStorage.ts'
export { openMongoStorage } from './mongo/openMongoStorage.ts'
export { openSqliteStorage } from './sqlite/openSqliteStorage.ts'
export { BlobCorrupt, DataFolderInUse, DataFolderTooNew, StorageUnavailable } from './storageErrors.ts'
