import { closeRound as decide, stampOf, type Actor, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Closes the open review round. */
export const closeRound = (context: CommandContext, actor: Actor, materialId: MaterialId) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material))
