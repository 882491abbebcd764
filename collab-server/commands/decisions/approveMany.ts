import { isRefused, type Actor, type MaterialId, type RefusalCode, type Sha256 } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { giveApproval } from './giveApproval.ts'

/** One line of a reviewed list: what the approver was shown. */
export interface ApprovalWish {
  readonly materialId: MaterialId
  readonly hash: Sha256
  readonly stepId: string | null
}

/** What became of one line. */
export type ApprovalResult = { readonly materialId: MaterialId } & (
  | { readonly outcome: 'approved'; readonly sequence: number }
  | { readonly outcome: 'refused'; readonly code: RefusalCode }
)

/**
 * Approves a reviewed list. Each material is approved or refused on its own and bound to the hash
 * that was shown for it; a refusal of one says nothing about the others.
 */
export async function approveMany(
  context: CommandContext,
  actor: Actor,
  wishes: readonly ApprovalWish[],
): Promise<readonly ApprovalResult[]> {
  const results: ApprovalResult[] = []
  for (const { materialId, hash, stepId } of wishes) {
    const done = await giveApproval(context, actor, materialId, hash, stepId)
    results.push(
      isRefused(done)
        ? { outcome: 'refused', materialId, code: done.refused }
        : { outcome: 'approved', materialId, sequence: done.material.sequence },
    )
  }
  return results
}
