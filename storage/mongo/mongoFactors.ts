import { instant } from '@glosa/domain/model'
import type { FactorId, FactorRow, FactorStore, PersonId } from '@glosa/domain/model'
import type { FactorDocument } from './documents.ts'
import { insertedFirst, whileAvailable } from './mongoDatabase.ts'
import type { Collections } from './mongoDatabase.ts'

/**
 * Each revision of a factor is a document of its own, and the newest counts: an insert with a taken key fails on every
 * server, while a conditional update of FerretDB 1 may let two nodes win, and a code would be good twice.
 */
export function mongoFactors({ factors }: Collections): FactorStore {
  const newest = (documents: readonly FactorDocument[]): FactorRow[] => {
    const byId = new Map<string, FactorDocument>()
    for (const document of documents) {
      if (document.revision > (byId.get(document.factor)?.revision ?? 0)) byId.set(document.factor, document)
    }
    return [...byId.values()].flatMap(rowOf).sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
  }
  const newestOf = async (id: string): Promise<FactorDocument | null> => {
    const found = await whileAvailable(() => factors.find({ factor: id }).sort({ revision: -1 }).limit(1).toArray())
    return found[0] ?? null
  }
  const insertNext = async (document: FactorDocument): Promise<boolean> => {
    if (!(await insertedFirst(() => factors.insertOne(document)))) return false
    await whileAvailable(() => factors.deleteMany({ factor: document.factor, revision: { $lt: document.revision } }))
    return true
  }
  const keyOf = (id: string, revision: number) => `${id}/${revision}`

  return {
    create: ({ id, ...row }) =>
      insertedFirst(() => factors.insertOne({ ...row, _id: keyOf(id, row.revision), factor: id, removed: false })),
    ofPerson: async (personId) => newest(await whileAvailable(() => factors.find({ personId }).toArray())),
    async change(id, revision, { label, lastUsedAt, data }) {
      const before = await newestOf(id)
      if (before?.revision !== revision || before.removed) return false
      const _id = keyOf(id, revision + 1)
      return insertNext({ ...before, _id, revision: revision + 1, label, lastUsedAt, data })
    },
    async remove(id) {
      for (;;) {
        const before = await newestOf(id)
        if (!before || before.removed) return false
        const revision = before.revision + 1
        // The mark stays: without it a change under way elsewhere would bring the factor back.
        const mark = { ...before, _id: keyOf(id, revision), revision, removed: true, label: '', data: '{}' }
        if (await insertNext(mark)) return true
      }
    },
    all: async () => newest(await whileAvailable(() => factors.find({}).toArray())),
  }
}

function rowOf(document: FactorDocument): FactorRow[] {
  const { factor, personId, kind, label, createdAt, lastUsedAt, revision, data, removed } = document
  if (removed) return []
  return [
    {
      id: factor as FactorId,
      personId: personId as PersonId,
      kind: kind as FactorRow['kind'],
      label,
      createdAt: instant(createdAt),
      lastUsedAt: lastUsedAt === null ? null : instant(lastUsedAt),
      revision,
      data,
    },
  ]
}
