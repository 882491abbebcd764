import type { BlobStore } from '@glosa/domain/model'
import { sha256 } from '../sha256.ts'
import { BlobCorrupt } from '../storageErrors.ts'

/** @param kept where the bytes stand; a test may hand in its own map to damage them */
export function memoryBlobs(kept: Map<string, Uint8Array> = new Map()): BlobStore {
  return {
    async put(bytes) {
      const hash = sha256(bytes)
      kept.set(hash, bytes.slice())
      return hash
    },
    async get(hash) {
      const bytes = kept.get(hash)
      if (!bytes) return null
      if (sha256(bytes) !== hash) throw new BlobCorrupt(hash)
      return bytes.slice()
    },
    async has(hash) {
      return kept.has(hash)
    },
  }
}
