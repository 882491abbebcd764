import { instant, refused, type PersonId, type Refused } from '@glosa/domain/model'
import type { FactorDeps } from './factorDeps.ts'

const windowMs = 15 * 60_000
/** Of one person in a quarter of an hour, whichever factor and node: a code has a million values. */
const most = 5

const keyOf = (personId: PersonId, now: number) => `tries:${personId}:${Math.floor(now / windowMs)}`

/** Counts a try before it is made. @returns `second-factor-blocked` with `retryAfterSeconds` when there were too many */
export async function takeTry(
  { shortLived, now }: Pick<FactorDeps, 'shortLived' | 'now'>,
  personId: PersonId,
): Promise<Refused | null> {
  const at = now()
  const until = (Math.floor(at / windowMs) + 1) * windowMs
  const count = await shortLived.count(keyOf(personId, at), most, instant(until))
  return count <= most ? null : refused('second-factor-blocked', { retryAfterSeconds: Math.ceil((until - at) / 1000) })
}

/** The factor was right: the tries are forgotten. */
export const forgetTries = ({ shortLived, now }: Pick<FactorDeps, 'shortLived' | 'now'>, personId: PersonId) =>
  shortLived.clear(keyOf(personId, now()))
