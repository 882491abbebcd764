/**
 * A program for tests: the delivery worker of the server on a real storage, which kills its process with SIGKILL at
 * the moment named. Run again it resumes; it ends with 0 once the delivery is registered.
 * Arguments: folder, moment, and as JSON `{mongo?: {url, databaseName}, target?: settings of a records system}`;
 * without them SQLite and a folder. A moment is one of the delivery, of the adapter, of an append
 * (`before-…`, `after-…`) or of a message (`opened …`, `answered …`).
 */
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { appendFirst } from '@glosa/collab-server/commands/decideAndAppend.ts'
import { createMaterials } from '@glosa/collab-server/commands/materials.ts'
import { createOfficeSettings } from '@glosa/collab-server/commands/officeSettings.ts'
import { createTexts } from '@glosa/collab-server/commands/texts.ts'
import type { CommandContext } from '@glosa/collab-server/commands/context.ts'
import { createMeetings } from '@glosa/collab-server/commands/meetings/meetings.ts'
import { createReadings } from '@glosa/collab-server/commands/readings.ts'
import { createRecordsLinks, exchangeLogOf, numberBookOf } from '@glosa/collab-server/commands/recordsLink.ts'
import { createMetrics } from '@glosa/collab-server/metrics.ts'
import { startDeliveryWorker } from '@glosa/collab-server/workers/deliveryWorker.ts'
import { createGivingWay } from '@glosa/collab-server/workers/givingWay.ts'
import { repairProjections } from '@glosa/collab-server/workers/repairProjections.ts'
import { instant, isRefused, systemStamp, type DeliveryId, type MaterialLog } from '@glosa/domain/model'
import { folderRecordsSystem, openTarget, sha256Of, versionBytesOf, type TargetSettings } from '@glosa/records'
import * as sample from '../../records/sampleVersion.ts'
import { openMongoStorage, openSqliteStorage } from '@glosa/storage'
import pino from 'pino'
import { until } from './glosaProcess.ts'

interface Options {
  readonly mongo?: { readonly url: string; readonly databaseName: string }
  readonly target?: TargetSettings
}

const [, , folder = '', killAt = '', options = '{}'] = process.argv
const { mongo, target }: Options = JSON.parse(options)
const dieAt = (moment: string): void => {
  if (moment !== killAt) return
  // What was compiled serves the next run; a kill would throw it away.
  flushCompileCache()
  process.kill(process.pid, 'SIGKILL')
}
const now = () => instant(Date.now())

const dataDir = join(folder, 'data')
const storage = mongo ? await openMongoStorage({ ...mongo, blobs: 'gridfs' }) : await openSqliteStorage({ dataDir })

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
  const deliveries = [{ id: sha256Of('delivery') as string as DeliveryId, target: target?.name ?? 'folder' }]
  const locked = { type: 'material-locked', version: { number: 1, hash, parts: [] }, deliveries } as const
  const done = await appendFirst(context, systemStamp, frozen.materialId, [locked])
  if (isRefused(done)) throw new Error(done.refused)
}
// As at the start of a server: a kill between the record and the list leaves the list behind.
await repairProjections(context)

const links = createRecordsLinks({ officeLog: storage.officeLog, now })
const exchanges = exchangeLogOf(links, target?.name ?? 'folder')
const operations = new Map<string, string>()
const system = target
  ? openTarget(
      target,
      {
        now,
        softwareVersion: 'test',
        numbers: numberBookOf(links, target.name),
        onStep: dieAt,
        exchanges: {
          async opened(request) {
            const id = await exchanges.opened(request)
            operations.set(id, request.operation)
            dieAt(`opened ${request.operation}`)
            return id
          },
          async answered(id, answer) {
            dieAt(`answered ${operations.get(id)}`)
            await exchanges.answered(id, answer)
          },
        },
      },
      {
        env: process.env,
        fault: (text) => {
          throw new Error(text)
        },
      },
    ).system
  : folderRecordsSystem({ folder: join(folder, 'records'), selfReceipt: true, now, onStep: dieAt })
// Printing is killed with the folder; the other records systems need only some bytes.
const render = async (_version: unknown, number: string | null) => Buffer.from(`%PDF-1.7 ${number ?? ''}`)
const worker = startDeliveryWorker(
  context,
  () => ({
    ports: { blobs: storage.blobs, system, now, onStep: dieAt, ...(target ? { render } : {}) },
    order: 'each-material',
  }),
  pino({ level: 'silent' }),
  createMetrics(),
  createGivingWay(),
)
await until(
  async () => (await context.materials.load(frozen.materialId))?.material.deliveries[0]?.state === 'registered',
)
await worker.close()
await storage.close()
