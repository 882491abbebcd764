import type { MaterialId, MaterialLog, MaterialRecord } from '@glosa/domain/model'
import type { Database } from './database.ts'

export function sqliteMaterialLog(database: Database): MaterialLog {
  return {
    append: async (record) =>
      database.write('appendRecord', record.materialId, record.sequence, record.hash, JSON.stringify(record)),
    async read(materialId, after = 0) {
      const records = await database.read('records', materialId, after)
      return records.map((record) => JSON.parse(record) as MaterialRecord)
    },
    materialIds: async () => (await database.read('materialIds')) as MaterialId[],
  }
}
