import type { OfficeStorage } from '@glosa/domain/model'
import { memoryBlobs } from './memoryBlobs.ts'
import { memoryBodyLog } from './memoryBodyLog.ts'
import { memoryMaterialLog } from './memoryMaterialLog.ts'
import { memoryOfficeLog } from './memoryOfficeLog.ts'
import { memoryProjections } from './memoryProjections.ts'
import { memorySessions } from './memorySessions.ts'

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
    sessions: memorySessions(),
    probe: async () => true,
    close: async () => undefined,
  }
}
