import type { BodyId, BodyLog, BodyRow, ClientOwner, PersonId, SequencedBodyRow } from '@glosa/domain/model'
import { instant } from '@glosa/domain/model'
import { kindOf, packedRowWidth } from './bodyRows.ts'
import type { PackedRows } from './bodyRows.ts'
import type { Database } from './database.ts'

export function sqliteBodyLog(database: Database): BodyLog {
  const readRows = async (bodyId: BodyId, after: number, upTo: number) => {
    const rows: SequencedBodyRow[] = []
    for (let last = after; ;) {
      const page = await database.read('rows', bodyId, last, upTo)
      unpack(page, rows)
      const newest = rows.at(-1)
      if (!page.more || !newest) return rows
      last = newest.sequence
    }
  }
  return {
    keepsOrder: true,
    append(bodyId, first, rows, writer) {
      if (rows.length === 0) return Promise.resolve('appended')
      const fault = faultOf(first, rows)
      return fault ? Promise.reject(fault) : database.append({ bodyId, first, rows, writer })
    },
    async load(bodyId) {
      const kept = await database.read('snapshot', bodyId)
      const snapshot = kept && {
        sequence: kept.sequence,
        state: kept.state,
        clients: JSON.parse(kept.clients) as ClientOwner[],
      }
      return { snapshot, rows: await readRows(bodyId, snapshot?.sequence ?? 0, Number.MAX_SAFE_INTEGER) }
    },
    readRows,
    saveSnapshot: (bodyId, sequence, state, clients) =>
      database.writeLater('saveSnapshot', bodyId, sequence, state.slice(), JSON.stringify(clients)),
  }
}

/** A row that the tables would refuse must not reach the commit it shares with others. */
function faultOf(first: number, rows: readonly BodyRow[]): RangeError | null {
  if (!Number.isSafeInteger(first) || first < 1) return new RangeError(`a body row cannot have sequence ${first}`)
  const whole = rows.every((row) => Number.isSafeInteger(row.at))
  return whole ? null : new RangeError('the instant of a body row is whole milliseconds')
}

function unpack({ people, numbers, payloads }: PackedRows, into: SequencedBodyRow[]): void {
  let offset = 0
  for (let index = 0; index < numbers.length; index += packedRowWidth) {
    const [sequence = 0, kind, person = -1, at = 0, length = 0] = numbers.subarray(index, index + packedRowWidth)
    const common = { sequence, personId: people[person] as PersonId, at: instant(at) }
    const name = kindOf(kind)
    into.push(
      name === 'update'
        ? { kind: name, ...common, payload: payloads.subarray(offset, offset + length) }
        : { kind: name, ...common },
    )
    offset += length
  }
}
