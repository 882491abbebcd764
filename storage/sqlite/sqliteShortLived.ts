import type { ShortLivedStore } from '@glosa/domain/model'
import type { Database } from './database.ts'

export const sqliteShortLived = (database: Database): ShortLivedStore => ({
  put: (key, text, until) => database.write('putShortLived', key, text, until),
  find: (key, now) => database.read('findShortLived', key, now),
  take: (key, now) => database.write('takeShortLived', key, now),
  count: (key, most, until) => database.write('countShortLived', key, most, until),
  clear: (key) => database.write('clearShortLived', key),
  forget: (now) => database.write('forgetShortLived', now),
})
