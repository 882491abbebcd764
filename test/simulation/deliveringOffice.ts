import {
  instant,
  stampOf,
  type DeliveryId,
  type MaterialId,
  type RecordsDelivery,
  type Sha256,
} from '@glosa/domain/model'
import { appendFirst, decideAndAppend } from '@glosa/collab-server/commands/decideAndAppend.ts'
import { createMaterials } from '@glosa/collab-server/commands/materials.ts'
import type { CommandContext } from '@glosa/collab-server/commands/context.ts'
import { createRecordsDesk, type RecordsTarget } from '@glosa/collab-server/commands/recordsDesk.ts'
import { createRecordsLinks } from '@glosa/collab-server/commands/recordsLink.ts'
import { createMetrics } from '@glosa/collab-server/metrics.ts'
import { startDeliveryWorker, type DeliveryTarget } from '@glosa/collab-server/workers/deliveryWorker.ts'
import { createGivingWay } from '@glosa/collab-server/workers/givingWay.ts'
import { startRecordsUpkeep } from '@glosa/collab-server/workers/recordsUpkeep.ts'
import { buildPackage, dispatchOf, readManifest, sha256Of, versionBytesOf } from '@glosa/records'
import { openMemoryStorage } from '@glosa/storage'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import * as sample from '../../records/sampleVersion.ts'
import { secretary, start } from '../support/people.ts'
import type { OtherEnd } from './otherEnd.ts'

/** An office with materials that were locked one after the other, and records systems that they go to. */
export async function deliveringOffice(
  targets: Readonly<Record<string, Partial<DeliveryTarget> & { readonly system: OtherEnd }>>,
  log = silent,
  givingWay = createGivingWay(),
) {
  const storage = await openMemoryStorage()
  const clock = { now: start }
  const now = () => clock.now
  const context = {
    materials: createMaterials(storage.materialLog),
    materialLog: storage.materialLog,
    projections: storage.projections,
    blobs: storage.blobs,
    now,
    announcer: {
      announce: () => undefined,
      announceMeeting: () => undefined,
      sessionEnded: () => undefined,
      sessionChanged: () => undefined,
      standingIn: () => undefined,
    },
    projectionFailed: (_id: MaterialId, error: unknown) => {
      throw error
    },
  } as Partial<CommandContext> as CommandContext
  const render = async (frozen: { materialNumber: string }, number: string | null) =>
    Buffer.from(`%PDF ${frozen.materialNumber} ${number ?? ''}`)
  const names = Object.keys(targets)

  const materialIdOf = (number: number) => `material${String(number).padStart(12, '0')}` as MaterialId
  const deliveryOf = (number: number, target = names[0] ?? '', version = 1) =>
    sha256Of(`${number}/${version}/${target}`) as string as DeliveryId

  async function lock(number: number, version = 1): Promise<void> {
    clock.now = instant(clock.now + 1_000)
    const materialId = materialIdOf(number)
    const frozen = sample.version({ materialId, materialNumber: `M${number}`, version, lockedAt: clock.now })
    const hash = await storage.blobs.put(versionBytesOf(frozen))
    const event = {
      type: 'material-locked',
      version: { number: version, hash, parts: [] },
      deliveries: names.map((target) => ({ id: deliveryOf(number, target, version), target })),
    } as const
    if (version > 1) await decideAndAppend(context, stampOf(secretary), materialId, () => [event])
    else await appendFirst(context, stampOf(secretary), materialId, [event])
  }

  const worker = startDeliveryWorker(
    context,
    (name) => {
      const target = targets[name]
      if (!target) return null
      const { system, order = 'each-material', after, holds } = target
      const more = { ...(after ? { after } : {}), ...(holds ? { holds } : {}) }
      return { ports: { blobs: storage.blobs, system, now, render }, order, ...more }
    },
    log,
    createMetrics(),
    givingWay,
  )
  onTestFinished(() => worker.close())

  async function work(aheadMs = 0): Promise<void> {
    clock.now = instant(clock.now + aheadMs)
    worker.wake()
    await worker.idle()
  }

  const delivery = async (number: number, target = names[0] ?? '', version = 1): Promise<RecordsDelivery> => {
    const material = (await context.materials.load(materialIdOf(number)))?.material
    const found = material?.deliveries.find((each) => each.target === target && each.version === version)
    if (!found) throw new Error('no such delivery')
    return found
  }
  return { storage, context, clock, lock, work, worker, delivery, deliveryOf, materialIdOf, render }
}

/** The same with one records system, its upkeep and the desk of a records manager. */
export async function officeWithUpkeep(system: OtherEnd) {
  const all = await deliveringOffice({ records: { system } })
  const { storage, context, materialIdOf } = all
  const links = createRecordsLinks({ officeLog: storage.officeLog, now: context.now })
  const more = {
    kind: 'folder',
    label: 'Spisová služba',
    endpoint: '/srv',
    order: 'each-material',
    after: null,
    certificate: null,
  } as const
  const targets: RecordsTarget[] = [{ name: 'records', ...more, system }]
  const upkeep = startRecordsUpkeep(context, {
    officeLog: storage.officeLog,
    links,
    targets,
    fixityEveryMs: 86_400_000,
    log: silent,
    metrics: createMetrics(),
    lookedAt: async () => undefined,
  })
  onTestFinished(() => upkeep.close())
  const asset = (blob: Sha256) => storage.blobs.get(blob)
  const desk = createRecordsDesk(context, {
    targets,
    links,
    fixityState: upkeep.fixityState,
    checkFixity: upkeep.checkFixity,
    filesOf: (manifest) => readManifest(manifest).files,
    awaitsSeal: () => false,
    async dispatchFor(frozen) {
      const id = sha256Of('dry') as string as DeliveryId
      const parcel = await buildPackage(frozen, await all.render(frozen, null), id, asset)
      return dispatchOf(parcel, { id }, { reference: null, supersedes: null, language: 'cs' })
    },
    wake: () => undefined,
  })
  const typesOf = async (number: number) =>
    (await storage.materialLog.read(materialIdOf(number), 0)).flatMap(({ events }) => events.map(({ type }) => type))
  return { ...all, upkeep, desk, links, typesOf }
}

const silent = pino({ level: 'silent' })
