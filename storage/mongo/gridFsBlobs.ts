import { GridFSBucket, MongoGridFSChunkError, MongoRuntimeError } from 'mongodb'
import type { Db, GridFSFile } from 'mongodb'
import type { BlobStore, Sha256 } from '@glosa/domain/model'
import { sha256 } from '../sha256.ts'
import { BlobCorrupt } from '../storageErrors.ts'
import { whileAvailable } from './mongoDatabase.ts'

/**
 * Keeps blobs in GridFS, each as a file named by its hash. Two puts of the same bytes at once may leave two files of
 * that name; either serves.
 */
export function gridFsBlobs(db: Db): BlobStore {
  const bucket = new GridFSBucket(db, { bucketName: 'blobs' })
  const filesOf = (hash: Sha256) => whileAvailable(() => bucket.find({ filename: hash }).toArray())

  const read = async (file: GridFSFile): Promise<Uint8Array> => {
    const bytes = new Uint8Array(file.length)
    let offset = 0
    for await (const chunk of bucket.openDownloadStream(file._id)) {
      if (!(chunk instanceof Uint8Array) || offset + chunk.length > bytes.length) break
      bytes.set(chunk, offset)
      offset += chunk.length
    }
    return bytes.subarray(0, offset)
  }
  const get = async (hash: Sha256): Promise<Uint8Array | null> => {
    const files = await filesOf(hash)
    if (files.length === 0) return null
    for (const file of files) {
      try {
        const bytes = await read(file)
        if (sha256(bytes) === hash) return bytes
      } catch (error) {
        // Chunks of the wrong number or size; anything else is an outage.
        if (!isDamage(error)) await whileAvailable(() => Promise.reject(error))
      }
    }
    throw new BlobCorrupt(hash)
  }
  const intact = async (hash: Sha256): Promise<boolean> => {
    try {
      return (await get(hash)) !== null
    } catch (error) {
      if (error instanceof BlobCorrupt) return false
      throw error
    }
  }

  return {
    async put(bytes) {
      const hash = sha256(bytes)
      if (await intact(hash)) return hash
      const copy = bytes.slice()
      await whileAvailable(
        () =>
          new Promise<void>((resolve, reject) => {
            const upload = bucket.openUploadStream(hash)
            upload.once('error', reject)
            upload.once('finish', () => resolve())
            upload.end(copy)
          }),
      )
      return hash
    },
    get,
    has: async (hash) => (await filesOf(hash)).length > 0,
  }
}

const isDamage = (error: unknown): boolean =>
  error instanceof MongoGridFSChunkError ||
  (error instanceof MongoRuntimeError && /ChunkIs|ExtraChunk/.test(error.message))
