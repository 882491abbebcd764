import { createHash } from 'node:crypto'
import { canonicalJson, type FrozenVersion, type Sha256 } from '@glosa/domain/model'

/** SHA-256 of bytes, or of text as UTF-8. */
export const sha256Of = (content: Uint8Array | string): Sha256 =>
  createHash('sha256').update(content).digest('hex') as Sha256

/** The bytes a version is kept and delivered as: canonical JSON in UTF-8. */
export const versionBytesOf = (frozen: FrozenVersion): Uint8Array => Buffer.from(canonicalJson(frozen), 'utf8')

/** The hash that names a version everywhere: SHA-256 of its canonical JSON. */
export const versionHashOf = (frozen: FrozenVersion): Sha256 => sha256Of(versionBytesOf(frozen))
