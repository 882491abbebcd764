import {
  openRound as decide,
  stampOf,
  type Actor,
  type Instant,
  type MaterialId,
  type RoundId,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Opens the review round until `closesAt`. */
export const openRound = (context: CommandContext, actor: Actor, materialId: MaterialId, closesAt: Instant) => {
  const roundId = context.newId<RoundId>()
  return decideAndAppend(context, stampOf(actor), materialId, (material) =>
    decide(actor, material, { roundId, closesAt }, context.now()),
  )
}
