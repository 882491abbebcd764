import type { BodyRow } from '@glosa/domain/model'

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
