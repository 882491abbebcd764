import {
  approvesAs,
  countedComments,
  isRefused,
  mayAct,
  maySeeComment,
  openDisputes,
  standingApprovals,
  stepsFor,
  whosOf,
  type Actor,
  type ApprovalStep,
  type Instant,
  type Material,
  type PersonStamp,
  type Sha256,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { changedSince } from './readiness.ts'
import { voidApprovals } from './voidApprovals.ts'

const mostItems = 500

/** One material that waits for the actor's approval, with what they need to know before they give it. */
export interface WaitingApproval {
  readonly material: Material
  readonly step: ApprovalStep
  /** Of the text as it is now: an approval is bound to it. */
  readonly textHash: Sha256
  readonly standingFor: PersonStamp | null
  /** Who approved this very text already. */
  readonly approvedBefore: readonly { readonly by: PersonStamp; readonly at: Instant }[]
  readonly changedSinceYourApproval: Sha256 | null
  readonly comments: number
  readonly essential: number
  readonly openDisputes: number
}

/** Everything that waits for the actor's approval, oldest route first; one line for each step that asks them. */
export async function listApprovals(context: CommandContext, actor: Actor): Promise<readonly WaitingApproval[]> {
  const asked = { whos: whosOf(actor), personId: actor.personId }
  const { cards } = await context.projections.cards({ ...asked, withTasks: true, limit: mostItems, offset: 0 })
  const waiting: WaitingApproval[] = []
  for (const { materialId } of cards) {
    const loaded = await context.materials.load(materialId)
    // Most tasks are others: only what waits for this person is looked at closer.
    if (!loaded || mayAct(actor, 'approve', loaded.material) !== true) continue
    const material = (await voidApprovals(context, materialId)) ?? loaded.material
    const textHash = await context.texts.hash(material)
    if (isRefused(textHash)) continue
    waiting.push(...stepsFor(actor, material).map((step) => waitingAt(actor, material, step, textHash)))
  }
  return waiting.sort((a, b) => startedAt(a) - startedAt(b) || (a.material.number < b.material.number ? -1 : 1))
}

const startedAt = ({ material }: WaitingApproval): number => material.approvalRoute?.startedAt ?? 0

function waitingAt(actor: Actor, material: Material, step: ApprovalStep, textHash: Sha256): WaitingApproval {
  const as = approvesAs(actor, step.approver)
  const seen = countedComments(material).filter((comment) => maySeeComment(actor, comment, material))
  return {
    material,
    step,
    textHash,
    standingFor: as === 'self' ? null : as,
    approvedBefore: standingApprovals(material)
      .filter((approval) => approval.textHash === textHash)
      .map(({ by, at }) => ({ by, at })),
    changedSinceYourApproval: changedSince(actor, material, textHash),
    comments: seen.length,
    essential: seen.filter(({ kind }) => kind === 'essential').length,
    openDisputes: openDisputes(material).filter(({ commentIds }) =>
      commentIds.some((id) => seen.some((comment) => comment.id === id)),
    ).length,
  }
}
