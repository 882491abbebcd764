import type { OfficeLog, OfficeRecord } from '@glosa/domain/model'
import type { Database } from './database.ts'

export function sqliteOfficeLog(database: Database): OfficeLog {
  return {
    append: async (record) =>
      database.write('appendOfficeRecord', record.log, record.sequence, record.hash, JSON.stringify(record)),
    async read(log, after = 0) {
      const records = await database.read('officeRecords', log, after)
      return records.map((record) => JSON.parse(record) as OfficeRecord)
    },
    names: (prefix) => database.read('officeLogNames', prefix),
  }
}
