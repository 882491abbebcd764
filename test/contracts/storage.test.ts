import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe } from 'vitest'
import type { Sha256, OfficeStorage } from '@glosa/domain/model'
import { memoryBlobs, openMemoryStorage, openMongoStorage, openSqliteStorage } from '@glosa/storage'
import { startFerretDb } from '../support/ferretdb.ts'
import type { RunningDatabase } from '../support/ferretdb.ts'
import { describeStorage } from './storage.ts'
import type { OpenedStorage } from './storage.ts'

describeStorage(
  'memory',
  async () => {
    const kept = new Map<string, Uint8Array>()
    const storage = { ...(await openMemoryStorage()), blobs: memoryBlobs(kept) }
    return {
      storage,
      reopen: null,
      async damageBlob(hash) {
        const bytes = kept.get(hash)
        if (bytes) kept.set(hash, flipped(bytes))
      },
      dispose: () => storage.close(),
    }
  },
  { reopens: false },
)

describeStorage(
  'SQLite',
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'glosa-sqlite-'))
    return opened(
      () => openSqliteStorage({ dataDir }),
      (hash) => damageFile(join(dataDir, 'blobs'), hash),
      () => rm(dataDir, { recursive: true }),
    )
  },
  { reopens: true },
)

describe('MongoDB protocol', () => {
  let server: RunningDatabase | undefined
  beforeAll(async () => {
    server = await startFerretDb()
  })
  afterAll(() => server?.stop())
  const url = () => server?.url ?? ''

  describeStorage(
    'with blobs in GridFS',
    async () => {
      const databaseName = `glosa_${randomUUID().slice(0, 8)}`
      return opened(
        () => openMongoStorage({ url: url(), databaseName, blobs: 'gridfs' }),
        (hash) => damageGridFs(url(), databaseName, hash),
        () => dropDatabase(url(), databaseName),
      )
    },
    { reopens: true },
  )

  describeStorage(
    'with blobs on disk',
    async () => {
      const databaseName = `glosa_${randomUUID().slice(0, 8)}`
      const dir = await mkdtemp(join(tmpdir(), 'glosa-blobs-'))
      return opened(
        () => openMongoStorage({ url: url(), databaseName, blobs: { dir } }),
        (hash) => damageFile(dir, hash),
        async () => {
          await dropDatabase(url(), databaseName)
          await rm(dir, { recursive: true })
        },
      )
    },
    { reopens: true, isSameButForBlobs: true },
  )
})

async function opened(
  open: () => Promise<OfficeStorage>,
  damageBlob: (hash: Sha256) => Promise<void>,
  remove: () => Promise<void>,
): Promise<OpenedStorage> {
  let current = await open()
  return {
    storage: current,
    async reopen() {
      await current.close()
      current = await open()
      return current
    },
    damageBlob,
    async dispose() {
      await current.close()
      await remove()
    },
  }
}

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, index) => (index === 100 ? byte ^ 1 : byte))

async function damageFile(dir: string, hash: Sha256): Promise<void> {
  const path = join(dir, hash.slice(0, 2), hash.slice(2))
  await writeFile(path, flipped(await readFile(path)))
}

async function withClient(url: string, work: (client: MongoClient) => Promise<unknown>): Promise<void> {
  const client = new MongoClient(url, { retryWrites: false, promoteBuffers: true })
  try {
    await work(client)
  } finally {
    await client.close()
  }
}

const dropDatabase = (url: string, name: string) => withClient(url, (client) => client.db(name).dropDatabase())

const damageGridFs = (url: string, name: string, hash: Sha256) =>
  withClient(url, async (client) => {
    const db = client.db(name)
    const file = await db.collection('blobs.files').findOne({ filename: hash })
    const chunks = db.collection<{ data: Uint8Array }>('blobs.chunks')
    const chunk = await chunks.findOne({ files_id: file?._id, n: 0 })
    if (!chunk) throw new Error('no chunk to damage')
    await chunks.updateOne({ _id: chunk._id }, { $set: { data: flipped(chunk.data) } })
  })
