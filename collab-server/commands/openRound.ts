import {
  isRefused,
  mayAct,
  openRound as decide,
  stampOf,
  type Actor,
  type Instant,
  type MaterialId,
  type RoundId,
  type RoundTerms,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'
import { leastDeadline } from './review/leastDeadline.ts'
import { partsNow } from './review/partsNow.ts'
import { roundTerms, type RoundTermsWish } from './review/roundTerms.ts'

/** How to open a round. */
export interface OpeningWish {
  readonly closesAt: Instant
  /** Of a planned round that opens now. */
  readonly roundId?: RoundId | undefined
  /** Absent: as planned, or plainly with everybody invited to comment. */
  readonly terms?: RoundTermsWish | undefined
}

/** Opens a review round and keeps what every part was then. */
export const openRound = (context: CommandContext, actor: Actor, materialId: MaterialId, wish: OpeningWish) => {
  const roundId = wish.roundId ?? context.newId<RoundId>()
  return decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    // Asked first: a stranger must not learn whom the directory knows.
    const allowed = mayAct(actor, 'open-round', material)
    if (isRefused(allowed)) return allowed
    const texts = await partsNow(context, material)
    if (isRefused(texts)) return texts
    let terms: RoundTerms | undefined
    if (wish.terms) {
      const named = await roundTerms(context, material, wish.terms, texts)
      if (isRefused(named)) return named
      terms = named
    }
    const now = context.now()
    const usualUntil = await leastDeadline(context, now)
    const { closesAt } = wish
    return decide(actor, material, { roundId, closesAt, texts, usualUntil, ...(terms ? { terms } : {}) }, now)
  })
}
