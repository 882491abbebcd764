import type { RoundId } from '../ids.ts'
import { currentRound, type Material } from '../material.ts'
import type { Actor } from '../people.ts'
import { mayAct } from '../policy.ts'
import { isRefused, refused } from '../refusals.ts'
import type { Instant } from '../time.ts'
import type { Decided } from './decided.ts'

export function openRound(
  actor: Actor,
  material: Material,
  wish: { readonly roundId: RoundId; readonly closesAt: Instant },
  now: Instant,
): Decided {
  const allowed = mayAct(actor, 'open-round', material)
  if (isRefused(allowed)) return allowed
  if (wish.closesAt <= now) return refused('deadline-in-the-past')
  if (material.invitations.every((invitation) => invitation.right === 'read')) return refused('no-invitations')
  return [{ type: 'round-opened', roundId: wish.roundId, number: material.rounds.length + 1, closesAt: wish.closesAt }]
}

export function closeRound(actor: Actor, material: Material): Decided {
  const allowed = mayAct(actor, 'close-round', material)
  if (isRefused(allowed)) return allowed
  const round = currentRound(material)
  return round ? [{ type: 'round-closed', roundId: round.id }] : refused('round-not-open')
}

/** "Mám hotovo", or "bez připomínek" as an explicit act. */
export function finishReview(actor: Actor, material: Material, withoutComments: boolean): Decided {
  const allowed = mayAct(actor, 'finish-review', material)
  if (isRefused(allowed)) return allowed
  const round = currentRound(material)
  return round ? [{ type: 'review-finished', roundId: round.id, withoutComments }] : refused('round-not-open')
}
