import { deliverOnce, type DeliveryPorts } from '@glosa/records'
import {
  deliveryDueAt,
  holdsUpOthers,
  isOpenDelivery,
  isRefused,
  neverDue,
  recordReferenceOf,
  supersededBy,
  systemStamp,
  type DeliveryId,
  type Instant,
  type Material,
  type MaterialId,
  type RecordsDelivery,
  type RecordsSystem,
} from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import { decideAndAppend } from '../commands/decideAndAppend.ts'
import type { Metrics } from '../metrics.ts'
import { faultForLog } from './faultForLog.ts'
import { pause, type GivingWay } from './givingWay.ts'

/** One records system as the worker serves it. */
export interface DeliveryTarget {
  readonly ports: Omit<DeliveryPorts, 'reference' | 'supersedes' | 'onFault'>
  /**
   * Whether a delivery that is refused, unreachable or uncertain stops all later ones (`strict`:
   * NSESSS 8.1.16), or only those of its own material.
   */
  readonly order: 'strict' | 'each-material'
  /** Whether a delivery has to wait, for the seal of the office. */
  readonly holds?: (material: Material, delivery: RecordsDelivery) => boolean
  /** A records system that has to be finished with the version first: its number is printed here too. */
  readonly after?: string
}

/** Brings locked versions to the records systems, one step at a time. */
export interface DeliveryWorker {
  /** Looks for work now; a look that is running is followed by another. */
  wake(): void
  /** Waits until the look that is running, if any, has come to its end. */
  idle(): Promise<void>
  /** Stops after the step in progress. */
  close(): Promise<void>
}

const lookEveryMs = 2_000
/** Of the time that looks follow one another, at most a fifth is spent on finding what to do. */
const restPerSearch = 4
const longestRestMs = 1_000

interface Queued {
  readonly materialId: MaterialId
  readonly deliveryId: DeliveryId
  readonly version: number
  readonly lockedAt: Instant
}

/**
 * Each step ends in an event, so that a kill between any two resumes where the history says. The
 * worker holds no state of its own: the queue of a records system is what the histories say is
 * open, in the order of the locks. While people write it rests between two deliveries.
 */
