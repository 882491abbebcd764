import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Sha256 } from '@glosa/domain/model'
import { BlobCorrupt } from '@glosa/storage'
import type { StorageInTest } from './storage.ts'

export function describeBlobs({ now, reopens, reopen, damageBlob }: StorageInTest): void {
  describe('blobs', () => {
    it('[ST10] keeps bytes of any size under their SHA-256', async () => {
      for (const size of [0, 1, 300_000, 3_000_000]) {
        const bytes = new Uint8Array(randomBytes(size))
        const hash = await now().blobs.put(bytes)
        expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'))
        expect(await now().blobs.has(hash)).toBe(true)
        const kept = await now().blobs.get(hash)
        expect(kept && Buffer.compare(kept, bytes)).toBe(0)
      }
      const unknown = 'ab'.repeat(32) as Sha256
      expect(await now().blobs.get(unknown)).toBeNull()
      expect(await now().blobs.has(unknown)).toBe(false)
    })

    it('[ST10] keeps the same bytes put many times at once as one', async () => {
      const bytes = new Uint8Array(randomBytes(100_000))
      const hashes = await Promise.all(Array.from({ length: 8 }, () => now().blobs.put(bytes)))
      expect(new Set(hashes).size).toBe(1)
      const [hash] = hashes
      expect(hash && (await now().blobs.get(hash))?.length).toBe(100_000)
    })

    it('[ST11] refuses to give damaged bytes, and is healed by the right ones', async () => {
      const bytes = new Uint8Array(randomBytes(50_000))
      const hash = await now().blobs.put(bytes)
      await damageBlob(hash)
      await expect(now().blobs.get(hash)).rejects.toThrow(BlobCorrupt)
      await now().blobs.put(bytes)
      const kept = await now().blobs.get(hash)
      expect(kept && Buffer.compare(kept, bytes)).toBe(0)
    })

    if (!reopens) return
    it('[ST3] still has the bytes after it is opened again', async () => {
      const bytes = new Uint8Array(randomBytes(1_000))
      const hash = await now().blobs.put(bytes)
      await reopen()
      const kept = await now().blobs.get(hash)
      expect(kept && Buffer.compare(kept, bytes)).toBe(0)
    })
  })
}
