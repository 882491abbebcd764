import type { OfficeRecord } from './ports.ts'
import type { PersonId, ResetId } from './ids.ts'
import type { Actor, PersonStamp } from './people.ts'
import { mayAdminister } from './policy.ts'
import { isRefused, refused, type Refused } from './refusals.ts'
import type { SecondFactorPolicy } from './secondFactor.ts'
import type { Instant } from './time.ts'

/** The name of the office log that keeps the policy of second factors and the resets. */
export const securityLog = 'security'

/** What happens in {@link securityLog}. */
export type SecurityEvent =
  | { readonly type: 'second-factor-policy-changed'; readonly policy: SecondFactorPolicy }
  /** An administrator asks to take away the factors of somebody who lost theirs. */
  | {
      readonly type: 'factor-reset-requested'
      readonly resetId: ResetId
      readonly personId: PersonId
      readonly displayName: string
      readonly reason: string
    }
  | { readonly type: 'factor-reset-confirmed'; readonly resetId: ResetId }
  | { readonly type: 'factor-reset-withdrawn'; readonly resetId: ResetId }

/** A reset that waits for another administrator. */
export interface FactorReset {
  readonly id: ResetId
  readonly personId: PersonId
  readonly displayName: string
  readonly reason: string
  readonly requestedBy: PersonStamp
  readonly requestedAt: Instant
}

/** The office's own rules of signing in, folded from {@link securityLog}. */
export interface Security {
  /** `null` until an administrator changes it: the default of this installation holds. */
  readonly policy: SecondFactorPolicy | null
  readonly resets: readonly FactorReset[]
}

export const emptySecurity: Security = { policy: null, resets: [] }

/** How long a request waits for the second administrator, in milliseconds. */
export const resetWaits = 24 * 60 * 60_000

/** The state after one more record; events that it does not know change nothing. */
export function applySecurityRecord(state: Security, record: OfficeRecord<SecurityEvent>): Security {
  return record.events.reduce((before: Security, event): Security => {
    switch (event.type) {
      case 'second-factor-policy-changed':
        return { ...before, policy: event.policy }
      case 'factor-reset-requested': {
        const { resetId, personId, displayName, reason } = event
        const reset = { id: resetId, personId, displayName, reason, requestedBy: record.by, requestedAt: record.at }
        return { ...before, resets: [...before.resets, reset] }
      }
      case 'factor-reset-confirmed':
      case 'factor-reset-withdrawn':
        return { ...before, resets: before.resets.filter(({ id }) => id !== event.resetId) }
      default:
        return before
    }
  }, state)
}

/** The resets that still wait. */
export const openResets = ({ resets }: Security, now: Instant): readonly FactorReset[] =>
  resets.filter(({ requestedAt }) => now - requestedAt < resetWaits)

type Decided = readonly SecurityEvent[] | Refused

/** Decides a change of the policy; the same policy again changes nothing. */
export function changePolicy(
  actor: Actor,
  before: SecondFactorPolicy,
  policy: SecondFactorPolicy,
): readonly SecurityEvent[] | Refused {
  const allowed = mayAdminister(actor)
  if (isRefused(allowed)) return allowed
  return JSON.stringify(before) === JSON.stringify(policy) ? [] : [{ type: 'second-factor-policy-changed', policy }]
}

/** Decides the request of a reset. Nobody asks for themselves, and one request for a person is enough. */
export function requestFactorReset(
  actor: Actor,
  state: Security,
  wish: {
    readonly resetId: ResetId
    readonly personId: PersonId
    readonly displayName: string
    readonly reason: string
  },
  now: Instant,
): Decided {
  const allowed = mayAdminister(actor)
  if (isRefused(allowed)) return allowed
  if (wish.personId === actor.personId) return refused('another-administrator-needed')
  const waits = openResets(state, now).some(({ personId }) => personId === wish.personId)
  return waits ? refused('conflict') : [{ type: 'factor-reset-requested', ...wish }]
}

/** Decides the confirmation, by an administrator who neither asked for it nor is the person. */
export function confirmFactorReset(actor: Actor, state: Security, resetId: ResetId, now: Instant): Decided {
  const reset = mayTouch(actor, state, resetId, now)
  if (isRefused(reset)) return reset
  const isOther = reset.requestedBy.personId !== actor.personId && reset.personId !== actor.personId
  return isOther ? [{ type: 'factor-reset-confirmed', resetId }] : refused('another-administrator-needed')
}

/** Decides the withdrawal, by any administrator. */
export function withdrawFactorReset(actor: Actor, state: Security, resetId: ResetId, now: Instant): Decided {
  const reset = mayTouch(actor, state, resetId, now)
  return isRefused(reset) ? reset : [{ type: 'factor-reset-withdrawn', resetId }]
}

function mayTouch(actor: Actor, state: Security, resetId: ResetId, now: Instant): FactorReset | Refused {
  const allowed = mayAdminister(actor)
  if (isRefused(allowed)) return allowed
  return openResets(state, now).find(({ id }) => id === resetId) ?? refused('reset-not-found')
}
