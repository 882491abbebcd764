import {
  isRefused,
  mayAct,
  stampOf,
  startApproval as decide,
  templateOf,
  type Actor,
  type ApprovalRouteId,
  type MaterialId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Sends the text as it is now out on the approval route of its template. */
export async function startApproval(context: CommandContext, actor: Actor, materialId: MaterialId) {
  const { settings } = await context.settings.read()
  const routeId = context.newId<ApprovalRouteId>()
  return decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const allowed = mayAct(actor, 'start-approval', material)
    if (isRefused(allowed)) return allowed
    const now = await context.texts.read(material)
    if (isRefused(now)) return now
    const { steps } = templateOf(settings, material).approval
    const decided = decide(actor, material, { routeId, steps, textHash: now.hash })
    // Kept, so that every approver can see what became of the text since.
    if (!isRefused(decided)) await context.blobs.put(new TextEncoder().encode(now.json))
    return decided
  })
}
