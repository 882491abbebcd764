import { finishReview as decide, stampOf, type Actor, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Notes that a person is done with the review. */
export const finishReview = (context: CommandContext, actor: Actor, materialId: MaterialId, withoutComments: boolean) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, withoutComments))
