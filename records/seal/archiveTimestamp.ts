import type { Instant } from '@glosa/domain/model'
import { readSignatures } from './readSignatures.ts'

/** The newest timestamp over the whole of a sealed PDF. */
export interface ArchiveTimestamp {
  readonly timestampedAt: Instant
  /** The end of its certificate: until then it proves what is under it. */
  readonly provenUntil: Instant
  /** How many such timestamps there are. */
  readonly timestamps: number
  /** The timestamp itself (RFC 3161). */
  readonly token: Buffer
}

/** Reads the newest timestamp over the whole file (B-LTA); `null` when there is none that holds. */
export function archiveTimestampOf(pdf: Uint8Array): ArchiveTimestamp | null {
  const all = readSignatures(pdf, null).filter(({ kind }) => kind === 'timestamp')
  const last = all.at(-1)
  if (!last?.isIntact || last.timestampedAt === null) return null
  const { timestampedAt, signer, cms } = last
  return { timestampedAt, provenUntil: signer.notAfter, timestamps: all.length, token: cms }
}
