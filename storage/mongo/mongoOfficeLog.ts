import type { OfficeLog, OfficeRecord } from '@glosa/domain/model'
import { keptJson, readKeptJson } from './keptJson.ts'
import { insertedFirst, whileAvailable } from './mongoDatabase.ts'
import type { Collections } from './mongoDatabase.ts'

export function mongoOfficeLog(collections: Collections): OfficeLog {
  const { officeRecords } = collections
  return {
    async append(record) {
      const { log, sequence, hash } = record
      const _id = `${log}/${sequence}`
      const kept = await keptJson(collections, record)
      if (await insertedFirst(() => officeRecords.insertOne({ _id, log, sequence, hash, record: kept }))) {
        return 'appended'
      }
      // The first try may be there without its majority: a write to it waits for that.
      const same = await whileAvailable(() => officeRecords.updateOne({ _id, hash }, { $inc: { repeats: 1 } }))
      return same.matchedCount === 1 ? 'appended' : 'sequence-taken'
    },
    async read(log, after = 0, limit = 0) {
      const found = await whileAvailable(() =>
        officeRecords
          .find({ log, sequence: { $gt: after } })
          .sort({ sequence: 1 })
          .limit(limit)
          .toArray(),
      )
      return Promise.all(found.map(async ({ record }) => (await readKeptJson(collections, record)) as OfficeRecord))
    },
    async last(log) {
      const found = await whileAvailable(() => officeRecords.find({ log }).sort({ sequence: -1 }).limit(1).toArray())
      const [newest] = found
      return newest ? ((await readKeptJson(collections, newest.record)) as OfficeRecord) : null
    },
    async names(prefix) {
      const from = { sequence: 1, log: { $gte: prefix } }
      const found = await whileAvailable(() => officeRecords.find(from, { projection: { log: 1 } }).toArray())
      return found.map(({ log }) => log).filter((log) => log.startsWith(prefix))
    },
  }
}
