import type { Role } from './people.ts'
import { refused, type Refused } from './refusals.ts'
import type { Instant } from './time.ts'

/** How much of a second factor is asked for, from nothing to one that cannot be given away to a false page. */
export const factorDemands = ['none', 'any', 'phishing-resistant'] as const
export type FactorDemand = (typeof factorDemands)[number]

/** Acts for which the office may want a second factor shown again. */
export const privilegedActs = ['lock', 'approve', 'administer'] as const
export type PrivilegedAct = (typeof privilegedActs)[number]

/** What a person can enrol: an authenticator application (RFC 6238), or a passkey (WebAuthn). */
export const factorKinds = ['totp', 'passkey'] as const
export type FactorKind = (typeof factorKinds)[number]

/** What the office asks for; changed by administrators. */
export interface SecondFactorPolicy {
  /** By role; the strongest of a person's roles counts. */
  readonly roles: Readonly<Record<Role, FactorDemand>>
  readonly acts: Readonly<Record<PrivilegedAct, ActDemand>>
  /**
   * Who may enrol a first factor: anybody who signed in, or, where the role demands a factor, only
   * with a code from an administrator.
   */
  readonly enrolment: 'open' | 'with-code'
}

/** What an act asks for, and how long ago it may have been shown. */
export interface ActDemand {
  readonly demand: FactorDemand
  /** Minutes. */
  readonly withinMinutes: number
}

/** Nothing is asked for: the policy of the demo office. */
export const openPolicy: SecondFactorPolicy = {
  roles: {
    staff: 'none',
    drafter: 'none',
    'unit-head': 'none',
    'council-member': 'none',
    secretary: 'none',
    'records-manager': 'none',
    administrator: 'none',
  },
  acts: {
    lock: { demand: 'none', withinMinutes: 10 },
    approve: { demand: 'none', withinMinutes: 10 },
    administer: { demand: 'none', withinMinutes: 10 },
  },
  enrolment: 'open',
}

/** What an office starts with: whoever locks, keeps records or administers has a second factor and shows it again. */
export const officePolicy: SecondFactorPolicy = {
  roles: { ...openPolicy.roles, secretary: 'any', 'records-manager': 'any', administrator: 'any' },
  acts: {
    lock: { demand: 'any', withinMinutes: 10 },
    approve: { demand: 'none', withinMinutes: 10 },
    administer: { demand: 'any', withinMinutes: 10 },
  },
  enrolment: 'open',
}

/** A second factor that was shown in a session. */
export interface ShownFactor {
  /** `provider`: the identity provider saw it and is trusted with that. A recovery code only opens enrolment. */
  readonly kind: FactorKind | 'recovery-code' | 'provider'
  readonly phishingResistant: boolean
  readonly at: Instant
}

/** How the person of a session proved who they are. */
export interface SessionProof {
  readonly by: 'password' | 'oidc'
  readonly at: Instant
  /** The person had a factor of their own when they signed in: then it is asked for, whatever the role. */
  readonly ownFactor: boolean
  readonly factor: ShownFactor | null
}

/** The proof of a session, also of one that was opened before there were second factors. */
export const proofOf = (row: { readonly proof?: SessionProof; readonly createdAt: Instant }): SessionProof =>
  row.proof ?? { by: 'password', at: row.createdAt, ownFactor: false, factor: null }

/** Where a session stands: `full`, or what must come first. */
export const sessionLevels = ['full', 'challenge', 'enrol'] as const
export type SessionLevel = (typeof sessionLevels)[number]

const rank = (demand: FactorDemand): number => factorDemands.indexOf(demand)

/** The strongest demand of the roles. */
export const demandOfRoles = (policy: SecondFactorPolicy, roles: readonly Role[]): FactorDemand =>
  roles.map((role) => policy.roles[role]).reduce((a, b) => (rank(b) > rank(a) ? b : a), 'none')

