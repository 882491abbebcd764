/**
 * A program for tests: brings one delivery as far as it goes, keeping its history in a file, and
 * kills itself with SIGKILL at the moment named in the second argument. Run again, it resumes.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import {
  applyRecord,
  emptyMaterial,
  systemStamp,
  type BlobStore,
  type DeliveryId,
  type Instant,
  type MaterialEvent,
} from '@glosa/domain/model'
import { folderRecordsSystem } from '../folder/folderRecordsSystem.ts'
import * as sample from '../sampleVersion.ts'
import { sha256Of, versionBytesOf } from '../versionHash.ts'
import { deliverOnce } from './deliverOnce.ts'

const [, , folder = '', killAt = ''] = process.argv
const history = path.join(folder, 'history.jsonl')
const at = Date.UTC(2026, 10, 21) as Instant

const dieAt = (moment: string): void => {
  if (moment === killAt) process.kill(process.pid, 'SIGKILL')
}

const blobFolder = path.join(folder, 'blobs')
await mkdir(blobFolder, { recursive: true })
const blobs: BlobStore = {
  async put(bytes) {
    const hash = sha256Of(bytes)
    await writeFile(path.join(blobFolder, `${hash}.part`), bytes)
    await rename(path.join(blobFolder, `${hash}.part`), path.join(blobFolder, hash))
    return hash
  },
  get: async (hash) => (existsSync(path.join(blobFolder, hash)) ? readFile(path.join(blobFolder, hash)) : null),
  has: async (hash) => existsSync(path.join(blobFolder, hash)),
}

const append = (event: MaterialEvent): void => appendFileSync(history, `${JSON.stringify(event)}\n`)
const frozen = sample.version({
  comments: sample.wholeVersion().comments.slice(0, 2),
  parts: [sample.bodyPart(sample.resolution)],
})
if (!existsSync(history)) {
  const hash = await blobs.put(versionBytesOf(frozen))
  append({
    type: 'material-locked',
    version: { number: 1, hash, parts: [] },
    deliveries: [{ id: sha256Of('delivery') as string as DeliveryId, target: 'folder' }],
  })
}

const system = folderRecordsSystem({
  folder: path.join(folder, 'records'),
  selfReceipt: true,
  now: () => at,
  onStep: dieAt,
})
for (;;) {
  const events: MaterialEvent[] = readFileSync(history, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const material = events.reduce(
    (folded, event, index) => applyRecord(folded, { sequence: index + 1, at, by: systemStamp, events: [event] }),
    emptyMaterial(frozen.materialId),
  )
  const [delivery] = material.deliveries
  const [version] = material.versions
  if (!delivery || !version) throw new Error('the history has no delivery')
  const event = await deliverOnce(delivery, version, { blobs, system, now: () => at, onStep: dieAt })
  if (!event) break
  dieAt(`before-${event.type}`)
  append(event)
  dieAt(`after-${event.type}`)
}
