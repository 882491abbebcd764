import { certificateDaysLeft, isRefused, refused, referenceOf, type Instant } from '@glosa/domain/model'
import type { CodeListsView, DeliveryLine, ExchangeView, FixityView, RecordsSystemView } from '@glosa/domain/contract'
import type { Exchange, ReadCodeLists } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import { explainFixity } from '../commands/explainFixity.ts'
import { giveUpDelivery } from '../commands/giveUpDelivery.ts'
import { hurryDelivery } from '../commands/hurryDelivery.ts'
import { markDelivered } from '../commands/markDelivered.ts'
import type { ListedDelivery, ListedTarget, RecordsDesk } from '../commands/recordsDesk.ts'
import { requeueDelivery } from '../commands/requeueDelivery.ts'
import { sequenceOf } from './sequenceOf.ts'
import type { Serve } from './serveRoute.ts'

/** The desk of the records manager: queues, receipts, dead letters, code lists, fixity. */
export function serveRecords(serve: Serve, context: CommandContext, desk: RecordsDesk): void {
  serve('listRecordsSystems', async ({ actor }) => {
    const systems = await desk.systems(actor)
    return isRefused(systems) ? systems : { systems: systems.map((system) => systemView(system, context.now())) }
  })
  serve('checkRecordsSystem', ({ actor, params }) => desk.check(actor, params.target))
  serve('readCodeLists', async ({ actor, params }) => {
    const read = await desk.codeLists(actor, params.target)
    return isRefused(read) ? read : codeListsView(read)
  })
  serve('refreshCodeLists', async ({ actor, params }) => {
    const read = await desk.refreshCodeLists(actor, params.target)
    return isRefused(read) ? read : codeListsView(read)
  })
  serve('listExchanges', async ({ actor, params, query }) => {
    const exchanges = await desk.exchanges(actor, params.target, query.limit)
    return isRefused(exchanges) ? exchanges : { exchanges: exchanges.map(exchangeView) }
  })
  serve('dryRunDelivery', async ({ actor, params, body }) => {
    const run = await desk.dryRun(actor, params.target, body.materialId, body.version)
    if (isRefused(run)) return run
    return { files: [...run.files], messages: [...run.messages], problems: [...run.problems] }
  })
  serve('listDeliveries', async ({ actor, query }) => {
    const found = await desk.list(actor, query)
    return isRefused(found) ? found : { deliveries: found.deliveries.map(lineOf), total: found.total }
  })
  serve('readDelivery', async ({ actor, params }) => {
    const found = await desk.delivery(actor, params.materialId, params.deliveryId)
    if (isRefused(found)) return found
    const { listed, receipt, files, exchanges, lastCheckedAt } = found
    return {
      line: lineOf(listed),
      // The shape is the model's; only its arrays are not read-only.
      delivery: structuredClone(listed.delivery) as never,
      receiptText: receipt && textOf(receipt),
      files: [...files],
      exchanges: exchanges.map(exchangeView),
      lastCheckedAt: lastCheckedAt > 0 ? lastCheckedAt : null,
    }
  })
  serve('downloadReceipt', async ({ actor, params }) => {
    const found = await desk.delivery(actor, params.materialId, params.deliveryId)
    if (isRefused(found)) return found
    if (!found.receipt) return refused('delivery-not-found')
    const { material, delivery } = found.listed
    const kind = receiptKind(found.receipt)
    const fileName = `${material.number}-v${delivery.version}-${delivery.target}-receipt.${kind.ending}`
    return { bytes: found.receipt, mediaType: kind.mediaType, fileName, immutable: true as const }
  })
  const acted = async (done: Parameters<typeof sequenceOf>[0]) => {
    if (!isRefused(done)) desk.wake()
    return sequenceOf(done)
  }
  serve('requeueDelivery', async ({ actor, params }) =>
    acted(await requeueDelivery(context, actor, params.materialId, params.deliveryId)),
  )
  serve('hurryDelivery', async ({ actor, params }) =>
    acted(await hurryDelivery(context, actor, params.materialId, params.deliveryId)),
  )
  serve('giveUpDelivery', async ({ actor, params, body }) =>
    acted(await giveUpDelivery(context, actor, params.materialId, params.deliveryId, body.reason)),
  )
  serve('markDelivered', async ({ actor, params, query, body }) => {
    const { recordNumber, referenceNumber = null, fileNumber = null, reason } = query
    const receipt = { recordNumber, referenceNumber, fileNumber, reason, proof: body }
    return acted(await markDelivered(context, actor, params.materialId, params.deliveryId, receipt))
  })
  serve('explainFixity', async ({ actor, params, body }) =>
    acted(await explainFixity(context, actor, params.materialId, params.deliveryId, body.reason)),
  )
  serve('readFixity', async ({ actor }) => {
    const found = await desk.fixity(actor, null)
    return isRefused(found) ? found : fixityView(found)
  })
  serve('checkFixity', async ({ actor, body }) => {
    const found = await desk.fixity(actor, body.materialId ?? 'all')
    return isRefused(found) ? found : fixityView(found)
  })
}