/** What a session must have shown to be a full one. */
export function demandOfSession(
  policy: SecondFactorPolicy,
  roles: readonly Role[],
  proof: Pick<SessionProof, 'ownFactor'>,
): FactorDemand {
  const byRole = demandOfRoles(policy, roles)
  return byRole === 'none' && proof.ownFactor ? 'any' : byRole
}

/** Whether what was shown is enough. A recovery code never is: it stands for a factor that is gone. */
export function satisfies(
  demand: FactorDemand,
  shown: Pick<ShownFactor, 'kind' | 'phishingResistant'> | null,
): boolean {
  if (demand === 'none') return true
  if (shown === null || shown.kind === 'recovery-code') return false
  return demand === 'any' || shown.phishingResistant
}

export const isPhishingResistant = (kind: FactorKind): boolean => kind === 'passkey'

/** Whether the session may do everything that its person may; asked for every request, frame and socket. */
export const isFull = (policy: SecondFactorPolicy, roles: readonly Role[], proof: SessionProof): boolean =>
  satisfies(demandOfSession(policy, roles, proof), proof.factor)

/**
 * What a session must do next. A factor that is there is shown first, also when a stronger one has to be enrolled;
 * after a recovery code only enrolling is left.
 */
export function levelOf(
  policy: SecondFactorPolicy,
  roles: readonly Role[],
  proof: SessionProof,
  enrolled: readonly FactorKind[],
): SessionLevel {
  const demand = demandOfSession(policy, roles, proof)
  if (satisfies(demand, proof.factor)) return 'full'
  if (proof.factor?.kind === 'recovery-code') return 'enrol'
  const helps = enrolled.some((kind) => satisfies(demand, { kind, phishingResistant: isPhishingResistant(kind) }))
  return helps || (enrolled.length > 0 && proof.factor === null) ? 'challenge' : 'enrol'
}

/**
 * Whether the act may go on now.
 * @returns `step-up-needed` with the act, the demand and the seconds within which it must have been shown
 */
export function mayStepPast(
  policy: SecondFactorPolicy,
  act: PrivilegedAct,
  proof: SessionProof,
  now: Instant,
): true | Refused {
  const { demand, withinMinutes } = policy.acts[act]
  if (demand === 'none') return true
  const { factor } = proof
  const isFresh = factor !== null && now - factor.at <= withinMinutes * 60_000
  return (
    (isFresh && satisfies(demand, factor)) ||
    refused('step-up-needed', { act, demand, withinSeconds: withinMinutes * 60 })
  )
}

/** Minutes within which a person must have signed in, or shown a factor they have, to change their factors. */
const changeWithinMinutes = 10

/**
 * Whether the session may change the person's own factors. The first one is enrolled soon after the sign-in, so that
 * a browser left open is not enough; with any there, one must have been shown just now.
 */
export function mayChangeFactors(proof: SessionProof, enrolled: readonly FactorKind[], now: Instant): true | Refused {
  const isFresh = (at: Instant) => now - at <= changeWithinMinutes * 60_000
  if (enrolled.length === 0) return isFresh(proof.at) || refused('sign-in-too-old')
  const { factor } = proof
  const isShown = factor !== null && factor.kind !== 'provider' && isFresh(factor.at)
  const withinSeconds = changeWithinMinutes * 60
  return isShown || refused('step-up-needed', { act: 'change-factors', demand: 'any', withinSeconds })
}

/** Whether losing this factor leaves the person with one that their roles demand. */
export function mayRemoveFactor(
  policy: SecondFactorPolicy,
  roles: readonly Role[],
  remaining: readonly FactorKind[],
): true | Refused {
  const demand = demandOfRoles(policy, roles)
  const enough = remaining.some((kind) => satisfies(demand, { kind, phishingResistant: isPhishingResistant(kind) }))
  return demand === 'none' || enough || refused('last-factor', { demand })
}
