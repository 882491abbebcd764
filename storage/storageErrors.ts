/**
 * The storage could not do it now (disk full, read-only, I/O error, database away). Nothing of the call was acknowledged;
 * the same call may be repeated at any time. `cause` is the first error.
 */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable'
  readonly code = 'storage-unavailable'
}

/** Another process (or another storage in this one) writes to the data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse'
  readonly code = 'data-folder-in-use'
  readonly dataDir: string

  constructor(dataDir: string, options?: ErrorOptions) {
    super(
      `The data folder ${dataDir} is in use by another running Glosa. Stop that one first, or choose another folder.`,
      options,
    )
    this.dataDir = dataDir
  }
}

/** The data folder was written by a newer release; this one does not know its tables and leaves it alone. */
export class DataFolderTooNew extends Error {
  override readonly name = 'DataFolderTooNew'
  readonly code = 'data-folder-too-new'
}

/** The bytes kept under a hash no longer have that hash. */
export class BlobCorrupt extends Error {
  override readonly name = 'BlobCorrupt'
  readonly code = 'blob-corrupt'
  readonly hash: string

  constructor(hash: string) {
    super(`The blob ${hash} is damaged: its bytes have another hash. Restore it from a backup.`)
    this.hash = hash
  }
}