export function startDeliveryWorker(
  context: CommandContext,
  targetOf: (target: string) => DeliveryTarget | null,
  log: Logger,
  metrics: Metrics,
  givingWay: GivingWay,
): DeliveryWorker {
  let isClosed = false
  let running: Promise<void> | null = null
  let isAskedAgain = false
  let restUntil = 0
  const closing = new AbortController()

  const look = async (): Promise<void> => {
    do {
      // A hundred versions that are locked or sealed one after the other ask for a hundred looks at all of them.
      await pause(restUntil - performance.now(), closing.signal)
      if (isClosed) return
      isAskedAgain = false
      if ((await context.projections.deliveriesDue(context.now())).length === 0) continue
      const searching = performance.now()
      const queues = await openQueues()
      const found = performance.now()
      restUntil = found + Math.min(longestRestMs, restPerSearch * (found - searching))
      // A records system that is away keeps nobody else waiting.
      const ends = await Promise.allSettled([...queues].map(([target, queue]) => workOff(target, queue)))
      for (const end of ends) if (end.status === 'rejected') throw end.reason
    } while (isAskedAgain && !isClosed)
  }

  const openQueues = async (): Promise<ReadonlyMap<string, readonly Queued[]>> => {
    const queues = new Map<string, Queued[]>()
    for (const materialId of await context.projections.deliveriesDue(neverDue)) {
      const material = (await context.materials.load(materialId))?.material
      for (const delivery of material?.deliveries.filter(isOpenDelivery) ?? []) {
        const version = material?.versions.find(({ number }) => number === delivery.version)
        if (!version) continue
        const queue = queues.get(delivery.target) ?? []
        queue.push({ materialId, deliveryId: delivery.id, version: version.number, lockedAt: version.lockedAt })
        queues.set(delivery.target, queue)
      }
    }
    for (const queue of queues.values()) queue.sort(inOrderOfLocks)
    return queues
  }

  const workOff = async (name: string, queue: readonly Queued[]): Promise<void> => {
    const target = targetOf(name)
    // A system that is no longer configured keeps its deliveries waiting, visible on the material.
    if (!target) return
    const held = new Set<MaterialId>()
    let workedMs = 0
    for (const queued of queue) {
      await pause(givingWay.restAfter(workedMs), closing.signal)
      if (isClosed) return
      if (held.has(queued.materialId)) continue
      const beganAt = performance.now()
      const end = await advance(queued, target)
      workedMs = performance.now() - beganAt
      if (end === 'failed' || (end === 'held' && target.order === 'strict')) return
      if (end === 'held') held.add(queued.materialId)
    }
  }

  /** @returns `failed` after an attempt that did not work: the rest of the queue is looked at later */
  const advance = async (
    { materialId, deliveryId }: Queued,
    target: DeliveryTarget,
  ): Promise<'gone-on' | 'held' | 'failed'> => {
    for (;;) {
      const material = (await context.materials.load(materialId))?.material
      const delivery = material?.deliveries.find(({ id }) => id === deliveryId)
      const version = material?.versions.find(({ number }) => number === delivery?.version)
      if (!material || !delivery || !version || !isOpenDelivery(delivery)) return 'gone-on'
      if (
        isClosed ||
        deliveryDueAt(delivery) > context.now() ||
        waitsForOther(material, delivery, target) ||
        // What the records system numbers first is numbered before anything else is waited for.
        (!isToBeNumbered(delivery, target.ports.system) && target.holds?.(material, delivery))
      ) {
        return holdsUpOthers(delivery) ? 'held' : 'gone-on'
      }
      const event = await deliverOnce(delivery, version, {
        ...target.ports,
        reference: recordReferenceOf(material.deliveries, delivery.version),
        supersedes: supersededBy(material.deliveries, delivery),
        onFault: (step, error) =>
          log.warn(
            { materialId, deliveryId, target: delivery.target, step, fault: faultForLog(error) },
            'delivery step broke down',
          ),
      })
      if (!event) return 'held'
      metrics.deliverySteps.inc({ outcome: event.type })
      const done = await decideAndAppend(context, systemStamp, materialId, (now) => {
        const current = now.deliveries.find(({ id }) => id === delivery.id)
        // Somebody else did this step meanwhile: theirs counts, the step itself is idempotent.
        return current?.state === delivery.state && current.attempts === delivery.attempts ? [event] : []
      })
      if (isRefused(done)) return 'held'
      const code = 'code' in event ? event.code : undefined
      log.info({ materialId, deliveryId, target: delivery.target, event: event.type, code }, 'delivery step')
      if (event.type === 'delivery-failed' && !event.isDeposited) return 'failed'
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
    async idle() {
      while (running) await running
    },
    async close() {
      isClosed = true
      closing.abort()
      clearInterval(timer)
      await running
    },
  }
}

const inOrderOfLocks = (a: Queued, b: Queued): number =>
  a.lockedAt - b.lockedAt ||
  (a.materialId < b.materialId ? -1 : a.materialId > b.materialId ? 1 : a.version - b.version)

/** Whether the next step is to register the version, so that its number can be printed. */
export const isToBeNumbered = (delivery: RecordsDelivery, { reserve }: Pick<RecordsSystem, 'reserve'>): boolean =>
  reserve !== undefined && delivery.state === 'queued' && delivery.isReserved !== true

const waitsForOther = (material: Material, delivery: RecordsDelivery, { after }: DeliveryTarget): boolean =>
  after !== undefined &&
  material.deliveries.some(
    (other) => other.target === after && other.version === delivery.version && isOpenDelivery(other),
  )
