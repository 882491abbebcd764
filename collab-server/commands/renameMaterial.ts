import { renameMaterial as decide, stampOf, type Actor, type MaterialId } from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

/** Changes the title of a material. */
export const renameMaterial = (context: CommandContext, actor: Actor, materialId: MaterialId, title: string) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, title))
