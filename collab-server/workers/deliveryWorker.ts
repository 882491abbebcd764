import { deliverOnce, type DeliveryPorts } from '@glosa/records'
import { isRefused, type MaterialId, type RecordsDelivery, systemStamp } from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import { decideAndAppend } from '../commands/decideAndAppend.ts'
import type { Metrics } from '../metrics.ts'

/** Brings locked versions to the records system, one step at a time. */
export interface DeliveryWorker {
  /** Looks for work now; a look that is running is followed by another. */
  wake(): void
  /** Stops after the step in progress. */
  close(): Promise<void>
}

const lookEveryMs = 2_000

/**
 * Each step ends in an event, so that a kill between any two resumes where the history says. The
 * worker holds no state of its own.
 */
export function startDeliveryWorker(
  context: CommandContext,
  portsOf: (target: string) => DeliveryPorts | null,
  log: Logger,
  metrics: Metrics,
): DeliveryWorker {
  let isClosed = false
  let running: Promise<void> | null = null
  let isAskedAgain = false

  const look = async (): Promise<void> => {
    do {
      isAskedAgain = false
      for (const materialId of await context.projections.deliveriesDue(context.now())) {
        if (isClosed) return
        await deliverMaterial(materialId)
      }
    } while (isAskedAgain && !isClosed)
  }

  const deliverMaterial = async (materialId: MaterialId): Promise<void> => {
    for (;;) {
      if (isClosed) return
      const loaded = await context.materials.load(materialId)
      const delivery = loaded?.material.deliveries.find((candidate) => isDue(candidate, context.now()))
      const version = loaded?.material.versions.find(({ number }) => number === delivery?.version)
      const ports = delivery && portsOf(delivery.target)
      // A system that is no longer configured keeps its deliveries waiting, visible on the material.
      if (!delivery || !version || !ports) return
      const event = await deliverOnce(delivery, version, ports)
      if (!event) return
      metrics.deliverySteps.inc({ outcome: event.type })
      const done = await decideAndAppend(context, systemStamp, materialId, (material) => {
        const current = material.deliveries.find(({ id }) => id === delivery.id)
        // Somebody else did this step meanwhile: theirs counts, the step itself is idempotent.
        return current?.state === delivery.state && current.attempts === delivery.attempts ? [event] : []
      })
      if (isRefused(done)) return
      log.info({ materialId, deliveryId: delivery.id, event: event.type }, 'delivery step')
    }
  }

  const wake = () => {
    isAskedAgain = true
    running ??= look()
      .catch((error: unknown) => log.error({ err: error }, 'deliveries could not be looked at'))
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(wake, lookEveryMs)
  timer.unref()
  wake()
  return {
    wake,
    async close() {
      isClosed = true
      clearInterval(timer)
      await running
    },
  }
}

const isDue = (delivery: RecordsDelivery, now: number): boolean =>
  'nextAttemptAt' in delivery && delivery.nextAttemptAt <= now
