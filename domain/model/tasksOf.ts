import { dueSteps, type ApprovalStep } from './approvals.ts'
import { lockObstacles } from './decide/lock.ts'
import { openDisputes, type Dispute } from './disputes.ts'
import type { UnitId } from './ids.ts'
import {
  countedComments,
  currentRound,
  undecidedLateComments,
  versionInWork,
  type Material,
  type ReviewComment,
} from './material.ts'
import type { OpenRound, RoundInvitation } from './reviewRound.ts'
import { isHeld } from './settlements.ts'
import type { Task } from './task.ts'
import { instant } from './time.ts'
import type { Addressees } from './whos.ts'

const nobody = { personIds: [], unitIds: [], roles: [], except: [] } as const

/** What waits for whom, by the state the material is in. */
export function tasksOf(material: Material): readonly Task[] {
  if (material.state === 'locked') return deliveryTasks(material)
  const approving = approvalTasks(material)
  if (material.state === 'draft') return [openRoundTask(material), ...approving]
  const round = currentRound(material)
  const answering = [...settleTasks(material), ...reactionTasks(material), ...disputeTasks(material)]
  if (round?.state === 'open') return [...roundTasks(material, round), ...answering, ...approving]
  return [...answering, ...approving, ...lockTasks(material)]
}

const drafterOf = (material: Material) => ({ ...nobody, personIds: [material.drafter.personId] })

function openRoundTask(material: Material): Task {
  const planned = material.rounds.find(({ state }) => state === 'planned')
  const dueAt = planned?.state === 'planned' ? planned.opensAt : null
  return { ...drafterOf(material), verb: 'open-round', dueAt }
}

function roundTasks(material: Material, round: OpenRound): readonly Task[] {
  const done = [...round.finished.map(({ by }) => by.personId), material.drafter.personId]
  const answered = new Set(round.answers.map(({ unitId }) => unitId))
  const waiting = round.invited.filter((each) => !('unitId' in each) || !answered.has(each.unitId))
  const byDeadline = Map.groupBy(waiting, ({ closesAt }) => closesAt ?? round.closesAt)
  const asked = [...byDeadline].flatMap(([dueAt, invited]): Task[] => {
    const unitIds = invited.flatMap(unitIdOf)
    const personIds = invited.flatMap((each) => ('personId' in each ? [each.personId] : []))
    const comment: Task = { ...nobody, verb: 'comment', dueAt, personIds, unitIds, except: done }
    const consolidate: Task = { ...nobody, verb: 'consolidate', dueAt, headsOf: unitIds }
    return round.consolidation === 'by-head' && unitIds.length > 0 ? [comment, consolidate] : [comment]
  })
  return [
    ...asked.filter(
      ({ personIds, unitIds, headsOf }) => personIds.length + unitIds.length + (headsOf?.length ?? 0) > 0,
    ),
    { ...drafterOf(material), verb: 'close-round', dueAt: round.closesAt, from: round.closesAt },
  ]
}

const unitIdOf = (invitation: RoundInvitation): readonly UnitId[] => ('unitId' in invitation ? [invitation.unitId] : [])

/** Comments that nobody has answered, or whose answer was sent back. */
const unanswered = (material: Material): readonly ReviewComment[] =>
  countedComments(material).filter(({ settled }) => settled === null || settled.returned !== null)

function settleTasks(material: Material): readonly Task[] {
  const open = unanswered(material).length
  const held = countedComments(material).filter(isHeld).length
  const late = undecidedLateComments(material).length
  const drafter = drafterOf(material)
  const sponsor = material.sponsor ? { ...nobody, personIds: [material.sponsor.personId] } : drafter
  return [
    ...(late > 0 ? [{ ...drafter, verb: 'admit-late', dueAt: null, count: late } as const] : []),
    ...(open > 0 ? [{ ...drafter, verb: 'settle', dueAt: null, count: open } as const] : []),
    ...(held > 0 ? [{ ...sponsor, verb: 'release', dueAt: null, count: held } as const] : []),
  ]
}

