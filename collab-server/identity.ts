import {
  resealSessionKeys,
  resealTotp,
  SecondFactors,
  SingleSignOn,
  type ProviderConfig,
  type SecretKeys,
  type SessionDeps,
  type SignInDeps,
} from '@glosa/auth'
import {
  isRefused,
  mayStepPast,
  proofOf,
  stampOf,
  systemStamp,
  type Actor,
  type Audit,
  type OfficeStorage,
  type Person,
  type PrivilegedAct,
  type Refused,
  type SecondFactorPolicy,
  type SessionId,
} from '@glosa/domain/model'
import { createAuditTrail, type AuditTrail } from './commands/auditTrail.ts'
import { createSecurityRules, type SecurityRules } from './commands/security.ts'
import type { OfficeProviders } from './http/oidc.ts'
import type { Gatekeeper, Identified } from './http/serveRoute.ts'
import type { Sessions } from './http/session.ts'
import { createSessions } from './sessions.ts'
import { createOfficeProviders } from './singleSignOn.ts'

export interface IdentityParts {
  readonly storage: OfficeStorage
  readonly sessionDeps: SessionDeps
  readonly signInDeps: SignInDeps
  /** The actor with those they stand in for. */
  readonly withStandsFor: (actor: Actor) => Promise<Actor>
  readonly providers: readonly ProviderConfig[]
  readonly onProviderProblem: (provider: string, problem: Error) => void
  readonly secretKeys: SecretKeys
  /** The rules of second factors until an administrator changes them. */
  readonly standardPolicy: SecondFactorPolicy
  readonly officeName: string
  readonly publicUrl: () => string
  readonly origins: ReadonlySet<string>
  /** Closes the sockets of a session. */
  readonly announceEnd: (id: SessionId) => void
  /** The person of a session as the directory has them now. */
  readonly checkLive: (
    actor: Pick<Actor, 'personId' | 'sessionId'>,
  ) => Promise<{ readonly person: Person; readonly unitName: string | null } | Refused>
  /** Whether open sessions may go on without a word from the directory. */
  readonly withinGrace: () => boolean
  readonly onWrong: (problem: Error) => void
}

/** Who is asking, how they proved it, and the book of it. */
export interface Identity {
  readonly trail: AuditTrail
  readonly audit: Audit
  readonly security: SecurityRules
  readonly secondFactors: SecondFactors
  readonly sessions: Sessions
  readonly gatekeeper: Gatekeeper
  readonly providers: OfficeProviders
  readonly people: () => Promise<readonly Person[]>
}

/** Wires sign-in, sessions, second factors and the audit log. */
export function createIdentity(parts: IdentityParts): Identity {
  const { storage, sessionDeps, checkLive } = parts
  const { now, randomBytes } = sessionDeps
  const trail = createAuditTrail({ officeLog: storage.officeLog, now })
  const audit: Audit = (by, act) => trail.record(by, act)
  const security = createSecurityRules({ officeLog: storage.officeLog, now }, parts.standardPolicy)
  const people = async () => (await storage.projections.directory()).people
  const secondFactors = new SecondFactors({
    factors: storage.factors,
    shortLived: storage.shortLived,
    sessions: storage.sessions,
    keys: parts.secretKeys,
    now,
    randomBytes,
    issuer: 'Glosa',
    officeName: parts.officeName,
    relyingParty: new URL(parts.publicUrl()).hostname,
    origins: () => [...parts.origins],
    onWrong: parts.onWrong,
    policy: () => security.policy(),
    audit,
  })
  const sessions = createSessions({
    deps: sessionDeps,
    signInDeps: parts.signInDeps,
    secondFactors,
    policy: () => security.policy(),
    audit,
    people,
    announceEnd: parts.announceEnd,
    withStandsFor: parts.withStandsFor,
    withinGrace: parts.withinGrace,
    isSecure: parts.publicUrl().startsWith('https:'),
  })
  const signOn = new SingleSignOn({
    providers: parts.providers,
    shortLived: storage.shortLived,
    now,
    randomBytes,
    publicUrl: parts.publicUrl,
    onProblem: parts.onProviderProblem,
  })
  const providers = createOfficeProviders({
    signOn,
    directory: parts.signInDeps.directory,
    sessions,
    store: storage.sessions,
    hasFactor: (personId) => secondFactors.has(personId),
    people,
    audit,
    now,
  })
  const gatekeeper: Gatekeeper = {
    identify: (ctx) => sessions.identify(ctx.req.headers.cookie),
    async mayAct({ actor, row }: Identified, act: PrivilegedAct) {
      const live = await checkLive(actor)
      if (isRefused(live)) return live
      const allowed = mayStepPast(await security.policy(), act, proofOf(row), now())
      if (isRefused(allowed)) return allowed
      const { displayName, unitId, roles } = live.person
      return { ...actor, displayName, unitId, roles, unitName: live.unitName }
    },
    async acted(actor, route, params, answer) {
      const by = stampOf(actor)
      if (isRefused(answer)) {
        await audit(by, { type: 'privileged-act-refused', route, code: answer.refused })
      } else {
        const about = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
        await audit(by, { type: 'privileged-act', route, about })
      }
    },
  }
  return { trail, audit, security, secondFactors, sessions, providers, gatekeeper, people }
}

/**
 * Seals every secret by the newest key of the ring.
 * @throws SecretUnreadable when one was sealed by a key that is not in the ring any more
 */
export async function resealSecrets(storage: OfficeStorage, keys: SecretKeys, audit: Audit): Promise<number> {
  const { factors } = storage
  const count = (await resealTotp({ factors, keys })) + (await resealSessionKeys(factors, keys))
  if (count > 0) await audit(systemStamp, { type: 'keys-rotated', keys: 'secrets', count })
  return count
}
