import { isCompetent, openDisputes, type Dispute, type Ruling } from '../disputes.ts'
import type { DisputeId } from '../ids.ts'
import type { Material } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct, type Action } from '../policy.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import { speaksFor } from '../settlements.ts'
import type { Instant } from '../time.ts'
import { visibleComment, type Decided } from './decided.ts'

/** A dispute that the actor may see, still open. */
function openDispute(actor: Actor, material: Material, action: Action, disputeId: DisputeId): Dispute | Refused {
  const allowed = mayAct(actor, action, material)
  if (isRefused(allowed)) return allowed
  const dispute = material.disputes.find(({ id }) => id === disputeId)
  const isShown = dispute?.commentIds.some((id) => !isRefused(visibleComment(actor, material, id)))
  if (!dispute || !isShown) return refused('dispute-not-found')
  return openDisputes(material).includes(dispute) ? dispute : refused('dispute-ended')
}

/** Whether the actor speaks for the body whose comment the dispute is about. */
const speaksInDispute = (actor: Actor, material: Material, dispute: Dispute): boolean => {
  const [first] = dispute.commentIds
  const comment = first === undefined ? undefined : material.comments.get(first)
  return comment !== undefined && speaksFor(actor, comment)
}

const isSide = (actor: Actor, material: Material, dispute: Dispute): boolean =>
  actor.personId === material.drafter.personId ||
  actor.personId === material.sponsor?.personId ||
  speaksInDispute(actor, material, dispute)

const decidesNow = (actor: Actor, material: Material, dispute: Dispute): boolean =>
  isCompetent(actor, material, dispute.levels[dispute.level])

/** Records a discussion of a dispute (vypořádací jednání); both sides, secretaries and whoever decides may. */
export function recordDisputeMeeting(
  actor: Actor,
  material: Material,
  disputeId: DisputeId,
  wish: { readonly heldAt: Instant; readonly present: string; readonly conclusion: string },
  now: Instant,
): Decided {
  const dispute = openDispute(actor, material, 'discuss-dispute', disputeId)
  if (isRefused(dispute)) return dispute
  const mayRecord =
    isSide(actor, material, dispute) || decidesNow(actor, material, dispute) || actor.roles.includes('secretary')
  if (!mayRecord) return refused('not-competent')
  // Minutes are written after the meeting.
  if (wish.heldAt > now) return refused('invalid-input', { field: 'heldAt' })
  const { heldAt, present, conclusion } = wish
  return [{ type: 'dispute-discussed', disputeId, heldAt, present, conclusion }]
}

/** Passes a dispute that could not be removed on to the next level. */
export function escalateDispute(actor: Actor, material: Material, disputeId: DisputeId, reason: string): Decided {
  const dispute = openDispute(actor, material, 'discuss-dispute', disputeId)
  if (isRefused(dispute)) return dispute
  if (!isSide(actor, material, dispute) && !decidesNow(actor, material, dispute)) return refused('not-competent')
  if (!reason.trim()) return refused('reason-required')
  const level = dispute.level + 1
  if (level >= dispute.levels.length) return refused('dispute-at-last-level')
  return [{ type: 'dispute-escalated', disputeId, level, reason }]
}

/** A decision with its reasons; a body that decides by resolution names the resolution. */
export interface DisputeRuling {
  readonly ruling: Ruling
  readonly reason: string
  readonly resolution: string | null
}

/** The competent person of the level decides, with reasons. */
export function decideDispute(actor: Actor, material: Material, disputeId: DisputeId, wish: DisputeRuling): Decided {
  const dispute = openDispute(actor, material, 'decide-dispute', disputeId)
  if (isRefused(dispute)) return dispute
  if (!decidesNow(actor, material, dispute)) return refused('not-competent')
  if (!wish.reason.trim()) return refused('reason-required')
  if (needsResolution(dispute, dispute.level) && !wish.resolution?.trim()) return refused('resolution-required')
  const { ruling, reason, resolution } = wish
  return [{ type: 'dispute-decided', disputeId, ruling, reason, resolution }]
}

/** The body that insisted gives in ("na připomínce netrvá"). */
export function withdrawDispute(
  actor: Actor,
  material: Material,
  disputeId: DisputeId,
  reason: string | null,
): Decided {
  const dispute = openDispute(actor, material, 'discuss-dispute', disputeId)
  if (isRefused(dispute)) return dispute
  if (!speaksInDispute(actor, material, dispute)) return refused('not-the-author')
  return [{ type: 'dispute-withdrawn', disputeId, reason }]
}

/** The top level lets the material be finalised although disputes last (předložení s rozporem). */
export function permitFinalising(
  actor: Actor,
  material: Material,
  disputeIds: readonly DisputeId[],
  wish: Omit<DisputeRuling, 'ruling'>,
): Decided {
  if (disputeIds.length === 0) return refused('invalid-input', { field: 'disputeIds' })
  for (const disputeId of new Set(disputeIds)) {
    const dispute = openDispute(actor, material, 'decide-dispute', disputeId)
    if (isRefused(dispute)) return dispute
    if (!isCompetent(actor, material, dispute.levels.at(-1))) return refused('not-competent')
    if (needsResolution(dispute, dispute.levels.length - 1) && !wish.resolution?.trim()) {
      return refused('resolution-required')
    }
  }
  if (!wish.reason.trim()) return refused('reason-required')
  const { reason, resolution } = wish
  return [{ type: 'finalising-permitted', disputeIds: [...new Set(disputeIds)], reason, resolution }]
}

const needsResolution = (dispute: Dispute, level: number): boolean => dispute.levels[level]?.decider.by === 'body'

/** What a person may do in an open dispute. */
export interface DisputeActs {
  readonly disputeId: DisputeId
  readonly commentIds: Dispute['commentIds']
  readonly mayRecordMeeting: boolean
  readonly mayEscalate: boolean
  readonly mayDecide: boolean
  readonly mayWithdraw: boolean
  readonly mayPermitFinalising: boolean
}

/** What the actor may do in each open dispute of the material; disputes in which they may do nothing are left out. */
export const disputeActs = (actor: Actor, material: Material): readonly DisputeActs[] =>
  openDisputes(material)
    .map((dispute): DisputeActs => {
      const decides = decidesNow(actor, material, dispute)
      const side = isSide(actor, material, dispute)
      return {
        disputeId: dispute.id,
        commentIds: dispute.commentIds,
        mayRecordMeeting: side || decides || actor.roles.includes('secretary'),
        mayEscalate: (side || decides) && dispute.level + 1 < dispute.levels.length,
        mayDecide: decides,
        mayWithdraw: speaksInDispute(actor, material, dispute),
        mayPermitFinalising: isCompetent(actor, material, dispute.levels.at(-1)),
      }
    })
    .filter(({ disputeId: _id, commentIds: _ids, ...may }) => Object.values(may).includes(true))
