import { cancelApproval as decide, stampOf, type Actor, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Takes the text back from approval. */
export const cancelApproval = (context: CommandContext, actor: Actor, materialId: MaterialId) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material))
