import { checkFixity } from '@glosa/records'
import {
  applyFixityRun,
  certificateDaysLeft,
  certificateSoonDays,
  emptyFixityState,
  instant,
  isRefused,
  lastFixityCheck,
  overAndDone,
  systemStamp,
  turns,
  type DeliveryId,
  type FixityRunEvent,
  type FixityState,
  type Instant,
  type Material,
  type MaterialEvent,
  type MaterialId,
  type OfficeLog,
  type RecordsCertificate,
  type RecordsDelivery,
} from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { CommandContext } from '../commands/context.ts'
import { decideAndAppend } from '../commands/decideAndAppend.ts'
import { createOfficeStream } from '../commands/officeStream.ts'
import { keptCodeLists, readCodeLists, type RecordsTarget } from '../commands/recordsDesk.ts'
import type { RecordsLinks } from '../commands/recordsLink.ts'
import type { Metrics } from '../metrics.ts'

const lookEveryMs = 3_600_000
const codeListsAgeMs = 24 * 3_600_000
/** In one run; the rest follows an hour later. */
const mostAtOnce = 200
const fixityLog = 'fixity'

/** Keeps what belongs to the records systems fresh: own certificates watched, code lists daily, delivered bytes looked at again and again. */
export interface RecordsUpkeep {
  /** Looks at the delivered bytes of one material, or of everything that is due. One run at a time. */
  checkFixity(materialId: MaterialId | null): Promise<void>
  fixityState(): Promise<FixityState>
  close(): Promise<void>
}

/**
 * @param fixityEveryMs how long a delivered version may go without being looked at
 */
