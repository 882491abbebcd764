import type { MaterialId, MaterialLog, MaterialRecord } from '@glosa/domain/model'
import { keptJson, readKeptJson } from './keptJson.ts'
import { insertedFirst, whileAvailable } from './mongoDatabase.ts'
import type { Collections } from './mongoDatabase.ts'

export function mongoMaterialLog(collections: Collections): MaterialLog {
  const { records } = collections
  return {
    async append(record) {
      const { materialId, sequence, hash } = record
      const _id = `${materialId}/${sequence}`
      const kept = await keptJson(collections, record)
      if (await insertedFirst(() => records.insertOne({ _id, material: materialId, sequence, hash, record: kept }))) {
        return 'appended'
      }
      // The first try may be there without its majority: a write to it waits for that.
      const same = await whileAvailable(() => records.updateOne({ _id, hash }, { $inc: { repeats: 1 } }))
      return same.matchedCount === 1 ? 'appended' : 'sequence-taken'
    },
    async read(materialId, after = 0) {
      const found = await whileAvailable(() =>
        records
          .find({ material: materialId, sequence: { $gt: after } })
          .sort({ sequence: 1 })
          .toArray(),
      )
      return Promise.all(found.map(async ({ record }) => (await readKeptJson(collections, record)) as MaterialRecord))
    },
    async materialIds() {
      const found = await whileAvailable(() => records.find({ sequence: 1 }, { projection: { material: 1 } }).toArray())
      return found.map(({ material }) => material as MaterialId)
    },
  }
}
