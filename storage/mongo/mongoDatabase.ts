import { MongoClient, MongoError, MongoServerError } from 'mongodb'
import type { Db } from 'mongodb'
import { StorageUnavailable } from '../storageErrors.ts'
import { cardShape } from './documents.ts'
import type {
  BodyRowsDocument,
  CardDocument,
  ChunkDocument,
  DirectoryDocument,
  FactorDocument,
  OfficeRecordDocument,
  NoticeDocument,
  NoticeProgressDocument,
  ProbeDocument,
  RecordDocument,
  SearchEntryDocument,
  SearchMaterialDocument,
  SeriesDocument,
  SessionDocument,
  ShortLivedCountDocument,
  ShortLivedDocument,
  SnapshotDocument,
  TakenNumberDocument,
} from './documents.ts'

/** How long a call may look for a server or wait for a majority before it counts as an outage (ms). */
const patience = 10_000

/** The collections, all read and written with the same promises. */
export type Collections = ReturnType<typeof collectionsOf>

/** An open database. */
export interface MongoDatabase {
  readonly db: Db
  readonly collections: Collections
  close(): Promise<void>
}

/**
 * Connects and creates the indexes. What is written is journaled by a majority before a call resolves. Retrying is left
 * to the callers, whose calls may be repeated, since FerretDB knows no retryable writes.
 * @throws StorageUnavailable
 */
export async function openMongoDatabase(url: string, databaseName: string): Promise<MongoDatabase> {
  const client = new MongoClient(url, {
    appName: 'glosa',
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: patience },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    retryWrites: false,
    promoteBuffers: true,
    serverSelectionTimeoutMS: patience,
    connectTimeoutMS: patience,
    socketTimeoutMS: 6 * patience,
  })
  try {
    await whileAvailable(() => client.connect())
    const db = client.db(databaseName)
    const collections = collectionsOf(db)
    await whileAvailable(() => createIndexes(collections))
    await whileAvailable(() => collections.cards.deleteMany({ shape: { $ne: cardShape } }))
    return { db, collections, close: () => client.close() }
  } catch (error) {
    await client.close()
    throw error
  }
}

const collectionsOf = (db: Db) => ({
  chunks: db.collection<ChunkDocument>('chunks'),
  records: db.collection<RecordDocument>('materialRecords'),
  officeRecords: db.collection<OfficeRecordDocument>('officeRecords'),
  bodyRows: db.collection<BodyRowsDocument>('bodyRows'),
  snapshots: db.collection<SnapshotDocument>('bodySnapshots'),
  cards: db.collection<CardDocument>('cards'),
  directory: db.collection<DirectoryDocument>('directory'),
  series: db.collection<SeriesDocument>('numberSeries'),
  takenNumbers: db.collection<TakenNumberDocument>('takenNumbers'),
  sessions: db.collection<SessionDocument>('sessions'),
  notices: db.collection<NoticeDocument>('notices'),
  noticeProgress: db.collection<NoticeProgressDocument>('noticeProgress'),
  searchEntries: db.collection<SearchEntryDocument>('searchEntries'),
  searchMaterials: db.collection<SearchMaterialDocument>('searchMaterials'),
  factors: db.collection<FactorDocument>('factors'),
  shortLived: db.collection<ShortLivedDocument>('shortLived'),
  shortLivedCounts: db.collection<ShortLivedCountDocument>('shortLivedCounts'),
  probes: db.collection<ProbeDocument>('probes'),
})

async function createIndexes(collections: Collections): Promise<void> {
  const { records, officeRecords, bodyRows, cards, sessions } = collections
  const { notices, noticeProgress, searchEntries, factors, shortLivedCounts } = collections
  await records.createIndex({ material: 1, sequence: 1 })
  await records.createIndex({ sequence: 1, material: 1 })
  await officeRecords.createIndex({ log: 1, sequence: 1 })
  await officeRecords.createIndex({ sequence: 1, log: 1 })
  await bodyRows.createIndex({ body: 1, first: 1 })
  await bodyRows.createIndex({ body: 1, last: 1 })
  await cards.createIndex({ audience: 1, updatedAt: -1 })
  await cards.createIndex({ taskAudience: 1 })
  await cards.createIndex({ deliveryDueAt: 1 })
  await cards.createIndex({ roundDueAt: 1 })
  await sessions.createIndex({ refreshHash: 1 })
  await sessions.createIndex({ previousRefreshHash: 1 })
  await sessions.createIndex({ personId: 1 })
  await factors.createIndex({ personId: 1 })
  await factors.createIndex({ factor: 1, revision: -1 })
  await shortLivedCounts.createIndex({ key: 1 })
  await notices.createIndex({ person: 1, at: -1 })
  await notices.createIndex({ mailState: 1, mailDueAt: 1 })
  await noticeProgress.createIndex({ wakeAt: 1 })
  await searchEntries.createIndex({ tokens: 1 })
  await searchEntries.createIndex({ material: 1 })
}

/**
 * Runs the work; what the database could not do is an outage.
 * @throws StorageUnavailable
 */
export async function whileAvailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof MongoError)) throw error
    throw new StorageUnavailable(`The database did not do it: ${error.message}`, { cause: error })
  }
}

/** Whether a write lost against a document with the same key. */
const isDuplicateKey = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11_000

/**
 * Inserts; the key decides who is first.
 * @returns false when a document with the key is there
 * @throws StorageUnavailable
 */
export const insertedFirst = (insert: () => Promise<unknown>): Promise<boolean> =>
  whileAvailable(async () => {
    try {
      await insert()
      return true
    } catch (error) {
      if (isDuplicateKey(error)) return false
      throw error
    }
  })
