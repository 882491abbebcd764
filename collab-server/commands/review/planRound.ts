import {
  isRefused,
  mayAct,
  planRound as decide,
  refused,
  stampOf,
  type Actor,
  type Instant,
  type MaterialId,
  type Refused,
  type RoundId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend, type Done } from '../decideAndAppend.ts'
import { leastDeadline } from './leastDeadline.ts'
import { roundTerms, type RoundTermsWish } from './roundTerms.ts'

/** A round to prepare. */
export interface PlanWish {
  readonly opensAt: Instant | null
  readonly closesAt: Instant
  readonly terms: RoundTermsWish
}

/**
 * Prepares a round, or changes one in preparation. "Changed parts" are those changed by now.
 * @param roundId `null` for a new one
 */
export async function planRound(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  roundId: RoundId | null,
  wish: PlanWish,
): Promise<(Done & { readonly roundId: RoundId }) | Refused> {
  const id = roundId ?? context.newId<RoundId>()
  const done = await decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    // Asked first: a stranger must not learn whom the directory knows.
    const allowed = mayAct(actor, 'plan-round', material)
    if (isRefused(allowed)) return allowed
    if (roundId !== null && !material.rounds.some((round) => round.id === roundId)) return refused('round-not-found')
    const terms = await roundTerms(context, material, wish.terms)
    if (isRefused(terms)) return terms
    const { opensAt, closesAt } = wish
    const now = context.now()
    const usualUntil = await leastDeadline(context, opensAt ?? now)
    return decide(actor, material, { roundId: id, opensAt, closesAt, terms, usualUntil }, now)
  })
  return isRefused(done) ? done : { ...done, roundId: id }
}
