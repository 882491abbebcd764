import { MongoBulkWriteError } from 'mongodb'
import type { Collection } from 'mongodb'
import { StorageUnavailable } from '../storageErrors.ts'
import type { BodyRowsDocument } from './documents.ts'
import { whileAvailable } from './mongoDatabase.ts'

/** Documents in one insert; what is left goes with the next. */
const documentsPerInsert = 1_000

interface Waiting {
  readonly document: BodyRowsDocument
  readonly resolve: (outcome: 'inserted' | 'duplicate') => void
  readonly reject: (error: unknown) => void
}

/**
 * Group commit: what arrives while an insert is under way shares the next one, so that one wait for the majority serves
 * all. Documents of one insert are independent: each is inserted, is a duplicate, or fails by itself.
 */
export function insertTogether(
  collection: Collection<BodyRowsDocument>,
): (document: BodyRowsDocument) => Promise<'inserted' | 'duplicate'> {
  const waiting: Waiting[] = []
  let busy = false

  const insertNext = async () => {
    busy = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, documentsPerInsert)
      try {
        const failures = await insertAll(
          collection,
          batch.map(({ document }) => document),
        )
        for (const [index, { resolve, reject }] of batch.entries()) {
          const failure = failures.get(index)
          if (failure instanceof StorageUnavailable) reject(failure)
          else resolve(failure ?? 'inserted')
        }
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    busy = false
  }

  return (document) =>
    new Promise((resolve, reject) => {
      waiting.push({ document, resolve, reject })
      if (busy) return
      busy = true
      setImmediate(() => void insertNext())
    })
}

/** @returns what became of the documents that were not inserted, by position */
async function insertAll(
  collection: Collection<BodyRowsDocument>,
  documents: readonly BodyRowsDocument[],
): Promise<Map<number, 'duplicate' | StorageUnavailable>> {
  const failures = new Map<number, 'duplicate' | StorageUnavailable>()
  await whileAvailable(async () => {
    try {
      await collection.insertMany(documents, { ordered: false })
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError)) throw error
      // Without its majority nothing of the insert may be called durable.
      if (error.result.getWriteConcernError()) throw error
      const writeErrors = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors]
      if (writeErrors.length === 0) throw error
      for (const { index, code, errmsg } of writeErrors) {
        failures.set(index, code === 11_000 ? 'duplicate' : new StorageUnavailable(`The database refused: ${errmsg}`))
      }
    }
  })
  return failures
}
