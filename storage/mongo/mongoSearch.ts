import type { Filter } from 'mongodb'
import { searchTokens, turns, weightOf } from '@glosa/domain/model'
import type { FoundEntry, MaterialId, SearchEntry, SearchIndex, SearchQuery } from '@glosa/domain/model'
import type { SearchEntryDocument } from './documents.ts'
import { insertedFirst, whileAvailable } from './mongoDatabase.ts'
import type { Collections } from './mongoDatabase.ts'

/**
 * An index of folded words of our own: text indexes differ between servers of this protocol, know no prefixes and need
 * a language. The words stand in an array, so that an ordinary index finds those that begin with a prefix.
 */
export function mongoSearch({ searchEntries, searchMaterials }: Collections): SearchIndex {
  // FerretDB 1 makes a conditional update of a read and a write: within one process they must not overlap.
  const inTurn = turns()
  return {
    async kept(material) {
      const found = await whileAvailable(() =>
        searchEntries.find({ material }, { projection: { fingerprint: 1 } }).toArray(),
      )
      return new Map(found.map(({ _id, fingerprint }) => [_id, fingerprint]))
    },
    change: (material, { sequence, audience, put, drop }) =>
      inTurn(material, async () => {
        const there = await whileAvailable(() => searchMaterials.findOne({ _id: material }))
        if (there && there.sequence > sequence) return
        const whos = audience
        await whileAvailable(async () => {
          if (drop.length > 0) await searchEntries.deleteMany({ material, _id: { $in: [...drop] } })
          for (const entry of put) {
            const { _id, ...fields } = documentOf(entry, whos)
            await searchEntries.replaceOne({ _id }, fields, { upsert: true })
          }
          const known = there?.audience ?? []
          if (known.length !== whos.length || whos.some((who) => !known.includes(who))) {
            await searchEntries.updateMany({ material }, { $set: { audience: whos } })
          }
        })
        // Last: after a crash before this the material is indexed once more.
        const fields = { sequence, audience: whos }
        if (there) await whileAvailable(() => searchMaterials.updateOne({ _id: material }, { $set: fields }))
        else await insertedFirst(() => searchMaterials.insertOne({ _id: material, ...fields }))
      }),
    async find(query) {
      if (query.words.length === 0) return []
      const found = await whileAvailable(() =>
        searchEntries
          .find(filterOf(query), { projection: { text: 0, tokens: 0, audience: 0 } })
          .sort({ weight: 1, at: -1, _id: 1 })
          .limit(query.limit)
          .toArray(),
      )
      return found.map(
        ({ _id, material, kind, part, comment, at }) =>
          ({ id: _id, materialId: material, kind, partId: part, commentId: comment, at }) as FoundEntry,
      )
    },
    async texts(ids) {
      const found = await whileAvailable(() =>
        searchEntries.find({ _id: { $in: [...ids] } }, { projection: { text: 1 } }).toArray(),
      )
      return new Map(found.map(({ _id, text }) => [_id, text]))
    },
    async sequences() {
      const found = await whileAvailable(() => searchMaterials.find({}, { projection: { sequence: 1 } }).toArray())
      return new Map(found.map(({ _id, sequence }) => [_id as MaterialId, sequence]))
    },
    async clear() {
      await whileAvailable(() => searchMaterials.deleteMany({}))
      await whileAvailable(() => searchEntries.deleteMany({}))
    },
  }
}

function filterOf({ whos, words, kinds, materialId, after }: SearchQuery): Filter<SearchEntryDocument> {
  const conditions: Filter<SearchEntryDocument>[] = [
    // Words are letters and digits: nothing in them means anything to a pattern.
    ...words.map((word) => ({ tokens: { $regex: `^${word}` } })),
    { audience: { $in: [...whos] } },
  ]
  if (kinds) conditions.push({ kind: { $in: [...kinds] } })
  if (materialId !== undefined) conditions.push({ material: materialId })
  if (after) {
    const weight = weightOf(after.kind)
    conditions.push({
      $or: [
        { weight: { $gt: weight } },
        { weight, at: { $lt: after.at } },
        { weight, at: after.at, _id: { $gt: after.id } },
      ],
    })
  }
  return { $and: conditions }
}

const documentOf = (entry: SearchEntry, audience: readonly string[]): SearchEntryDocument => ({
  _id: entry.id,
  material: entry.materialId,
  kind: entry.kind,
  weight: weightOf(entry.kind),
  part: entry.partId,
  comment: entry.commentId,
  at: entry.at,
  text: entry.text,
  fingerprint: entry.fingerprint,
  tokens: searchTokens(entry.text),
  audience,
})
