import type { DecisionEvent, DecisionEventType } from './decisionEvents.ts'
import type { Dispute, DisputeOutcome } from './disputes.ts'
import type { CommentId, DisputeId } from './ids.ts'
import { versionInWork, type Material, type ReviewComment } from './material.ts'
import type { PersonStamp } from './people.ts'
import { unhandled } from './refusals.ts'
import type { Settled } from './settlements.ts'
import type { Instant } from './time.ts'

interface Happened {
  readonly by: PersonStamp
  readonly at: Instant
}

const types: Readonly<Record<DecisionEventType, true>> = {
  'material-flagged': true,
  'comment-settled': true,
  'settlement-withdrawn': true,
  'settlements-released': true,
  'settlements-returned': true,
  'settlement-reacted': true,
  'rewriting-acknowledged': true,
  'dispute-opened': true,
  'dispute-discussed': true,
  'dispute-escalated': true,
  'dispute-decided': true,
  'dispute-withdrawn': true,
  'dispute-settled': true,
  'disputes-shown': true,
  'finalising-permitted': true,
  'approval-started': true,
  'approval-given': true,
  'approval-returned': true,
  'approval-cancelled': true,
  'approvals-voided': true,
  'version-started': true,
}

export const isDecisionEvent = (event: { readonly type: string }): event is DecisionEvent =>
  Object.hasOwn(types, event.type)

/** The material after a settlement, dispute, approval or the beginning of a new version. */
export function applyDecisionEvent(material: Material, event: DecisionEvent, { by, at }: Happened): Material {
  switch (event.type) {
    case 'material-flagged':
      return { ...material, flags: event.flags }
    case 'comment-settled': {
      const { settlement, wordingApplied, held, reactBy, passage, servedBy } = event
      return changeComment(material, event.commentId, () => ({
        settlement,
        by,
        at,
        wordingApplied,
        released: held ? null : { by, at },
        heldFor: held ?? null,
        returned: null,
        reactBy: held ? null : (reactBy ?? null),
        reaction: null,
        passage: passage ?? null,
        servedBy: servedBy ?? null,
      }))
    }
    case 'settlement-withdrawn':
      return changeComment(material, event.commentId, () => null)
    case 'settlements-released': {
      let next = material
      for (const { commentId, preparedBy, preparedAt, ...rest } of event.settlements) {
        next = changeComment(next, commentId, () => ({
          ...rest,
          by: preparedBy,
          at: preparedAt,
          released: { by, at },
          heldFor: null,
          returned: null,
          reaction: null,
        }))
      }
      return next
    }
    case 'settlements-returned': {
      let next = material
      for (const commentId of event.commentIds) {
        next = changeSettled(next, commentId, (settled) => ({ ...settled, returned: { by, at, reason: event.reason } }))
      }
      return next
    }
    case 'settlement-reacted':
      return changeSettled(material, event.commentId, (settled) => ({
        ...settled,
        reaction: { kind: event.reaction, by, at, reason: event.reason },
      }))
    case 'rewriting-acknowledged': {
      let next = material
      for (const { commentId, passage } of event.passages) {
        next = changeSettled(next, commentId, (settled) => ({ ...settled, passage }))
      }
      return next
    }
    case 'dispute-opened':
    case 'dispute-discussed':
    case 'dispute-escalated':
    case 'dispute-decided':
    case 'dispute-withdrawn':
    case 'dispute-settled':
    case 'finalising-permitted':
      return applyDisputeEvent(material, event, { by, at })
    case 'disputes-shown':
      return { ...material, disputes: event.disputes }
    case 'approval-started': {
      const { routeId: id, textHash, steps } = event
      const version = versionInWork(material)
      const route = { id, version, startedBy: by, startedAt: at, textHash, steps, ended: null }
      return { ...material, approvalRoute: route }
    }
    case 'approval-given': {
      const { routeId, stepId, approver, standingFor, textHash } = event
      const version = versionInWork(material)
      const approval = { routeId, stepId, approver, by, standingFor, at, textHash, version, voided: null }
      return { ...material, approvals: [...material.approvals, approval] }
    }
    case 'approval-returned': {
      const route = material.approvalRoute
      if (route?.id !== event.routeId) return material
      const ended = { kind: 'returned', stepId: event.stepId, by, at, reason: event.reason } as const
      return { ...material, approvalRoute: { ...route, ended } }
    }
    case 'approval-cancelled': {
      const route = material.approvalRoute
      if (route?.id !== event.routeId) return material
      return { ...material, approvalRoute: { ...route, ended: { kind: 'cancelled', by, at } } }
    }
    case 'approvals-voided': {
      const { textHash } = event
      const version = versionInWork(material)
      const approvals = material.approvals.map((approval) =>
        approval.version === version && approval.voided === null && approval.textHash !== textHash
          ? { ...approval, voided: { at, textHash } }
          : approval,
      )
      return { ...material, approvals }
    }
    case 'version-started': {
      const { number, reason, tabled, parts } = event
      return {
        ...material,
        state: 'settling',
        parts,
        startedVersions: [...material.startedVersions, { number, by, at, reason, tabled }],
        approvalRoute: null,
      }
    }
    default:
      return unhandled(event)
  }
}

