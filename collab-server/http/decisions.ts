import { isRefused } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import { acknowledgeRewriting } from '../commands/decisions/acknowledgeRewriting.ts'
import { approveMany } from '../commands/decisions/approveMany.ts'
import { cancelApproval } from '../commands/decisions/cancelApproval.ts'
import { decideDispute } from '../commands/decisions/decideDispute.ts'
import { escalateDispute } from '../commands/decisions/escalateDispute.ts'
import { flagMaterial } from '../commands/decisions/flagMaterial.ts'
import { giveApproval } from '../commands/decisions/giveApproval.ts'
import { listApprovals, type WaitingApproval } from '../commands/decisions/listApprovals.ts'
import { permitFinalising } from '../commands/decisions/permitFinalising.ts'
import { reactToSettlement } from '../commands/decisions/reactToSettlement.ts'
import { readinessOf } from '../commands/decisions/readiness.ts'
import { readText } from '../commands/decisions/readText.ts'
import { recordDisputeMeeting } from '../commands/decisions/recordDisputeMeeting.ts'
import { releaseSettlements } from '../commands/decisions/releaseSettlements.ts'
import { returnApproval } from '../commands/decisions/returnApproval.ts'
import { returnSettlements } from '../commands/decisions/returnSettlements.ts'
import { settleComments } from '../commands/decisions/settleComments.ts'
import { startApproval } from '../commands/decisions/startApproval.ts'
import { startNewVersion } from '../commands/decisions/startNewVersion.ts'
import { voidApprovals } from '../commands/decisions/voidApprovals.ts'
import { withdrawDispute } from '../commands/decisions/withdrawDispute.ts'
import { readable } from './materials.ts'
import { sequenceOf } from './sequenceOf.ts'
import type { Answered, Serve } from './serveRoute.ts'
import { settlementOf } from './settlementOf.ts'

/** From the settlement of comments to the next version: settlement in bulk, disputes, approvals, comparing. */
export function serveDecisions(serve: Serve, context: CommandContext): void {
  serveSettlements(serve, context)
  serveDisputes(serve, context)
  serveApprovals(serve, context)
}

function serveSettlements(serve: Serve, context: CommandContext): void {
  serve('settleComments', async ({ actor, params, body }) => {
    const { commentIds, applyWording } = body
    const settlement = settlementOf(body.settlement)
    return sequenceOf(await settleComments(context, actor, params.materialId, commentIds, settlement, applyWording))
  })
  serve('releaseSettlements', async ({ actor, params, body }) =>
    sequenceOf(await releaseSettlements(context, actor, params.materialId, body.commentIds)),
  )
  serve('returnSettlements', async ({ actor, params, body }) =>
    sequenceOf(await returnSettlements(context, actor, params.materialId, body.commentIds, body.reason)),
  )
  serve('reactToSettlement', async ({ actor, params, body }) => {
    const { materialId, commentId } = params
    return sequenceOf(await reactToSettlement(context, actor, materialId, commentId, body.reaction, body.reason))
  })
  serve('acknowledgeRewriting', async ({ actor, params, body }) =>
    sequenceOf(await acknowledgeRewriting(context, actor, params.materialId, body.commentIds, body.reason)),
  )
}

function serveDisputes(serve: Serve, context: CommandContext): void {
  serve('recordDisputeMeeting', async ({ actor, params, body }) =>
    sequenceOf(await recordDisputeMeeting(context, actor, params.materialId, params.disputeId, body)),
  )
  serve('escalateDispute', async ({ actor, params, body }) =>
    sequenceOf(await escalateDispute(context, actor, params.materialId, params.disputeId, body.reason)),
  )
  serve('decideDispute', async ({ actor, params, body }) =>
    sequenceOf(await decideDispute(context, actor, params.materialId, params.disputeId, body)),
  )
  serve('withdrawDispute', async ({ actor, params, body }) =>
    sequenceOf(await withdrawDispute(context, actor, params.materialId, params.disputeId, body.reason)),
  )
  serve('permitFinalising', async ({ actor, params, body }) =>
    sequenceOf(await permitFinalising(context, actor, params.materialId, body.disputeIds, body)),
  )
}

function serveApprovals(serve: Serve, context: CommandContext): void {
  serve('readReadiness', async ({ actor, params }) => {
    const first = await readable(context, actor, params.materialId)
    if (isRefused(first)) return first
    await voidApprovals(context, params.materialId)
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const readiness = await readinessOf(context, actor, material)
    if (isRefused(readiness)) return readiness
    const obstacles = readiness.obstacles.map(({ refused: code, detail }) => ({ code, ...(detail ? { detail } : {}) }))
    return structuredClone({ ...readiness, obstacles }) as Answered<'readReadiness'>
  })
  serve('readText', async ({ actor, params }) => {
    const material = await readable(context, actor, params.materialId)
    if (isRefused(material)) return material
    const read = await readText(context, material, params.text)
    if (isRefused(read)) return read
    const { title, parts } = read.text
    return { hash: read.hash, title, parts } as Answered<'readText'>
  })
  serve('flagMaterial', async ({ actor, params, body }) =>
    sequenceOf(await flagMaterial(context, actor, params.materialId, body.flags)),
  )
  serve('startApproval', async ({ actor, params }) =>
    sequenceOf(await startApproval(context, actor, params.materialId)),
  )
  serve('cancelApproval', async ({ actor, params }) =>
    sequenceOf(await cancelApproval(context, actor, params.materialId)),
  )
  serve('giveApproval', async ({ actor, params, body }) =>
    sequenceOf(await giveApproval(context, actor, params.materialId, body.hash, body.stepId)),
  )
  serve('returnApproval', async ({ actor, params, body }) =>
    sequenceOf(await returnApproval(context, actor, params.materialId, body.reason, body.stepId)),
  )
  serve('listApprovals', async ({ actor }) => ({ items: (await listApprovals(context, actor)).map(itemOf) }))
  serve('approveMany', async ({ actor, body }) => ({ outcomes: [...(await approveMany(context, actor, body.items))] }))
  serve('startNewVersion', async ({ actor, params, body }) =>
    sequenceOf(await startNewVersion(context, actor, params.materialId, body)),
  )
}

function itemOf(waiting: WaitingApproval): Answered<'listApprovals'>['items'][number] {
  const { material, step, textHash, standingFor, approvedBefore, changedSinceYourApproval } = waiting
  const { id: materialId, sequence, number, title, drafter, sponsor, leadUnitName, flags } = material
  return {
    materialId,
    sequence,
    number,
    title,
    drafter,
    sponsor,
    leadUnitName,
    flags: [...flags],
    textHash,
    step,
    standingFor: standingFor?.displayName ?? null,
    approvedBefore: [...approvedBefore],
    changedSinceYourApproval,
    comments: waiting.comments,
    essential: waiting.essential,
    openDisputes: waiting.openDisputes,
    tabled: material.startedVersions.at(-1)?.tabled ?? false,
  }
}
