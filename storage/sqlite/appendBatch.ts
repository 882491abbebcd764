import { instant } from '@glosa/domain/model'
import type { BodyRow, PersonId } from '@glosa/domain/model'

/** Numbers of the row kinds in the table; released numbers stay. */
export const bodyRowKinds = ['update', 'gate', 'gate-reopened'] as const

/**
 * The body appends of one commit, laid out flat: cloning two short arrays and one buffer for the worker costs a
 * fraction of cloning an object with a buffer of its own for each row.
 */
export interface AppendBatch {
  /** Appends in the batch. */
  readonly count: number
  /** For each append: body, writer, then the person of each row. */
  readonly names: readonly string[]
  /** For each append: first sequence, number of rows, then kind, instant and payload length of each row. */
  readonly numbers: readonly number[]
  /** All payloads, one after another. */
  readonly payloads: Uint8Array<ArrayBuffer>
}

/** One call of `BodyLog.append`. */
export interface BodyAppend {
  readonly bodyId: string
  readonly first: number
  readonly rows: readonly BodyRow[]
  readonly writer: string
}

/** Lays the appends out for the worker; payloads are copied. */
export function packAppends(appends: readonly BodyAppend[]): AppendBatch {
  const names: string[] = []
  const numbers: number[] = []
  let bytes = 0
  for (const { bodyId, first, rows, writer } of appends) {
    names.push(bodyId, writer)
    numbers.push(first, rows.length)
    for (const row of rows) {
      const length = row.kind === 'update' ? row.payload.length : 0
      names.push(row.personId)
      numbers.push(bodyRowKinds.indexOf(row.kind), row.at, length)
      bytes += length
    }
  }
  const payloads = new Uint8Array(bytes)
  let offset = 0
  for (const { rows } of appends) {
    for (const row of rows) {
      if (row.kind !== 'update') continue
      payloads.set(row.payload, offset)
      offset += row.payload.length
    }
  }
  return { count: appends.length, names, numbers, payloads }
}

/** The appends of a batch, as they were laid out. */
export function unpackAppends({ count, names, numbers, payloads }: AppendBatch): BodyAppend[] {
  const name = names.values()
  const number = numbers.values()
  const textOf = () => taken(name.next())
  const numberOf = () => taken(number.next())
  let offset = 0
  return Array.from({ length: count }, () => {
    const [bodyId, writer] = [textOf(), textOf()]
    const [first, rowCount] = [numberOf(), numberOf()]
    const rows = Array.from({ length: rowCount }, (): BodyRow => {
      const personId = textOf() as PersonId
      const kind = bodyRowKinds[numberOf()]
      const at = instant(numberOf())
      const length = numberOf()
      if (!kind) throw new RangeError('a batch of appends names an unknown kind')
      if (kind !== 'update') return { kind, personId, at }
      const payload = payloads.subarray(offset, (offset += length))
      return { kind, personId, at, payload }
    })
    return { bodyId, writer, first, rows }
  })
}

/** All appends of several batches as one. */
export function joinBatches(batches: readonly AppendBatch[]): AppendBatch {
  const payloads = new Uint8Array(batches.reduce((bytes, batch) => bytes + batch.payloads.length, 0))
  let offset = 0
  for (const batch of batches) {
    payloads.set(batch.payloads, offset)
    offset += batch.payloads.length
  }
  return {
    count: batches.reduce((count, batch) => count + batch.count, 0),
    names: batches.flatMap(({ names }) => names),
    numbers: batches.flatMap(({ numbers }) => numbers),
    payloads,
  }
}

function taken<T>({ done, value }: IteratorResult<T, unknown>): T {
  if (done) throw new RangeError('a batch of appends is cut short')
  return value
}
