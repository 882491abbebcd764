/**
 * A program for tests: the delivery worker of the server on a real storage, which kills its process with SIGKILL at
 * the moment named. Run again it resumes; it ends with 0 once the delivery is registered.
 * Arguments: folder, moment, and for the MongoDB protocol URL and name of a database.
 */
import { join } from 'node:path'
import { appendFirst } from '@glosa/collab-server/commands/decideAndAppend.ts'
import { createMaterials } from '@glosa/collab-server/commands/materials.ts'
import { createOfficeSettings } from '@glosa/collab-server/commands/officeSettings.ts'
import { createTexts } from '@glosa/collab-server/commands/texts.ts'
import type { CommandContext } from '@glosa/collab-server/commands/context.ts'
import { createMeetings } from '@glosa/collab-server/commands/meetings/meetings.ts'
import { createReadings } from '@glosa/collab-server/commands/readings.ts'
import { createMetrics } from '@glosa/collab-server/metrics.ts'
import { startDeliveryWorker } from '@glosa/collab-server/workers/deliveryWorker.ts'
import { repairProjections } from '@glosa/collab-server/workers/repairProjections.ts'
import { instant, isRefused, systemStamp, type DeliveryId, type MaterialLog } from '@glosa/domain/model'
import { folderRecordsSystem, sha256Of, versionBytesOf } from '@glosa/records'
import * as sample from '../../records/sampleVersion.ts'
import { openMongoStorage, openSqliteStorage } from '@glosa/storage'
import pino from 'pino'
import { until } from './glosaProcess.ts'

const [, , folder = '', killAt = '', url, databaseName = 'glosa'] = process.argv
const dieAt = (moment: string): void => {
  if (moment === killAt) process.kill(process.pid, 'SIGKILL')
}
const now = () => instant(Date.now())

const dataDir = join(folder, 'data')
const storage = url
  ? await openMongoStorage({ url, databaseName, blobs: 'gridfs' })
  : await openSqliteStorage({ dataDir })

const materialLog: MaterialLog = {
  ...storage.materialLog,
  async append(record) {
    const step = record.events.map(({ type }) => type).join()
    dieAt(`before-${step}`)
    const answer = await storage.materialLog.append(record)
    dieAt(`after-${step}`)
    return answer
  },
}
const unused = () => {
  throw new Error('a delivery needs no live text')
}
const live = { read: unused, look: unused, edit: unused, closeGate: unused, found: unused }
const context: CommandContext = {
  materials: createMaterials(materialLog),
  materialLog,
  meetings: createMeetings({ officeLog: storage.officeLog, now }, () => {}),
  readings: createReadings({ officeLog: storage.officeLog, now }),
  projections: storage.projections,
  blobs: storage.blobs,
  live,
  texts: createTexts(live),
  settings: createOfficeSettings({ officeLog: storage.officeLog, now }),
  announcer: {
    announce: () => {},
    announceMeeting: () => {},
    sessionEnded: () => {},
    sessionChanged: () => {},
    standingIn: () => {},
  },
  now,
  newId: unused,
  deliveryTargets: ['folder'],
  findUnshowable: async () => [],
  fileIn: () => null,
  templateDoc: unused,
  projectionFailed: (_materialId, error) => {
    throw error
  },
}

const frozen = sample.version({ parts: [sample.bodyPart(sample.resolution)] })
if (!(await context.materials.load(frozen.materialId))) {
  const hash = await storage.blobs.put(versionBytesOf(frozen))
  const deliveries = [{ id: sha256Of('delivery') as string as DeliveryId, target: 'folder' }]
  const locked = { type: 'material-locked', version: { number: 1, hash, parts: [] }, deliveries } as const
  const done = await appendFirst(context, systemStamp, frozen.materialId, [locked])
  if (isRefused(done)) throw new Error(done.refused)
}
// As at the start of a server: a kill between the record and the list leaves the list behind.
await repairProjections(context)

const system = folderRecordsSystem({ folder: join(folder, 'records'), selfReceipt: true, now, onStep: dieAt })
const worker = startDeliveryWorker(
  context,
  () => ({ ports: { blobs: storage.blobs, system, now, onStep: dieAt }, order: 'each-material' }),
  pino({ level: 'silent' }),
  createMetrics(),
)
await until(
  async () => (await context.materials.load(frozen.materialId))?.material.deliveries[0]?.state === 'registered',
)
await worker.close()
await storage.close()
