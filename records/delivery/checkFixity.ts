import type { BlobStore, FixityFinding, FixityPlace, RecordsDelivery, RecordsSystem, Sha256 } from '@glosa/domain/model'
import { manifestName, readManifest } from '../package/manifest.ts'
import { loadPackage } from '../package/storedPackage.ts'
import { sha256Of } from '../versionHash.ts'
import { dispatchOf } from './recordFacts.ts'
import { fixityFindings, isFoundAgain } from './verifyDelivery.ts'

/** What a look at the bytes of a delivered version came to. */
export type FixityResult =
  | { readonly type: 'intact' }
  | { readonly type: 'unreachable'; readonly problem: string }
  | { readonly type: 'differs'; readonly place: FixityPlace; readonly findings: readonly FixityFinding[] }

/**
 * Looks again at everything that was delivered: first our own bytes, by their hashes, then those
 * of the records system, as far as it lets itself be read.
 * @param system `null` when it is no longer configured: then only our bytes are looked at
 * @throws on an outage of our own storage
 */
export async function checkFixity(
  delivery: Extract<RecordsDelivery, { state: 'registered' }>,
  versionHash: Sha256,
  blobs: BlobStore,
  system: RecordsSystem | null,
): Promise<FixityResult> {
  const findings: FixityFinding[] = []
  const look = async (name: string, expected: Sha256): Promise<Uint8Array | null> => {
    const found = await readBlob(blobs, expected)
    if (found.sha256 !== expected) findings.push({ name, expected, found: found.sha256 })
    return found.sha256 === expected ? found.bytes : null
  }
  await look('version', versionHash)
  await look('receipt', delivery.receipt.raw)
  const manifest = delivery.sent ? await look(manifestName, delivery.sent.manifest) : null
  if (manifest) for (const { name, sha256 } of readManifest(manifest).files) await look(name, sha256)
  if (findings.length > 0) return { type: 'differs', place: 'storage', findings }
  if (!delivery.sent || !system?.readBack) return { type: 'intact' }

  const parcel = dispatchOf(await loadPackage(delivery.sent, blobs), delivery, {
    reference: delivery.receipt.reference ?? delivery.reference ?? null,
    supersedes: null,
    language: 'cs',
  })
  const read = await system.readBack(parcel)
  if (read.type === 'unreachable') return read
  const there = fixityFindings(parcel.files, read.files, delivery.explained)
  if (there.length === 0) return { type: 'intact' }
  if (!(await isFoundAgain(there, delivery, parcel, system))) {
    return { type: 'unreachable', problem: 'read back twice, differently' }
  }
  return { type: 'differs', place: 'records-system', findings: there }
}

/** A blob with the hash that it really has; stores refuse to hand out bytes that changed. */
async function readBlob(blobs: BlobStore, hash: Sha256): Promise<{ bytes: Uint8Array | null; sha256: Sha256 | null }> {
  try {
    const bytes = await blobs.get(hash)
    return { bytes, sha256: bytes ? sha256Of(bytes) : null }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'blob-corrupt') return { bytes: null, sha256: null }
    throw error
  }
}
