import {
  approvalStanding,
  approvesAs,
  countedComments,
  disputeActs,
  dueSteps,
  heldSettlements,
  isRefused,
  lockObstacles,
  maySeeComment,
  maySeeHeld,
  reactionStateOf,
  releases,
  speaksFor,
  templateOf,
  versionInWork,
  type Actor,
  type Approval,
  type ApprovalStanding,
  type ApprovalStep,
  type CommentId,
  type DisputeActs,
  type Material,
  type ReactionState,
  type Refused,
  type Sha256,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import type { RewrittenPassage } from '../texts.ts'

/** Where a material stands, for one person: what the server alone can know of its text, and what is to do before a lock. */
export interface Readiness {
  readonly sequence: number
  /** `null` for a locked material: its text is in the version. */
  readonly textHash: Sha256 | null
  readonly isApprovalRequired: boolean
  readonly obstacles: readonly Refused[]
  readonly rewritten: readonly RewrittenPassage[]
  readonly approvals: readonly (Approval & { readonly standing: ApprovalStanding })[]
  readonly dueSteps: readonly (ApprovalStep & { readonly isYours: boolean })[]
  readonly changedSinceYourApproval: Sha256 | null
  readonly reactions: readonly {
    readonly commentId: CommentId
    readonly state: ReactionState
    readonly isYours: boolean
  }[]
  readonly yourDisputes: readonly DisputeActs[]
  readonly prepared: { readonly held: number; readonly mayRelease: boolean }
}

/** Reads what may be read; voids nothing. Ask `voidApprovals` before. */
export async function readinessOf(
  context: CommandContext,
  actor: Actor,
  material: Material,
): Promise<Readiness | Refused> {
  const { settings } = await context.settings.read()
  const now = context.now()
  const { isRequired: isApprovalRequired } = templateOf(settings, material).approval
  const isLocked = material.state === 'locked'
  const textHash = isLocked ? null : await context.texts.hash(material)
  if (isRefused(textHash)) return textHash
  const rewritten = isLocked ? [] : await context.texts.rewritten(material)
  const sees = (id: CommentId) => {
    const comment = material.comments.get(id)
    return comment !== undefined && maySeeComment(actor, comment, material)
  }
  const facts = textHash && {
    now,
    textHash,
    isApprovalRequired,
    rewritten: rewritten.map(({ commentId }) => commentId),
  }
  const held = heldSettlements(material)
  return {
    sequence: material.sequence,
    textHash,
    isApprovalRequired,
    obstacles: isLocked ? [] : lockObstacles(material, facts),
    rewritten: rewritten.filter(({ commentId }) => sees(commentId)),
    approvals: material.approvals.map((approval) => ({ ...approval, standing: approvalStanding(material, approval) })),
    dueSteps: dueSteps(material).map((step) => ({ ...step, isYours: approvesAs(actor, step.approver) !== null })),
    changedSinceYourApproval: changedSince(actor, material, textHash),
    reactions: countedComments(material).flatMap((comment) =>
      comment.settled?.released && comment.version === versionInWork(material) && sees(comment.id)
        ? [
            {
              commentId: comment.id,
              state: reactionStateOf(comment.settled, now),
              isYours: speaksFor(actor, comment),
            },
          ]
        : [],
    ),
    yourDisputes: isLocked ? [] : disputeActs(actor, material).filter(({ commentIds }) => commentIds.some(sees)),
    prepared: maySeeHeld(actor, material)
      ? { held: held.length, mayRelease: held.some((comment) => releases(actor, material, comment)) }
      : { held: 0, mayRelease: false },
  }
}

/** What the actor approved last, in this version or an earlier one, when the text is another now. */
export function changedSince(actor: Actor, material: Material, textHash: Sha256 | null): Sha256 | null {
  const last = material.approvals.findLast(({ by }) => by.personId === actor.personId)
  return last && textHash !== null && last.textHash !== textHash ? last.textHash : null
}
