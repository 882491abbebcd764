import {
  giveApproval as decide,
  isRefused,
  mayAct,
  stampOf,
  type Actor,
  type MaterialId,
  type Refused,
  type Sha256,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend, type Done } from '../decideAndAppend.ts'
import { voidApprovals } from './voidApprovals.ts'

/**
 * Approves the text that the approver was shown. The server finds the hash of the text in the act;
 * when it is another one, nothing is approved and what was given for the old text is void.
 */
export async function giveApproval(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  shownHash: Sha256,
  stepId: string | null,
): Promise<Done | Refused> {
  const done = await decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const allowed = mayAct(actor, 'approve', material)
    if (isRefused(allowed)) return allowed
    const now = await context.texts.read(material)
    if (isRefused(now)) return now
    const decided = decide(actor, material, stepId, shownHash, now.hash)
    if (!isRefused(decided)) await context.blobs.put(new TextEncoder().encode(now.json))
    return decided
  })
  if (isRefused(done) && done.refused === 'text-changed') await voidApprovals(context, materialId)
  return done
}
