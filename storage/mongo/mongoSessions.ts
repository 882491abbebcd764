import { turns } from '@glosa/domain/model'
import type { SessionProof, SessionRow, SessionStore } from '@glosa/domain/model'
import { columnsOf, sessionOf, type SessionRest } from '../sessionColumns.ts'
import type { SessionDocument } from './documents.ts'
import { insertedFirst, whileAvailable } from './mongoDatabase.ts'
import type { Collections } from './mongoDatabase.ts'

export function mongoSessions({ sessions }: Collections): SessionStore {
  // FerretDB 1 makes a conditional update of a read and a write: within one process they must not overlap.
  const inTurn = turns()
  return {
    async create(row) {
      if (!(await insertedFirst(() => sessions.insertOne(documentOf(row))))) {
        throw new Error('a session with this id is there already')
      }
    },
    find: async (id) => rowOf(await whileAvailable(() => sessions.findOne({ _id: id }))),
    findByRefreshHash: async (hash) =>
      rowOf(
        (await whileAvailable(() => sessions.findOne({ refreshHash: hash }))) ??
          (await whileAvailable(() => sessions.findOne({ previousRefreshHash: hash }))),
      ),
    rotate: (id, expected, { refreshHash, lastSeenAt, expiresAt }) =>
      inTurn(id, async () => {
        const { matchedCount } = await whileAvailable(() =>
          sessions.updateOne(
            { _id: id, refreshHash: expected, endedAt: null },
            { $set: { refreshHash, previousRefreshHash: expected, lastSeenAt, expiresAt } },
          ),
        )
        return matchedCount === 1
      }),
    async end(id, at, reason) {
      await inTurn(id, () =>
        whileAvailable(() =>
          sessions.updateOne({ _id: id, endedAt: null }, { $set: { endedAt: at, endReason: reason } }),
        ),
      )
    },
    describe: (id, { person, unitName }) =>
      inTurn(id, async () => {
        const document = await whileAvailable(() => sessions.findOne({ _id: id, endedAt: null }))
        if (!document) return false
        const rest: SessionRest = { ...(JSON.parse(document.rest) as SessionRest), person, unitName }
        const { matchedCount } = await whileAvailable(() =>
          sessions.updateOne({ _id: id, endedAt: null }, { $set: { rest: JSON.stringify(rest) } }),
        )
        return matchedCount === 1
      }),
    prove: (id, proof) =>
      inTurn(id, async () => {
        const { matchedCount } = await whileAvailable(() =>
          sessions.updateOne({ _id: id, endedAt: null }, { $set: { proof: JSON.stringify(proof) } }),
        )
        return matchedCount === 1
      }),
    async open(now) {
      const found = await whileAvailable(() => sessions.find({ endedAt: null, expiresAt: { $gt: now } }).toArray())
      return found.flatMap((document) => rowOf(document) ?? [])
    },
    async ofPerson(personId) {
      const found = await whileAvailable(() =>
        sessions.find({ personId, endedAt: null }).sort({ createdAt: -1, _id: 1 }).toArray(),
      )
      return found.flatMap((document) => rowOf(document) ?? [])
    },
    async forget(before) {
      const { deletedCount } = await whileAvailable(() =>
        sessions.deleteMany({ $or: [{ endedAt: { $ne: null, $lt: before } }, { expiresAt: { $lt: before } }] }),
      )
      return deletedCount
    },
  }
}

function documentOf(row: SessionRow): SessionDocument {
  const { id, ...columns } = columnsOf(row)
  return { _id: id, ...columns }
}

function rowOf(document: SessionDocument | null): SessionRow | null {
  if (!document) return null
  const { _id: id, proof, ...columns } = document
  const row = sessionOf({ id, ...columns })
  return proof === undefined ? row : { ...row, proof: JSON.parse(proof) as SessionProof }
}
