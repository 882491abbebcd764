import { bodyRowKinds } from './appendBatch.ts'

/** Rows of a body, laid out flat like an `AppendBatch`. */
export interface PackedRows {
  readonly people: readonly string[]
  /** For each row: sequence, kind, index into `people`, instant, payload length. */
  readonly numbers: Float64Array<ArrayBuffer>
  readonly payloads: Uint8Array<ArrayBuffer>
  /** Whether there may be more rows after these. */
  readonly more: boolean
}

/** Columns of a row in `PackedRows.numbers`. */
export const packedRowWidth = 5

/** The kind with a number of the table. */
export const kindOf = (number: number | undefined): (typeof bodyRowKinds)[number] => {
  const kind = bodyRowKinds[number ?? -1]
  if (!kind) throw new TypeError(`unknown kind of body row: ${number}`)
  return kind
}