function lineOf({ material, delivery, lockedAt, heldUpBy, awaitsSeal }: ListedDelivery): DeliveryLine {
  const reference = referenceOf(delivery)
  return {
    deliveryId: delivery.id,
    materialId: material.id,
    materialNumber: material.number,
    title: material.title,
    version: delivery.version,
    target: delivery.target,
    state: delivery.state,
    isDeposited: delivery.state === 'uncertain' && delivery.isDeposited === true,
    isDeadLetter: delivery.state === 'rejected',
    lockedAt,
    attempts: delivery.attempts,
    nextAttemptAt: 'nextAttemptAt' in delivery ? delivery.nextAttemptAt : null,
    problem: 'lastProblem' in delivery ? delivery.lastProblem : 'reason' in delivery ? delivery.reason : null,
    problemCode: delivery.problemCode ?? null,
    recordNumber: 'receipt' in delivery ? delivery.receipt.recordNumber : null,
    referenceNumber: reference?.referenceNumber ?? null,
    fileNumber: reference?.fileNumber ?? null,
    registeredAt: delivery.state === 'registered' ? delivery.registeredAt : null,
    isVerified: delivery.state === 'registered' && delivery.isVerified === true,
    hasFinding: delivery.fixity !== undefined,
    heldUpBy,
    awaitsSeal,
  }
}

function systemView({ target, system, queue, health, codeListsReadAt }: ListedTarget, now: Instant): RecordsSystemView {
  const ofState = (state: string) => queue.filter(({ delivery }) => delivery.state === state)
  const deposited = queue.filter(({ delivery }) => delivery.state === 'uncertain' && delivery.isDeposited)
  const first = queue.find(({ heldUpBy }) => heldUpBy !== null)
  const holding = first && queue.find(({ delivery }) => delivery.id === first.heldUpBy)
  return {
    target: target.name,
    kind: target.kind,
    label: target.label,
    endpoint: target.endpoint,
    order: target.order,
    after: target.after,
    certificate: target.certificate && {
      ...target.certificate,
      daysLeft: certificateDaysLeft(target.certificate, now),
    },
    isConfigured: system !== null,
    givesNumberFirst: system?.reserve !== undefined,
    canCheck: system?.check !== undefined,
    canReadBack: system?.readBack !== undefined,
    hasCodeLists: system?.codeLists !== undefined,
    canDryRun: system?.dryRun !== undefined,
    waiting: queue.length - ofState('uncertain').length - ofState('rejected').length,
    uncertain: ofState('uncertain').length - deposited.length,
    deposited: deposited.length,
    deadLetters: ofState('rejected').length,
    heldUpBy: holding ? lineOf(holding) : null,
    health,
    codeListsReadAt,
  }
}

const exchangeView = ({ openedAt, ...exchange }: Exchange): ExchangeView => ({ ...exchange, at: openedAt })

const codeListsView = (read: ReadCodeLists | null): CodeListsView => ({
  readAt: read && read.readAt > 0 ? read.readAt : null,
  lists: (read?.lists ?? []).map((list) => ({ ...list, items: [...list.items] })),
})

type FoundFixity = Extract<Awaited<ReturnType<RecordsDesk['fixity']>>, { readonly delivered: number }>

const fixityView = ({ findings, runs, delivered, neverChecked }: FoundFixity): FixityView => ({
  findings: findings.flatMap((listed) => {
    const { fixity } = listed.delivery
    if (!fixity) return []
    return [{ line: lineOf(listed), since: fixity.since, place: fixity.place, files: [...fixity.findings] }]
  }),
  runs: runs.map((run) => ({
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    checked: run.checked.length,
    unreachable: run.unreachable.length,
    findings: run.findings.length,
  })),
  delivered,
  neverChecked,
})

const longestShown = 20_000

/** A receipt as text, shortened; `null` when it is not text (a scan). */
function textOf(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, longestShown))
  return text.includes('\u0000') ? null : text
}

function receiptKind(bytes: Uint8Array): { readonly mediaType: string; readonly ending: string } {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64)).trimStart()
  if (start.startsWith('%PDF')) return { mediaType: 'application/pdf', ending: 'pdf' }
  if (start.startsWith('{') || start.startsWith('[')) return { mediaType: 'application/json', ending: 'json' }
  if (start.startsWith('<')) return { mediaType: 'application/xml', ending: 'xml' }
  return { mediaType: 'application/octet-stream', ending: 'bin' }
}
