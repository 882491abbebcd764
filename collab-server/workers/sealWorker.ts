import { nextAttemptAt, readFrozenVersion, sealProblemOf } from '@glosa/records'
import {
  isRefused,
  recordReferenceOf,
  systemStamp,
  type Material,
  type MaterialId,
  type MaterialVersion,
} from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import { decideAndAppend } from '../commands/decideAndAppend.ts'
import type { Metrics } from '../metrics.ts'
import type { OfficeSeal, SealStatus } from '../officeSeal.ts'
import { pause, type GivingWay } from './givingWay.ts'
import { renewTimestamps } from './renewTimestamps.ts'
import type { Renditions } from './renditions.ts'

/** Makes the seals that people ordered, one after the other, behind everything else. */
export interface SealWorker {
  /** Looks for work now. */
  wake(): void
  /** Stops after the seal in progress. */
  close(): Promise<void>
}

const lookEveryMs = 5_000
const watchEveryMs = 6 * 3_600_000
const renewEveryMs = 24 * 3_600_000

/**
 * The orders are in the histories of the materials; the worker holds nothing of its own. It prints
 * with the lowest priority, one version at a time, and rests between them while people write, so that they do not notice
 * a hundred.
 * It also watches the certificate: what is wrong with it is told in the log, the
 * metrics and notices, and renews timestamps before they end.
 */
export function startSealWorker(
  context: CommandContext,
  {
    officeSeal,
    renditions,
    givingWay,
    log,
    metrics,
    sealed,
    lookedAt,
  }: {
    readonly officeSeal: OfficeSeal
    readonly renditions: Renditions
    readonly givingWay: GivingWay
    readonly log: Logger
    readonly metrics: Metrics
    /** Called after a seal: a delivery may have waited for it. */
    readonly sealed: () => void
    /** Hears how the seal of the office stands. */
    readonly lookedAt: (status: SealStatus) => Promise<void>
  },
): SealWorker {
  let isClosed = false
  let running: Promise<void> | null = null
  let isAskedAgain = false
  const closing = new AbortController()

  const look = async (): Promise<void> => {
    do {
      isAskedAgain = false
      for (const materialId of await context.projections.deliveriesDue(context.now())) {
        for (;;) {
          if (isClosed) return
          const material = (await context.materials.load(materialId))?.material
          const version = material?.versions.find(
            ({ sealOrder }) => sealOrder && sealOrder.nextAttemptAt <= context.now(),
          )
          if (!material || !version) break
          const beganAt = performance.now()
          const isSealed = await sealVersion(material, version)
          await pause(givingWay.restAfter(performance.now() - beganAt), closing.signal)
          if (!isSealed) break
        }
      }
    } while (isAskedAgain && !isClosed)
  }

  /** @returns whether the seal was made */
  const sealVersion = async (material: Material, version: MaterialVersion): Promise<boolean> => {
    try {
      const frozen = await readFrozenVersion(version.hash, context.blobs)
      const reference = recordReferenceOf(material.deliveries, version.number)
      await renditions.sealed(frozen, reference?.referenceNumber ?? reference?.registerNumber ?? null, true)
      log.info({ materialId: material.id, version: version.number }, 'version sealed')
      sealed()
      return await isOver(material.id, version.number)
    } catch (error) {
      const problem = (error instanceof Error ? error.message : String(error)).slice(0, 500)
      log.warn({ materialId: material.id, version: version.number, err: error }, 'the version could not be sealed')
      const attempts = version.sealOrder?.attempts ?? 0
      await decideAndAppend(context, systemStamp, material.id, (now) => {
        const order = now.versions.find(({ number }) => number === version.number)?.sealOrder
        return order?.attempts === attempts
          ? [
              {
                type: 'seal-failed',
                version: version.number,
                code: sealProblemOf(error),
                problem,
                nextAttemptAt: nextAttemptAt(attempts, context.now()),
              },
            ]
          : []
      })
      return false
    }
  }

  /** An order for a version that was sealed before is over too. */
  const isOver = async (materialId: MaterialId, number: number): Promise<boolean> => {
    const material = (await context.materials.load(materialId))?.material
    const version = material?.versions.find((one) => one.number === number)
    const seal = version?.sealOrder ? version.seals?.at(-1) : undefined
    if (!seal) return true
    const done = await decideAndAppend(context, systemStamp, materialId, () => [
      { type: 'version-sealed', version: number, seal },
    ])
    return !isRefused(done)
  }

  const wake = (): void => {
    isAskedAgain = true
    running ??= look()
      .catch((error: unknown) => log.error({ err: error }, 'orders of seals could not be looked at'))
      .finally(() => {
        running = null
      })
  }

  const watch = async (): Promise<void> => {
    const status = await officeSeal.status()
    const { certificate, daysLeft, warnings } = status
    if (daysLeft !== null) metrics.sealDaysLeft.set(daysLeft)
    for (const { code, detail } of warnings) {
      if (code === 'trial-certificate' || code === 'without-timestamp') continue
      log.warn({ code, detail, daysLeft, subject: certificate?.subject }, 'the seal of the office needs attention')
    }
    await lookedAt(status)
  }
  const tellWatch = (): void => {
    watch().catch((error: unknown) => log.error({ err: error }, 'the seal of the office could not be looked at'))
  }

  let renewing: Promise<unknown> | null = null
  const renew = (): void => {
    renewing ??= renewTimestamps(context, officeSeal, log, () => isClosed)
      .catch((error: unknown) => log.error({ err: error }, 'the timestamps of seals could not be renewed'))
      .finally(() => {
        renewing = null
      })
  }

  const timers: NodeJS.Timeout[] = []
  if (officeSeal.isConfigured) {
    timers.push(setInterval(wake, lookEveryMs), setInterval(tellWatch, watchEveryMs))
    if (officeSeal.renew) timers.push(setInterval(renew, renewEveryMs))
    for (const timer of timers) timer.unref()
    wake()
    tellWatch()
    if (officeSeal.renew) renew()
  }
  return {
    wake,
    async close() {
      isClosed = true
      closing.abort()
      for (const timer of timers) clearInterval(timer)
      await Promise.all([running, renewing])
    },
  }
}