type DisputeEvent = Extract<DecisionEvent, { readonly type: `dispute-${string}` | 'finalising-permitted' }>

function applyDisputeEvent(material: Material, event: DisputeEvent, { by, at }: Happened): Material {
  switch (event.type) {
    case 'dispute-opened': {
      const { disputeId: id, number, commentIds, reason, levels } = event
      const dispute: Dispute = {
        id,
        number,
        commentIds,
        openedBy: by,
        openedAt: at,
        reason,
        levels,
        level: 0,
        escalations: [],
        meetings: [],
        outcome: null,
        finalisingPermitted: null,
      }
      return { ...material, disputes: [...material.disputes, dispute] }
    }
    case 'dispute-discussed':
      return changeDispute(material, event.disputeId, (dispute) => {
        const { heldAt, present, conclusion } = event
        const meeting = { level: dispute.level, heldAt, present, conclusion, recordedBy: by, recordedAt: at }
        return { ...dispute, meetings: [...dispute.meetings, meeting] }
      })
    case 'dispute-escalated':
      return changeDispute(material, event.disputeId, (dispute) => {
        const { level, reason } = event
        return { ...dispute, level, escalations: [...dispute.escalations, { level, by, at, reason }] }
      })
    case 'dispute-decided': {
      const { ruling, reason, resolution } = event
      const decided = changeDispute(material, event.disputeId, (dispute) =>
        ended(dispute, { kind: 'decided', by, at, level: dispute.level, ruling, reason, resolution }),
      )
      if (ruling === 'settlement-stands') return decided
      // The settlement fell with the ruling: the drafter has to give the one that it demands.
      const commentIds = material.disputes.find(({ id }) => id === event.disputeId)?.commentIds ?? []
      return commentIds.reduce((next, commentId) => changeComment(next, commentId, () => null), decided)
    }
    case 'dispute-withdrawn':
      return changeDispute(material, event.disputeId, (dispute) =>
        ended(dispute, { kind: 'withdrawn', by, at, reason: event.reason }),
      )
    case 'dispute-settled':
      return changeDispute(material, event.disputeId, (dispute) => ended(dispute, { kind: 'agreed', by, at }))
    case 'finalising-permitted': {
      const { reason, resolution } = event
      return event.disputeIds.reduce(
        (next, disputeId) =>
          changeDispute(next, disputeId, (dispute) => ({
            ...dispute,
            finalisingPermitted: { by, at, reason, resolution },
          })),
        material,
      )
    }
    default:
      return unhandled(event)
  }
}

const ended = (dispute: Dispute, outcome: DisputeOutcome): Dispute => ({ ...dispute, outcome })

function changeDispute(material: Material, id: DisputeId, change: (dispute: Dispute) => Dispute): Material {
  return { ...material, disputes: material.disputes.map((dispute) => (dispute.id === id ? change(dispute) : dispute)) }
}

function changeComment(
  material: Material,
  id: CommentId,
  change: (comment: ReviewComment) => Settled | null,
): Material {
  const comment = material.comments.get(id)
  if (!comment) return material
  return { ...material, comments: new Map(material.comments).set(id, { ...comment, settled: change(comment) }) }
}

const changeSettled = (material: Material, id: CommentId, change: (settled: Settled) => Settled): Material =>
  changeComment(material, id, ({ settled }) => settled && change(settled))
