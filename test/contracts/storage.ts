import { afterAll, beforeAll, describe } from 'vitest'
import type { Sha256, OfficeStorage } from '@glosa/domain/model'
import { describeBlobs } from './storageBlobs.ts'
import { describeBodyLog } from './storageBodyLog.ts'
import { describeFactors } from './storageFactors.ts'
import { describeMaterialLog } from './storageMaterialLog.ts'
import { describeOfficeLog } from './storageOfficeLog.ts'
import { describeNotices } from './storageNotices.ts'
import { describeProjections } from './storageProjections.ts'
import { describeSearch } from './storageSearch.ts'
import { describeSessions } from './storageSessions.ts'

/** A storage for the contract, with what a test cannot do through its ports. */
export interface OpenedStorage {
  readonly storage: OfficeStorage
  /** Closes the storage and opens the same data again; `null` where nothing outlives the process. */
  readonly reopen: (() => Promise<OfficeStorage>) | null
  /** Changes a byte of a stored blob behind the storage's back. */
  damageBlob(hash: Sha256): Promise<void>
  /** Closes whatever is open and removes the data. */
  dispose(): Promise<void>
}

/** Where the tests of one storage get it from; `reopen` replaces it. */
export interface StorageInTest {
  readonly now: () => OfficeStorage
  readonly reopens: boolean
  reopen(): Promise<OfficeStorage>
  damageBlob(hash: Sha256): Promise<void>
}

/** How a storage is tested. */
export interface StorageCase {
  readonly reopens: boolean
  /** Where all but the blobs are kept as in a storage that is tested whole. */
  readonly isSameButForBlobs?: boolean
}

/** What every storage promises; an adapter's whole test is this with its way of opening. */
export function describeStorage(name: string, open: () => Promise<OpenedStorage>, options: StorageCase): void {
  describe(name, () => {
    let opened: OpenedStorage | undefined
    let storage: OfficeStorage | undefined
    beforeAll(async () => {
      opened = await open()
      storage = opened.storage
    })
    afterAll(() => opened?.dispose())

    const inTest: StorageInTest = {
      now() {
        if (!storage) throw new Error('the storage is not open')
        return storage
      },
      reopens: options.reopens,
      async reopen() {
        if (!opened?.reopen) throw new Error('this storage cannot be opened again')
        storage = await opened.reopen()
        return storage
      },
      async damageBlob(hash) {
        await opened?.damageBlob(hash)
      },
    }
    describeBlobs(inTest)
    if (options.isSameButForBlobs) return
    describeMaterialLog(inTest)
    describeOfficeLog(inTest)
    describeBodyLog(inTest)
    describeProjections(inTest)
    describeSessions(inTest)
    describeFactors(inTest)
    describeNotices(inTest)
    describeSearch(inTest)
  })
}
