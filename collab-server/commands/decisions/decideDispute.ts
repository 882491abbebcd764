import {
  decideDispute as decide,
  stampOf,
  type Actor,
  type DisputeId,
  type DisputeRuling,
  type MaterialId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Decides a dispute as the competent person of its level. */
export const decideDispute = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  disputeId: DisputeId,
  ruling: DisputeRuling,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decide(actor, material, disputeId, ruling))
