import { removeParticipant as decide, stampOf, type Actor, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Takes an invitation back. */
export const removeParticipant = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  participantId: string,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, participantId))
