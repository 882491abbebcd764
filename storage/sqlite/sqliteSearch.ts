import type { MaterialId, SearchIndex } from '@glosa/domain/model'
import type { Database } from './database.ts'

export function sqliteSearch(database: Database): SearchIndex {
  return {
    kept: async (materialId) => new Map(await database.read('keptEntries', materialId)),
    change: (materialId, change) => database.writeLater('changeEntries', materialId, change),
    find: (query) => database.read('findEntries', query),
    texts: async (ids) => new Map(await database.read('entryTexts', ids)),
    sequences: async () => new Map((await database.read('searchSequences')) as [MaterialId, number][]),
    clear: () => database.write('clearSearch'),
  }
}
