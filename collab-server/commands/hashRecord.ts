import { createHash } from 'node:crypto'
import { canonicalJson, type Sha256 } from '@glosa/domain/model'

/** SHA-256 of bytes or UTF-8 text. */
export const sha256Of = (content: Uint8Array | string): Sha256 =>
  createHash('sha256').update(content).digest('hex') as Sha256

/** Closes a record with its hash, which chains it to the one before. */
export const hashRecord = <Unhashed extends { readonly previous: Sha256 | null }>(
  record: Unhashed,
): Unhashed & { readonly hash: Sha256 } => ({
  ...record,
  hash: sha256Of(canonicalJson(record)),
})

/** What chains records of a material or of an office log. */
interface ChainedRecord {
  readonly sequence: number
  readonly previous: Sha256 | null
  readonly hash: Sha256
}

/** The sequence number of the first record that breaks the chain; `null` when the history is whole. */
export function brokenLink(records: readonly ChainedRecord[]): number | null {
  let previous: Sha256 | null = null
  for (const [index, record] of records.entries()) {
    const { hash, ...unhashed } = record
    const whole =
      record.sequence === index + 1 && record.previous === previous && sha256Of(canonicalJson(unhashed)) === hash
    if (!whole) return record.sequence
    previous = hash
  }
  return null
}
