import type { OfficeLog, OfficeRecord } from '@glosa/domain/model'
import type { Database } from './database.ts'

export function sqliteOfficeLog(database: Database): OfficeLog {
  return {
    append: async (record) =>
      database.write('appendOfficeRecord', record.log, record.sequence, record.hash, JSON.stringify(record)),
    async read(log, after = 0, limit = -1) {
      const records = await database.read('officeRecords', log, after, limit)
      return records.map((record) => JSON.parse(record) as OfficeRecord)
    },
    async last(log) {
      const record = await database.read('lastOfficeRecord', log)
      return record === null ? null : (JSON.parse(record) as OfficeRecord)
    },
    names: (prefix) => database.read('officeLogNames', prefix),
  }
}
