import {
  approvesAs,
  dueSteps,
  runningRoute,
  standingApprovals,
  stepsFor,
  stepsToTake,
  type ApprovalStep,
} from '../approvals.ts'
import type { DecisionEvent } from '../decisionEvents.ts'
import type { ApprovalRouteId, Sha256 } from '../ids.ts'
import { currentRound, type Material } from '../material.ts'
import type { ApprovalStepSetting } from '../officeSettings.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import type { Decided } from './decided.ts'

/** Sets what the material touches; conditions of approval routes ask for it. */
export function flagMaterial(
  actor: Actor,
  material: Material,
  flags: readonly string[],
  known: readonly string[],
): Decided {
  const allowed = mayAct(actor, 'edit-details', material)
  if (isRefused(allowed)) return allowed
  const wanted = [...new Set(flags)].sort()
  // A flag that the office gave up meanwhile may stay, not come anew.
  const strange = wanted.find((flag) => !known.includes(flag) && !material.flags.includes(flag))
  if (strange !== undefined) return refused('flag-unknown', { flag: strange })
  const isSame = wanted.length === material.flags.length && wanted.every((flag) => material.flags.includes(flag))
  return isSame ? [] : [{ type: 'material-flagged', flags: wanted }]
}

/** The steps of the office's route with the people of this material in them. */
export function stepsOfRoute(
  material: Pick<Material, 'sponsor' | 'leadUnitId' | 'leadUnitName'>,
  settings: readonly ApprovalStepSetting[],
): readonly ApprovalStep[] | Refused {
  const steps: ApprovalStep[] = []
  for (const { id, name, stage, flag, approver } of settings) {
    const facts = { id, name, stage, flag }
    switch (approver.by) {
      case 'sponsor': {
        if (!material.sponsor) return refused('approver-missing', { step: id })
        const { personId, displayName } = material.sponsor
        steps.push({ ...facts, approver: { by: 'person', personId, displayName } })
        break
      }
      case 'lead-unit-head': {
        const { leadUnitId: unitId, leadUnitName } = material
        if (unitId === null) return refused('approver-missing', { step: id })
        steps.push({ ...facts, approver: { by: 'unit-head', unitId, unitName: leadUnitName ?? '' } })
        break
      }
      default:
        steps.push({ ...facts, approver })
    }
  }
  return steps
}

/** Sends the text out for approval. A route that was returned or cancelled is started anew. */
export function startApproval(
  actor: Actor,
  material: Material,
  wish: {
    readonly routeId: ApprovalRouteId
    readonly steps: readonly ApprovalStepSetting[]
    readonly textHash: Sha256
  },
): Decided {
  const allowed = mayAct(actor, 'start-approval', material)
  if (isRefused(allowed)) return allowed
  if (currentRound(material)?.state === 'open') return refused('round-still-open')
  if (runningRoute(material)) return refused('approval-running')
  const steps = stepsOfRoute(material, wish.steps)
  if (isRefused(steps)) return steps
  const { routeId, textHash } = wish
  const route = { id: routeId, version: 0, startedBy: material.drafter, startedAt: material.createdAt, ended: null }
  if (stepsToTake(material, { ...route, textHash, steps }).length === 0) return refused('approval-without-steps')
  return [{ type: 'approval-started', routeId, textHash, steps }]
}

/** Takes the text back from approval. */
export function cancelApproval(actor: Actor, material: Material): Decided {
  const allowed = mayAct(actor, 'start-approval', material)
  if (isRefused(allowed)) return allowed
  const route = runningRoute(material)
  return route ? [{ type: 'approval-cancelled', routeId: route.id }] : refused('approval-not-running')
}

/** The due step that the actor takes: the named one, else the only or first that asks them. */
function stepTaken(actor: Actor, material: Material, stepId: string | null): ApprovalStep | Refused {
  const allowed = mayAct(actor, 'approve', material)
  if (isRefused(allowed)) return allowed
  if (!runningRoute(material)) return refused('approval-not-running')
  const step = stepsFor(actor, material).find(({ id }) => stepId === null || id === stepId)
  return step ?? refused('approval-not-asked')
}

/**
 * Approves the text that the approver was shown.
 * @param shownHash the hash that the approver was shown
 * @param textHash the hash of the text as it is now, found by the server in the act
 */
export function giveApproval(
  actor: Actor,
  material: Material,
  stepId: string | null,
  shownHash: Sha256,
  textHash: Sha256,
): Decided {
  const step = stepTaken(actor, material, stepId)
  if (isRefused(step)) return step
  if (shownHash !== textHash) return refused('text-changed')
  const routeId = runningRoute(material)?.id
  const as = approvesAs(actor, step.approver)
  if (!routeId || as === null) return refused('approval-not-asked')
  const given: DecisionEvent = {
    type: 'approval-given',
    routeId,
    stepId: step.id,
    approver: step.approver,
    standingFor: as === 'self' ? null : as,
    textHash,
  }
  return [...voidApprovals(material, textHash), given]
}

/** Sends the text back to its drafter, with reasons; the route ends. */
export function returnApproval(actor: Actor, material: Material, stepId: string | null, reason: string): Decided {
  const step = stepTaken(actor, material, stepId)
  if (isRefused(step)) return step
  if (!reason.trim()) return refused('reason-required')
  const routeId = runningRoute(material)?.id
  return routeId ? [{ type: 'approval-returned', routeId, stepId: step.id, reason }] : refused('approval-not-running')
}

/** What it means for approvals that the text now has this hash; nothing when they are bound to it. */
export const voidApprovals = (material: Material, textHash: Sha256): readonly DecisionEvent[] =>
  standingApprovals(material).some((approval) => approval.textHash !== textHash)
    ? [{ type: 'approvals-voided', textHash }]
    : []

/** Whether the approvals that are asked of the material are all given for this very text. */
export const waitsForApproval = (material: Material): boolean => dueSteps(material).length > 0
