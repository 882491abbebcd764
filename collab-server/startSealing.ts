import { awaitsSeal, canonicalJson, type Instant, type Material, type RecordsDelivery } from '@glosa/domain/model'
import { readSignedCopy, transactionLogOf, webAnnotationsOf } from '@glosa/records'
import type { Logger } from 'pino'
import type { CommandContext } from './commands/context.ts'
import type { Config } from './config.ts'
import type { SealDesk } from './http/seals.ts'
import type { Metrics } from './metrics.ts'
import { createOfficeSeal, type OfficeSeal, type SealStatus } from './officeSeal.ts'
import type { GivingWay } from './workers/givingWay.ts'
import { createRenditions, type Renditions } from './workers/renditions.ts'
import { startSealWorker } from './workers/sealWorker.ts'

/** Printing and sealing, put together. */
export interface Sealing {
  readonly officeSeal: OfficeSeal
  readonly renditions: Renditions
  readonly desk: SealDesk
  /** Whether a delivery has to wait until somebody orders the seal. */
  readonly holds: (material: Material, delivery: RecordsDelivery) => boolean
  close(): Promise<void>
}

/**
 * @param deps.sealed called after an ordered seal, for the deliveries that wait for it
 * @param deps.lookedAt hears how the seal stands, from time to time
 */
export function startSealing(
  {
    seal,
    print,
    officeName,
    dataDir,
    softwareVersion,
    language,
  }: Pick<Config, 'seal' | 'print' | 'language' | 'officeName' | 'dataDir' | 'softwareVersion'>,
  context: CommandContext,
  {
    givingWay,
    log,
    metrics,
    sealed,
    lookedAt,
  }: {
    readonly givingWay: GivingWay
    readonly log: Logger
    readonly metrics: Metrics
    readonly sealed: () => void
    readonly lookedAt: (status: SealStatus) => Promise<void>
  },
): Sealing {
  const officeSeal = createOfficeSeal(seal, { name: officeName, dataDir }, context.now)
  const { office, packageFiles } = print
  const identity = office && { name: officeName, ...office }
  const renditions = createRenditions(context, officeSeal, {
    locale: language,
    identity,
    packageFiles,
    softwareVersion,
  })
  const worker = startSealWorker(context, { officeSeal, renditions, givingWay, log, metrics, sealed, lookedAt })
  const waits = officeSeal.isConfigured && officeSeal.mode === 'ordered'
  return {
    officeSeal,
    renditions,
    holds(material, delivery) {
      return waits && awaitsSeal(material, delivery)
    },
    desk: {
      isConfigured: officeSeal.isConfigured,
      async status() {
        const { source, level, mode, certificate, daysLeft, timestampHost, warnings } = await officeSeal.status()
        return {
          source,
          mode,
          level: source && level,
          certificate,
          daysLeft,
          timestampAuthority: timestampHost,
          warnings: [...warnings],
        }
      },
      wake: () => worker.wake(),
      readSigned: (bytes, original) => readSignedCopy(bytes, original, seal.trusted),
      transactionLog(records, { id, number, title }) {
        const createdAt = records.at(-1)?.at ?? (0 as Instant)
        const material = { id: id as Material['id'], number, title }
        return transactionLogOf(records, { material, source: 'GLOSA', createdAt, softwareVersion })
      },
      annotations: (frozen) => Buffer.from(canonicalJson(webAnnotationsOf(frozen)), 'utf8'),
    },
    close: () => worker.close(),
  }
}
