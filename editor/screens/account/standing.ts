import type { AnswerOf } from '@glosa/domain/contract'

export type ShownSubstitution = AnswerOf<'listSubstitutions'>['substitutions'][number]
export type Standing = 'running' | 'planned' | 'past' | 'ended'

/** How a substitution stands at a moment. */
export function standingOf({ from, until, endedAt }: ShownSubstitution, now: number): Standing {
  if (endedAt !== null) return 'ended'
  if (until <= now) return 'past'
  return from <= now ? 'running' : 'planned'
}

/** Whether it still matters: running or to come. */
export const isComing = (substitution: ShownSubstitution, now: number): boolean =>
  ['running', 'planned'].includes(standingOf(substitution, now))
