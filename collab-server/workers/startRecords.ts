import {
  buildPackage,
  dispatchOf,
  openTarget,
  readManifest,
  type OpenTarget,
  type PrintLocale,
  type TargetSettings,
} from '@glosa/records'
import { recordReferenceOf, supersededBy, type OfficeLog } from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import { deliveryIdOf } from '../commands/lockMaterial.ts'
import { createRecordsDesk, type RecordsDesk } from '../commands/recordsDesk.ts'
import { createRecordsLinks, exchangeLogOf, numberBookOf } from '../commands/recordsLink.ts'
import type { Metrics } from '../metrics.ts'
import { isToBeNumbered, startDeliveryWorker, type DeliveryTarget } from './deliveryWorker.ts'
import type { Renditions } from './renditions.ts'
import type { GivingWay } from './givingWay.ts'
import { startRecordsUpkeep } from './recordsUpkeep.ts'

/** Everything that brings versions to the records systems and looks after them there. */
export interface Records {
  readonly desk: RecordsDesk
  /** Has the delivery worker look now. */
  wake(): void
  close(): Promise<void>
}

export interface RecordsSetting {
  readonly targets: readonly TargetSettings[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly officeLog: OfficeLog
  readonly fixityEveryMs: number
  readonly givingWay: GivingWay
  readonly log: Logger
  readonly metrics: Metrics
  /** Makes the PDFs of versions, sealed if the office seals. */
  readonly renditions: Renditions
  readonly locale: PrintLocale
  readonly softwareVersion: string
  /** Whether a delivery has to wait for a seal that somebody must order. */
  readonly holds: NonNullable<DeliveryTarget['holds']>
  /** Hears of the office's own certificates for the records systems, from time to time. */
  readonly lookedAt: Parameters<typeof startRecordsUpkeep>[1]['lookedAt']
}

/**
 * Builds the adapters, and starts the delivery worker and the upkeep.
 * @throws Error when a secret of a records system cannot be read
 */
export function startRecords(context: CommandContext, setting: RecordsSetting): Records {
  const { env, officeLog, fixityEveryMs, givingWay, log, metrics, renditions } = setting
  const { locale, softwareVersion, holds, lookedAt } = setting
  const { now, blobs } = context
  const links = createRecordsLinks({ officeLog, now })
  const targets = setting.targets.map((settings): OpenTarget => {
    const ports = {
      now,
      softwareVersion,
      exchanges: exchangeLogOf(links, settings.name),
      numbers: numberBookOf(links, settings.name),
    }
    const fault = (text: string): never => {
      throw new Error(text)
    }
    return openTarget(settings, ports, { env, fault })
  })

  const worker = startDeliveryWorker(
    context,
    (name) => {
      const target = targets.find((candidate) => candidate.name === name)
      if (!target) return null
      const { system, order, after } = target
      const { sealed: render, extras } = renditions
      const ports = { blobs, system, locale, now, render, extras }
      return { ports, order, holds, ...(after === null ? {} : { after }) }
    },
    log,
    metrics,
    givingWay,
  )
  const upkeep = startRecordsUpkeep(context, { officeLog, links, targets, fixityEveryMs, log, metrics, lookedAt })

  const desk = createRecordsDesk(context, {
    targets,
    links,
    fixityState: upkeep.fixityState,
    checkFixity: upkeep.checkFixity,
    filesOf: (manifest) => readManifest(manifest).files,
    awaitsSeal(material, delivery) {
      const target = targets.find(({ name }) => name === delivery.target)
      return target !== undefined && !isToBeNumbered(delivery, target.system) && holds(material, delivery)
    },
    async dispatchFor(frozen, material, target) {
      const known = material.deliveries.find((each) => each.target === target && each.version === frozen.version)
      const id = known?.id ?? deliveryIdOf(frozen.materialId, frozen.version, target)
      const reference = recordReferenceOf(material.deliveries, frozen.version)
      const recordNumber = reference?.referenceNumber ?? null
      const asset = (blob: Parameters<typeof blobs.get>[0]) => blobs.get(blob)
      // A try makes no seal.
      const pdf = await renditions.print(frozen, recordNumber)
      const supersedes = supersededBy(material.deliveries, { target, version: frozen.version })
      return dispatchOf(await buildPackage(frozen, pdf, id, asset), { id }, { reference, supersedes, language: locale })
    },
    wake: () => worker.wake(),
  })
  return {
    desk,
    wake: () => worker.wake(),
    async close() {
      await worker.close()
      await upkeep.close()
    },
  }
}
