import type { OfficeStorage } from '@glosa/domain/model'
import { memoryBlobs } from './memoryBlobs.ts'
import { memoryBodyLog } from './memoryBodyLog.ts'
import { memoryFactors } from './memoryFactors.ts'
import { memoryMaterialLog } from './memoryMaterialLog.ts'
import { memoryOfficeLog } from './memoryOfficeLog.ts'
import { memoryNotices } from './memoryNotices.ts'
import { memoryProjections } from './memoryProjections.ts'
import { memorySearch } from './memorySearch.ts'
import { memorySessions } from './memorySessions.ts'
import { memoryShortLived } from './memoryShortLived.ts'

/**
 * Everything in this process' memory, gone at its end: for simulations and tests. A test that wants an outage
 * wraps a port: `{ ...storage, bodyLog: { ...storage.bodyLog, append: () => Promise.reject(…) } }`.
 */
export async function openMemoryStorage(): Promise<OfficeStorage> {
  return {
    materialLog: memoryMaterialLog(),
    officeLog: memoryOfficeLog(),
    bodyLog: memoryBodyLog(),
    blobs: memoryBlobs(),
    projections: memoryProjections(),
    notices: memoryNotices(),
    search: memorySearch(),
    sessions: memorySessions(),
    factors: memoryFactors(),
    shortLived: memoryShortLived(),
    probe: async () => true,
    close: async () => undefined,
  }
}