export function startRecordsUpkeep(
  context: CommandContext,
  deps: {
    readonly officeLog: OfficeLog
    readonly links: RecordsLinks
    readonly targets: readonly RecordsTarget[]
    readonly fixityEveryMs: number
    readonly log: Logger
    readonly metrics: Pick<Metrics, 'recordsCertificateDaysLeft'>
    /** Hears of the office's own certificates for the records systems, from time to time. */
    readonly lookedAt: (certificates: readonly RecordsCertificate[]) => Promise<void>
  },
): RecordsUpkeep {
  const { links, targets, fixityEveryMs, log } = deps
  const stream = createOfficeStream<FixityState, FixityRunEvent>(
    { officeLog: deps.officeLog, now: context.now },
    {
      empty: () => emptyFixityState,
      apply: (state, record) => record.events.reduce((next, event) => applyFixityRun(next, event, record.at), state),
    },
  )
  let isClosed = false
  const inTurn = turns<'upkeep'>()

  const run = async (only: MaterialId | null): Promise<void> => {
    const startedAt = context.now()
    const { state } = await stream.load(fixityLog)
    const checked: DeliveryId[] = []
    const unreachable: DeliveryId[] = []
    const findings: FixityRunEvent['findings'][number][] = []
    for (const materialId of only ? [only] : await context.projections.deliveriesDue(overAndDone)) {
      const material = (await context.materials.load(materialId))?.material
      for (const delivery of material?.deliveries ?? []) {
        if (isClosed || !material || delivery.state !== 'registered') continue
        if (!only && !isDue(state, delivery, startedAt, fixityEveryMs)) continue
        if (!only && checked.length + unreachable.length >= mostAtOnce) break
        const result = await look(material, delivery)
        if (result === 'unreachable') unreachable.push(delivery.id)
        else checked.push(delivery.id)
        if (typeof result === 'object') {
          findings.push({ deliveryId: delivery.id, materialId, place: result.place, files: result.findings })
        }
      }
    }
    if (checked.length + unreachable.length === 0) return
    const event: FixityRunEvent = { type: 'fixity-run', startedAt, checked, unreachable, findings }
    const done = await stream.decideAndAppend(systemStamp, fixityLog, () => [event])
    if (isRefused(done)) log.warn('the result of a look at delivered bytes could not be kept')
  }

  const look = async (material: Material, delivery: Extract<RecordsDelivery, { state: 'registered' }>) => {
    const version = material.versions.find(({ number }) => number === delivery.version)
    if (!version) return 'intact'
    const system = targets.find(({ name }) => name === delivery.target)?.system ?? null
    const result = await checkFixity(delivery, version.hash, context.blobs, system)
    if (result.type === 'unreachable') return 'unreachable'
    const event = eventOf(delivery, result)
    if (event) {
      await decideAndAppend(context, systemStamp, material.id, () => [event])
      log.warn({ materialId: material.id, deliveryId: delivery.id, event: event.type }, 'delivered bytes')
    }
    return result.type === 'differs' ? result : 'intact'
  }

  const watchCertificates = async (): Promise<void> => {
    const watched = targets.flatMap(({ name, certificate }) => (certificate ? [{ target: name, certificate }] : []))
    for (const { target, certificate } of watched) {
      const daysLeft = certificateDaysLeft(certificate, context.now())
      deps.metrics.recordsCertificateDaysLeft.set({ target }, daysLeft)
      if (daysLeft <= certificateSoonDays) {
        log.warn({ target, daysLeft, subject: certificate.subject }, 'the certificate for a records system ends')
      }
    }
    try {
      if (watched.length > 0) await deps.lookedAt(watched)
    } catch (error) {
      log.error({ err: error }, 'nobody could be told of the certificates for records systems')
    }
  }

  const upkeep = async (): Promise<void> => {
    await watchCertificates()
    for (const target of targets) {
      if (isClosed || !target.system.codeLists) continue
      const kept = await keptCodeLists(links, context.blobs, target.name)
      if (kept && kept.readAt > context.now() - codeListsAgeMs) continue
      try {
        const read = await readCodeLists(links, context.blobs, target)
        if ('problem' in read)
          log.warn({ target: target.name, code: read.code, problem: read.problem }, 'the code lists could not be read')
      } catch (error) {
        // What is wrong with one records system keeps nobody from looking after the others.
        log.error({ err: error, target: target.name }, 'the upkeep of code lists failed')
      }
    }
    await run(null)
  }

  let turning: Promise<void> | null = null
  // A turn that takes longer than the time between two is not followed by all that it held up.
  const turn = () => {
    turning ??= inTurn('upkeep', upkeep)
      .catch((error: unknown) => log.error({ err: error }, 'the upkeep of deliveries failed'))
      .finally(() => {
        turning = null
      })
  }
  const timer = setInterval(turn, lookEveryMs)
  timer.unref()
  turn()
  return {
    checkFixity: (materialId) => inTurn('upkeep', () => run(materialId)),
    fixityState: async () => (await stream.load(fixityLog)).state,
    async close() {
      isClosed = true
      clearInterval(timer)
      await inTurn('upkeep', () => Promise.resolve())
    },
  }
}

const isDue = (state: FixityState, delivery: RecordsDelivery, now: Instant, everyMs: number): boolean => {
  const registeredAt = delivery.state === 'registered' ? delivery.registeredAt : instant(0)
  return Math.max(lastFixityCheck(state, delivery.id), registeredAt) <= now - everyMs
}

/** The history hears of a finding once, and of its end. */
function eventOf(delivery: RecordsDelivery, result: Awaited<ReturnType<typeof checkFixity>>): MaterialEvent | null {
  if (result.type === 'intact') {
    return delivery.fixity ? { type: 'delivery-fixity-restored', deliveryId: delivery.id } : null
  }
  if (result.type !== 'differs') return null
  const { place, findings } = result
  const isKnown =
    delivery.fixity?.place === place && JSON.stringify(delivery.fixity.findings) === JSON.stringify(findings)
  return isKnown ? null : { type: 'delivery-fixity-failed', deliveryId: delivery.id, place, findings }
}
