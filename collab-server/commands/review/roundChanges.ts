import {
  changeDeadline as decideDeadline,
  dropPlannedRound as decideDrop,
  inviteToRound as decideInvite,
  isRefused,
  mayAct,
  stampOf,
  uninviteFromRound as decideUninvite,
  type Actor,
  type Instant,
  type MaterialId,
  type PersonId,
  type RoundId,
  type UnitId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'
import { namedInvitations, type RoundInvitationWish } from './roundTerms.ts'

/** Gives a round in preparation up. */
export const dropPlannedRound = (context: CommandContext, actor: Actor, materialId: MaterialId, roundId: RoundId) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decideDrop(actor, material, roundId))

/** Prolongs or shortens a deadline. */
export const changeDeadline = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  wish: {
    readonly roundId: RoundId
    readonly participantId: UnitId | PersonId | null
    readonly closesAt: Instant
    readonly reason: string
  },
) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) =>
    decideDeadline(actor, material, wish, context.now()),
  )

/** Asks more units or people in a round. */
export const inviteToRound = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  roundId: RoundId,
  wishes: readonly RoundInvitationWish[],
) =>
  decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const allowed = mayAct(actor, 'change-round', material)
    if (isRefused(allowed)) return allowed
    const invited = await namedInvitations(context, wishes)
    return isRefused(invited) ? invited : decideInvite(actor, material, roundId, invited, context.now())
  })

/** Asks a unit or person no longer in a round. */
export const uninviteFromRound = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  roundId: RoundId,
  participantId: UnitId | PersonId,
) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) =>
    decideUninvite(actor, material, roundId, participantId),
  )
