import type { MaterialId, MaterialLog, MaterialRecord } from '@glosa/domain/model'
import { getBytes, inlineBytes, putBytes } from './chunkedBytes.ts'
import type { RecordDocument } from './documents.ts'
import { insertedFirst, whileAvailable } from './mongoDatabase.ts'
import type { Collections } from './mongoDatabase.ts'

export function mongoMaterialLog(collections: Collections): MaterialLog {
  const { records } = collections
  const recordOf = async (kept: RecordDocument['record']): Promise<MaterialRecord> => {
    if (typeof kept === 'string') return JSON.parse(kept) as MaterialRecord
    const bytes = await getBytes(collections, kept)
    if (!bytes) throw new Error('a part of a record is missing')
    return JSON.parse(new TextDecoder().decode(bytes)) as MaterialRecord
  }
  return {
    async append(record) {
      const { materialId, sequence, hash } = record
      const _id = `${materialId}/${sequence}`
      const json = JSON.stringify(record)
      // A character takes at most three bytes.
      const large = json.length * 3 > inlineBytes ? await putBytes(collections, new TextEncoder().encode(json)) : null
      const kept = large === null || large instanceof Uint8Array ? json : large
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
      return Promise.all(found.map(({ record }) => recordOf(record)))
    },
    async materialIds() {
      const found = await whileAvailable(() => records.find({ sequence: 1 }, { projection: { material: 1 } }).toArray())
      return found.map(({ material }) => material as MaterialId)
    },
  }
}
