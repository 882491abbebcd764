import type { Approval, ApprovalRoute, ApprovalStep, Approver } from './approval.ts'
import type { Sha256 } from './ids.ts'
import type { Material } from './material.ts'
import { headshipOf, type Actor, type PersonStamp } from './people.ts'

export * from './approval.ts'

/**
 * What an approval is worth: of a locked version, of the text in work, or of a text that is no more.
 * Approvals and signatures of an earlier version stay with it and say nothing about a later one.
 */
export const approvalStandings = ['of-locked-version', 'valid', 'void'] as const
export type ApprovalStanding = (typeof approvalStandings)[number]

export const approvalStanding = (
  material: Pick<Material, 'versions'>,
  approval: Pick<Approval, 'version' | 'voided'>,
): ApprovalStanding =>
  approval.voided ? 'void' : approval.version <= material.versions.length ? 'of-locked-version' : 'valid'

/** Approvals of the text in work that were not voided. */
export const standingApprovals = (material: Pick<Material, 'versions' | 'approvals'>): readonly Approval[] =>
  material.approvals.filter((approval) => approvalStanding(material, approval) === 'valid')

/** The route that is being walked; `null` when there is none, or it was returned or cancelled. */
export const runningRoute = (material: Pick<Material, 'approvalRoute' | 'versions'>): ApprovalRoute | null => {
  const route = material.approvalRoute
  return route && route.ended === null && route.version > material.versions.length ? route : null
}

/** Steps that the material has to take with the flags it carries now. */
export const stepsToTake = (material: Pick<Material, 'flags'>, route: ApprovalRoute): readonly ApprovalStep[] =>
  route.steps.filter(({ flag }) => flag === null || material.flags.includes(flag))

/**
 * Steps without a valid approval.
 * @param textHash when given, only approvals of this very text count
 */
export const openSteps = (
  material: Pick<Material, 'flags' | 'versions' | 'approvals'>,
  route: ApprovalRoute,
  textHash: Sha256 | null = null,
): readonly ApprovalStep[] => {
  const given = standingApprovals(material).filter(
    (approval) => approval.routeId === route.id && (textHash === null || approval.textHash === textHash),
  )
  return stepsToTake(material, route).filter(({ id }) => !given.some(({ stepId }) => stepId === id))
}

/** Steps that may be taken now: the open ones of the first stage that has any. */
export const dueSteps = (
  material: Pick<Material, 'flags' | 'versions' | 'approvals' | 'approvalRoute'>,
): readonly ApprovalStep[] => {
  const route = runningRoute(material)
  if (!route) return []
  const open = openSteps(material, route)
  const stage = Math.min(...open.map((step) => step.stage))
  return open.filter((step) => step.stage === stage)
}

/**
 * In whose name the actor may take a step.
 * @returns `'self'`, the absent person they stand in for, or `null` when the step does not ask them
 */
export function approvesAs(actor: Actor, approver: Approver): 'self' | PersonStamp | null {
  switch (approver.by) {
    case 'person':
      if (actor.personId === approver.personId) return 'self'
      return actor.standsFor?.find(({ person }) => person.personId === approver.personId)?.person ?? null
    case 'unit-head': {
      const headship = headshipOf(actor, approver.unitId)
      return headship === 'head' ? 'self' : headship
    }
    case 'role':
      if (actor.roles.includes(approver.role)) return 'self'
      return actor.standsFor?.find(({ roles }) => roles.includes(approver.role))?.person ?? null
  }
}

/** Steps that may be taken now and ask the actor. */
export const stepsFor = (
  actor: Actor,
  material: Pick<Material, 'flags' | 'versions' | 'approvals' | 'approvalRoute'>,
): readonly ApprovalStep[] => dueSteps(material).filter(({ approver }) => approvesAs(actor, approver) !== null)

/** Whether the actor approves, or approved, something of the material's route: then they must be able to read it. */
export const isAsked = (actor: Actor, material: Pick<Material, 'approvalRoute' | 'approvals'>): boolean =>
  (material.approvalRoute?.steps.some(({ approver }) => approvesAs(actor, approver) !== null) ?? false) ||
  material.approvals.some(({ by }) => by.personId === actor.personId)
