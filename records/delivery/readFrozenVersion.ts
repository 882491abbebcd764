import type { BlobStore, FrozenVersion, Sha256 } from '@glosa/domain/model'
import { sha256Of } from '../versionHash.ts'

/**
 * Reads a locked version by its hash.
 * @throws Error when it is missing, was changed, or is of a format this software does not know
 */
export async function readFrozenVersion(hash: Sha256, blobs: BlobStore): Promise<FrozenVersion> {
  const bytes = await blobs.get(hash)
  if (!bytes) throw new Error(`the version ${hash} is missing`)
  if (sha256Of(bytes) !== hash) throw new Error(`the version ${hash} was changed`)
  const frozen: FrozenVersion = JSON.parse(Buffer.from(bytes).toString('utf8'))
  if (frozen.format !== 'glosa-version' || frozen.formatNumber !== 1) {
    throw new Error(`the version ${hash} has an unknown format`)
  }
  return frozen
}
