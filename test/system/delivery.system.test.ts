import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeliveryMoment } from '@glosa/records'
import { readManifest, sha256Of } from '@glosa/records'
import * as sample from '../../records/sampleVersion.ts'
import { openMongoStorage, openSqliteStorage } from '@glosa/storage'
import { instant, type OfficeStorage } from '@glosa/domain/model'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startFerretDb } from '../support/ferretdb.ts'
import { newFolder, removeFolder } from './glosaProcess.ts'

const program = join(import.meta.dirname, 'deliverUntilKilled.ts')

let folder = ''
beforeEach(async () => {
  folder = await newFolder()
})
afterEach(() => removeFolder(folder))

/** Runs the program to its end. @returns the exit code, or the signal that ended it */
const deliver = (killAt: string, options: object = {}): Promise<number | string | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', program, folder, killAt, JSON.stringify(options)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? code))
  })

/**
 * Every moment of a delivery, and whether a folder has it: it neither gives numbers beforehand nor is read back, which
 * the tests of the other records systems kill. One that is forgotten does not compile.
 */
const steps: Readonly<Record<DeliveryMoment, boolean>> = {
  reserving: false,
  reserved: false,
  loaded: true,
  rendered: true,
  packaged: true,
  stored: true,
  sending: true,
  answered: true,
  'receipt-stored': true,
  verifying: false,
  'read-back': false,
  finished: false,
}
/** In the order in which they come, with the appends between them. Each run resumes what the one before left. */
const moments = [
  'before-material-locked',
  'after-material-locked',
  'loaded',
  'rendered',
  'packaged',
  'stored',
  'before-delivery-prepared',
  'after-delivery-prepared',
  'sending',
  'written',
  'noted',
  'handed-over',
  'number-claimed',
  'receipt-written',
  'answered',
  'receipt-stored',
  'before-delivery-registered',
  'after-delivery-registered',
]

async function expectRegisteredOnce(storage: OfficeStorage): Promise<void> {
  const { materialId } = sample.version()
  const records = await storage.materialLog.read(materialId, 0)
  const types = records.flatMap(({ events }) => events.map(({ type }) => type))
  expect(types).toEqual(['material-locked', 'delivery-prepared', 'delivery-registered'])
  expect(records.map(({ previous }) => previous)).toEqual([null, records[0]?.hash, records[1]?.hash])
  const registered = records.at(-1)?.events[0]
  if (registered?.type !== 'delivery-registered') throw new Error('not registered')
  const { recordNumber, raw } = registered.receipt
  const receipt = await storage.blobs.get(raw)
  expect(Buffer.from(receipt ?? []).toString()).toContain(recordNumber)

  const outgoing = join(folder, 'records', 'outgoing')
  const [name = '', ...others] = await readdir(outgoing)
  expect(others).toEqual([])
  expect(await readdir(join(folder, 'records', 'numbers'))).toEqual([recordNumber])
  expect(await readdir(join(folder, 'records', 'receipts'))).toHaveLength(1)
  for (const file of readManifest(await readFile(join(outgoing, name, 'manifest.json'))).files) {
    expect(sha256Of(await readFile(join(outgoing, name, file.name)))).toBe(file.sha256)
  }
  // Nothing is left to do but to look at the delivered bytes again, in months.
  expect(await storage.projections.deliveriesDue(instant(Date.now() + 86_400_000))).toEqual([])
}

it('[SY21, RE21] a delivery that is killed at every moment in turn is registered once', async () => {
  const own = Object.entries(steps).flatMap(([moment, isOwn]) => (isOwn ? [moment] : []))
  expect(moments).toEqual(expect.arrayContaining(own))
  for (const moment of moments) expect(await deliver(moment), moment).toBe('SIGKILL')
  expect(await deliver('')).toBe(0)
  const storage = await openSqliteStorage({ dataDir: join(folder, 'data') })
  await expectRegisteredOnce(storage)
  await storage.close()
})

it('[SY21] also on the MongoDB protocol', async () => {
  const server = await startFerretDb()
  const databaseName = `glosa_delivery_${process.pid}`
  const mongo = { url: server.url, databaseName }
  try {
    for (const moment of moments.filter((name) => /^(before|after)-|stored|handed-over/.test(name))) {
      expect(await deliver(moment, { mongo }), moment).toBe('SIGKILL')
    }
    expect(await deliver('', { mongo })).toBe(0)
    const storage = await openMongoStorage({ url: server.url, databaseName, blobs: 'gridfs' })
    await expectRegisteredOnce(storage)
    await storage.close()
  } finally {
    await server.stop()
  }
})
