import type { ShortLivedStore } from '@glosa/domain/model'
import { insertedFirst, whileAvailable } from './mongoDatabase.ts'
import type { Collections } from './mongoDatabase.ts'

/** Texts by their key; counts as one document for each number, because an insert is atomic on every server. */
export function mongoShortLived({ shortLived, shortLivedCounts }: Collections): ShortLivedStore {
  const find = (key: string, now: number) => whileAvailable(() => shortLived.findOne({ _id: key, until: { $gt: now } }))
  return {
    async put(key, text, until) {
      await whileAvailable(() => shortLived.updateOne({ _id: key }, { $set: { text, until } }, { upsert: true }))
    },
    find: async (key, now) => (await find(key, now))?.text ?? null,
    async take(key, now) {
      const found = await find(key, now)
      if (!found) return null
      const { deletedCount } = await whileAvailable(() => shortLived.deleteOne({ _id: key, text: found.text }))
      return deletedCount === 1 ? found.text : null
    },
    async count(key, most, until) {
      for (let count = 1; count <= most; count++) {
        const _id = `${key}/${count}`
        if (await insertedFirst(() => shortLivedCounts.insertOne({ _id, key, until }))) return count
      }
      return most + 1
    },
    async clear(key) {
      await whileAvailable(() => shortLived.deleteOne({ _id: key }))
      await whileAvailable(() => shortLivedCounts.deleteMany({ key }))
    },
    async forget(now) {
      const texts = await whileAvailable(() => shortLived.deleteMany({ until: { $lte: now } }))
      const counts = await whileAvailable(() => shortLivedCounts.deleteMany({ until: { $lte: now } }))
      return texts.deletedCount + counts.deletedCount
    },
  }
}
