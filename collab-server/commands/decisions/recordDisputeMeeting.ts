import {
  recordDisputeMeeting as decide,
  stampOf,
  type Actor,
  type DisputeId,
  type Instant,
  type MaterialId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Records a discussion of a dispute. */
export const recordDisputeMeeting = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  disputeId: DisputeId,
  meeting: { readonly heldAt: Instant; readonly present: string; readonly conclusion: string },
) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) =>
    decide(actor, material, disputeId, meeting, context.now()),
  )