/** Released settlements to which those who lodged the comment may still say something: one task each body and deadline. */
function reactionTasks(material: Material): readonly Task[] {
  const awaited = countedComments(material).flatMap(({ settled, by, unitId, unitSet, passedAt }) => {
    if (!settled?.released || settled.reaction || settled.reactBy === null) return []
    const byUnit = unitId !== null && (unitSet?.state === 'sent' || passedAt !== null)
    return [{ reactBy: settled.reactBy, who: byUnit ? `h:${unitId}` : `p:${by.personId}`, unitId, by, byUnit }]
  })
  return [...Map.groupBy(awaited, ({ reactBy, who }) => `${reactBy}/${who}`).values()].flatMap((same): Task[] => {
    const [first] = same
    if (!first) return []
    const { reactBy, unitId, by, byUnit } = first
    // The head speaks for the unit, also over a comment that its author lodged directly.
    const headsOf = unitId === null ? {} : { headsOf: [unitId] }
    const personIds = byUnit ? [] : [by.personId]
    return [{ ...nobody, verb: 'react', dueAt: reactBy, until: reactBy, count: same.length, personIds, ...headsOf }]
  })
}

const disputeTasks = (material: Material): readonly Task[] =>
  openDisputes(material)
    .filter(({ finalisingPermitted }) => finalisingPermitted === null)
    .map((dispute) => ({ ...nobody, dueAt: null, ...disputeTask(material, dispute) }))

function disputeTask(material: Material, dispute: Dispute): Pick<Task, 'verb'> & Partial<Addressees> {
  const decider = dispute.levels[dispute.level]?.decider
  switch (decider?.by) {
    case 'role':
      return { verb: 'decide-dispute', roles: [decider.role] }
    case 'person':
      return { verb: 'decide-dispute', personIds: [decider.personId] }
    case 'body':
      return { verb: 'decide-dispute', roles: [decider.recordedBy] }
    case 'sponsor':
      return material.sponsor
        ? { verb: 'decide-dispute', personIds: [material.sponsor.personId] }
        : { verb: 'decide-dispute', roles: ['council-member'] }
    default: {
      const units = dispute.commentIds.flatMap((id) => material.comments.get(id)?.unitId ?? [])
      return { verb: 'discuss-dispute', personIds: [material.drafter.personId], headsOf: [...new Set(units)] }
    }
  }
}

function approvalTasks(material: Material): readonly Task[] {
  const route = material.approvalRoute
  if (route?.ended?.kind === 'returned' && route.version === versionInWork(material)) {
    return [{ ...drafterOf(material), verb: 'rework', dueAt: null }]
  }
  return dueSteps(material).map((step) => ({ ...nobody, verb: 'approve', dueAt: null, ...approversOf(step) }))
}

/** Whom a step of an approval route asks. */
export function approversOf({ approver }: Pick<ApprovalStep, 'approver'>): Partial<Addressees> {
  switch (approver.by) {
    case 'person':
      return { personIds: [approver.personId], deputies: true }
    case 'unit-head':
      return { headsOf: [approver.unitId] }
    case 'role':
      return { roles: [approver.role], deputies: true }
  }
}

/** When nothing stands in the way any more the secretary locks; not while a unit may still insist. */
function lockTasks(material: Material): readonly Task[] {
  if (lockObstacles(material, null).length > 0 || material.approvalRoute?.ended?.kind === 'returned') return []
  const awaited = countedComments(material).flatMap(({ settled }) =>
    settled?.released && !settled.reaction && settled.reactBy !== null ? [settled.reactBy] : [],
  )
  const from = awaited.length > 0 ? { from: instant(Math.max(...awaited)) } : {}
  return [{ ...nobody, roles: ['secretary'], verb: 'lock', dueAt: null, ...from }]
}

const deliveryTasks = (material: Material): readonly Task[] =>
  material.deliveries.some(({ state }) => state === 'rejected')
    ? [{ ...nobody, roles: ['records-manager'], verb: 'retry-delivery', dueAt: null }]
    : []
