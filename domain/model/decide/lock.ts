import { openSteps, runningRoute } from '../approvals.ts'
import { blockingDisputes } from '../disputes.ts'
import type { CommentId, DeliveryId, Sha256 } from '../ids.ts'
import { countedComments, undecidedLateComments, type Material, type MaterialVersion } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import { awaitedReactions, isHeld } from '../settlements.ts'
import type { Instant } from '../time.ts'
import type { Decided } from './decided.ts'

/** What the history alone does not tell about a lock. */
export interface LockFacts {
  readonly now: Instant
  /** Hash of the text that is about to be locked (`MaterialText`). */
  readonly textHash: Sha256
  /** Comments whose accepted passage reads differently now. */
  readonly rewritten: readonly CommentId[]
  /** Whether the template demands a complete approval route. */
  readonly isApprovalRequired: boolean
}

/**
 * Whether the material may be locked now; asked before the gate closes and again before the event is appended.
 * @param facts `null` where they are not known (in the browser): then only what the history tells is asked
 */
export function mayLock(actor: Actor, material: Material, facts: LockFacts | null = null): true | Refused {
  const allowed = mayAct(actor, 'lock', material)
  if (isRefused(allowed)) return allowed
  return firstObstacle(material, facts) ?? true
}

/** The first of what stands in the way of a lock, whoever asks. */
function firstObstacle(material: Material, facts: LockFacts | null): Refused | null {
  const [first] = lockObstacles(material, facts)
  return first ?? null
}

/** Everything that stands in the way of a lock, in the order in which it is best removed. */
export function lockObstacles(material: Material, facts: LockFacts | null): readonly Refused[] {
  const counted = countedComments(material)
  const obstacles: Refused[] = []
  const late = undecidedLateComments(material).length
  if (late > 0) obstacles.push(refused('late-comments-undecided', { late }))
  const unsettled = counted.filter((comment) => !comment.settled?.released && !isHeld(comment)).length
  if (unsettled > 0) obstacles.push(refused('comments-unsettled', { unsettled }))
  const held = counted.filter(isHeld).length
  if (held > 0) obstacles.push(refused('settlements-held', { held }))
  const awaited = facts ? awaitedReactions(counted, facts.now).length : 0
  if (awaited > 0) obstacles.push(refused('reactions-awaited', { awaited }))
  const disputes = blockingDisputes(material).length
  if (disputes > 0) obstacles.push(refused('dispute-open', { disputes }))
  if (facts && facts.rewritten.length > 0) {
    obstacles.push(refused('accepted-text-rewritten', { rewritten: facts.rewritten.length }))
  }
  const route = runningRoute(material)
  const missing = route ? openSteps(material, route, facts?.textHash ?? null).length : 0
  if (missing > 0) obstacles.push(refused('approval-incomplete', { missing }))
  else if (!route && facts?.isApprovalRequired) obstacles.push(refused('approval-incomplete'))
  return obstacles
}

export function lockMaterial(
  actor: Actor,
  material: Material,
  version: Omit<MaterialVersion, 'lockedAt' | 'lockedBy'>,
  deliveries: readonly { readonly id: DeliveryId; readonly target: string }[],
  facts: LockFacts | null = null,
): Decided {
  const allowed = mayLock(actor, material, facts)
  return isRefused(allowed) ? allowed : [{ type: 'material-locked', version, deliveries }]
}
