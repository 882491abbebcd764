import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobStore, Sha256 } from '@glosa/domain/model'
import { sha256Aside } from '../sha256.ts'
import { BlobCorrupt, StorageUnavailable } from '../storageErrors.ts'

/** What a put that a crash cut short leaves behind is removed at the next start when it is older (ms). */
const leftoverAge = 24 * 60 * 60 * 1000

/** Blobs as files on a disk. */
export interface DiskBlobs {
  readonly store: BlobStore
  /** Tries a durable write. @throws StorageUnavailable */
  probe(): Promise<void>
}

/**
 * Keeps blobs as `<dir>/ab/cdef…`, named by their hash. A blob is complete in `<dir>/incoming` and synced before it
 * gets its name, so that a name is never seen with half of its bytes.
 */
export async function openDiskBlobs(dir: string): Promise<DiskBlobs> {
  const incoming = join(dir, 'incoming')
  await guarded(async () => {
    await mkdir(incoming, { recursive: true })
    await removeLeftovers(incoming)
  })

  const folderOf = (hash: Sha256) => join(dir, hash.slice(0, 2))
  const pathOf = (hash: Sha256) => join(folderOf(hash), hash.slice(2))

  const read = async (hash: Sha256): Promise<Uint8Array | null> => {
    const bytes = await guarded(() => readFile(pathOf(hash)).catch(nullWhenMissing))
    if (bytes && (await sha256Aside(bytes)) !== hash) throw new BlobCorrupt(hash)
    return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  const intact = async (hash: Sha256): Promise<boolean> => {
    try {
      return (await read(hash)) !== null
    } catch (error) {
      if (error instanceof BlobCorrupt) return false
      throw error
    }
  }
  const write = async (hash: Sha256, bytes: Uint8Array): Promise<void> => {
    const folder = folderOf(hash)
    if (await mkdir(folder, { recursive: true })) await syncFolder(dir)
    const temporary = join(incoming, `${hash}.${randomUUID()}`)
    try {
      await writeSynced(temporary, bytes)
      await rename(temporary, pathOf(hash))
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    await syncFolder(folder)
  }

  return {
    store: {
      async put(bytes) {
        const hash = await sha256Aside(bytes)
        // An intact file may still be unsynced by a put under way; a damaged one is healed.
        if (await intact(hash)) await guarded(() => syncFolder(folderOf(hash)))
        else await guarded(() => write(hash, bytes))
        return hash
      },
      get: read,
      has: (hash) => guarded(async () => (await stat(pathOf(hash)).catch(nullWhenMissing)) !== null),
    },
    probe: () =>
      guarded(async () => {
        const file = join(incoming, `probe.${randomUUID()}`)
        try {
          await writeSynced(file, new Uint8Array([1]))
        } finally {
          await rm(file, { force: true })
        }
      }),
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o640)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes a new name in the folder durable. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function removeLeftovers(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await stat(path).catch(nullWhenMissing)
    if (found && Date.now() - found.mtimeMs > leftoverAge) await rm(path, { force: true })
  }
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StorageUnavailable(`The blobs cannot be read or written: ${reason}`, { cause: error })
  }
}
