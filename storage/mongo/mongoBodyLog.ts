import { instant, turns } from '@glosa/domain/model'
import type { BodyId, BodyLog, BodyRow, ClientOwner, PersonId, SequencedBodyRow } from '@glosa/domain/model'
import { StorageUnavailable } from '../storageErrors.ts'
import { dropBytes, getBytes, inlineBytes, putBytes } from './chunkedBytes.ts'
import type { BodyRowsDocument, Chunked } from './documents.ts'
import { insertTogether } from './insertTogether.ts'
import { insertedFirst, whileAvailable } from './mongoDatabase.ts'
import type { Collections } from './mongoDatabase.ts'

const rowsPerDocument = 5_000
/** Bodies whose end is remembered; forgetting costs one query. */
const endsKept = 10_000

export function mongoBodyLog(collections: Collections): BodyLog {
  const { bodyRows, snapshots } = collections
  const insert = insertTogether(bodyRows)
  // FerretDB 1 makes a conditional update of a read and a write: within one process they must not overlap.
  const inTurn = turns()
  /** Where this process saw the log of a body end after an append by a writer. */
  const ends = new Map<BodyId, { readonly writer: string; readonly last: number }>()

  /** How far the writer's own rows cover `first` to `last` already, or `'fenced'`. */
  const covered = async (bodyId: BodyId, first: number, last: number, writer: string): Promise<number | 'fenced'> => {
    const there = await whileAvailable(() =>
      bodyRows
        .find({ body: bodyId, last: { $gte: first }, first: { $lte: last } }, { projection: { rows: 0 } })
        .sort({ first: 1 })
        .toArray(),
    )
    let end = first - 1
    for (const document of there) {
      if (document.writer !== writer) return 'fenced'
      // They may be there without their majority: a write to them waits for it.
      await whileAvailable(() => bodyRows.updateOne({ _id: document._id }, { $inc: { repeats: 1 } }))
      end = document.last
    }
    return end
  }

  const documentOf = async (bodyId: BodyId, first: number, rows: readonly BodyRow[], writer: string) => {
    const kept = []
    let bytes = 0
    for (const row of rows.slice(0, rowsPerDocument)) {
      const payload = row.kind === 'update' ? await putBytes(collections, row.payload.slice()) : null
      bytes += payload instanceof Uint8Array ? payload.length : 0
      if (kept.length > 0 && bytes > inlineBytes) break
      kept.push({ kind: row.kind, person: row.personId, at: row.at, payload })
    }
    const last = first + kept.length - 1
    return { _id: `${bodyId}/${first}`, body: bodyId, first, last, writer, rows: kept } satisfies BodyRowsDocument
  }

  const readRows = async (bodyId: BodyId, after: number, upTo: number) => {
    const rows: SequencedBodyRow[] = []
    const found = await whileAvailable(() =>
      bodyRows
        .find({ body: bodyId, last: { $gt: after }, first: { $lte: upTo } })
        .sort({ first: 1 })
        .toArray(),
    )
    for (const document of found) {
      for (const [index, { kind, person, at, payload }] of document.rows.entries()) {
        const sequence = document.first + index
        if (sequence <= after || sequence > upTo) continue
        const common = { sequence, personId: person as PersonId, at: instant(at) }
        if (kind === 'update') rows.push({ kind, ...common, payload: await wholeBytes(collections, payload) })
        else rows.push({ kind, ...common })
      }
    }
    return rows
  }

  return {
    keepsOrder: false,
    async append(bodyId, first, rows, writer) {
      const last = first + rows.length - 1
      let next = first
      for (let attempt = 0; next <= last; attempt++) {
        const end = ends.get(bodyId)
        if (end?.writer !== writer || end.last !== next - 1) {
          const there = await covered(bodyId, next, last, writer)
          if (there === 'fenced') return 'fenced'
          next = there + 1
          if (next > last) break
        }
        const document = await documentOf(bodyId, next, rows.slice(next - first), writer)
        // Until it is known to be there, nothing is known of the end.
        ends.delete(bodyId)
        if ((await insert(document)) === 'inserted') {
          next = document.last + 1
          if (ends.size >= endsKept) ends.clear()
          ends.set(bodyId, { writer, last: document.last })
          attempt = 0
        } else if (attempt > 3) {
          throw new StorageUnavailable('The database names a row that it does not show.')
        }
      }
      return 'appended'
    },

    async load(bodyId) {
      for (;;) {
        const kept = await whileAvailable(() => snapshots.findOne({ _id: bodyId }))
        if (!kept) return { snapshot: null, rows: await readRows(bodyId, 0, Number.MAX_SAFE_INTEGER) }
        const state = await getBytes(collections, kept.state)
        // A newer snapshot took the place of this one while it was read.
        if (!state) continue
        const snapshot = { sequence: kept.sequence, state, clients: JSON.parse(kept.clients) as ClientOwner[] }
        return { snapshot, rows: await readRows(bodyId, kept.sequence, Number.MAX_SAFE_INTEGER) }
      }
    },

    readRows,

    // One at a time for the whole storage: snapshots can wait, appends cannot.
    saveSnapshot(bodyId, sequence, state, clients) {
      const bytes = state.slice()
      const owners = JSON.stringify(clients)
      return inTurn('snapshot', async () => {
        for (;;) {
          const before = await whileAvailable(() => snapshots.findOne({ _id: bodyId }))
          if (before && before.sequence >= sequence) return
          const kept = await putBytes(collections, bytes)
          const fields = { sequence, state: kept, clients: owners }
          const saved = before
            ? await replaced(collections, bodyId, before.sequence, fields)
            : await insertedFirst(() => snapshots.insertOne({ _id: bodyId, ...fields }))
          if (saved) {
            if (before) await dropBytes(collections, before.state)
            return
          }
          await dropBytes(collections, kept)
        }
      })
    },
  }
}

async function replaced(
  { snapshots }: Collections,
  _id: string,
  sequenceBefore: number,
  fields: { readonly sequence: number; readonly state: Uint8Array | Chunked; readonly clients: string },
): Promise<boolean> {
  const { matchedCount } = await whileAvailable(() =>
    snapshots.updateOne({ _id, sequence: sequenceBefore }, { $set: fields }),
  )
  return matchedCount === 1
}

async function wholeBytes(collections: Collections, kept: Uint8Array | Chunked | null): Promise<Uint8Array> {
  const bytes = kept && (await getBytes(collections, kept))
  if (!bytes) throw new Error('a part of a body row is missing')
  return bytes
}
