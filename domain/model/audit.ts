import type { FactorId, PersonId, SessionId } from './ids.ts'
import type { PersonStamp, Role } from './people.ts'
import type { RefusalCode } from './refusals.ts'
import type { FactorKind, SecondFactorPolicy, ShownFactor } from './secondFactor.ts'
import type { Instant } from './time.ts'

/** The name of the office log of signing in, of rights and of administering. */
export const auditLog = 'audit'

/** Where a request came from. */
export interface AuditSource {
  readonly address: string
  readonly userAgent: string
}

/** What is told in the audit log. Never a password, code, token or what somebody typed as their login name. */
export type AuditAct =
  | {
      readonly type: 'signed-in'
      readonly sessionId: SessionId
      readonly method: 'password' | 'oidc'
      readonly provider: string | null
      readonly source: AuditSource
    }
  /** `by` is the person whose login name it was; `null` when nobody has it. */
  | {
      readonly type: 'sign-in-refused'
      readonly code: RefusalCode
      readonly method: 'password' | 'oidc'
      readonly provider: string | null
      readonly source: AuditSource
    }
  | { readonly type: 'second-factor-shown'; readonly sessionId: SessionId; readonly kind: ShownFactor['kind'] }
  | {
      readonly type: 'second-factor-refused'
      readonly sessionId: SessionId
      readonly kind: ShownFactor['kind']
      readonly code: RefusalCode
    }
  | { readonly type: 'factor-added'; readonly factorId: FactorId; readonly kind: FactorKind; readonly label: string }
  | { readonly type: 'factor-removed'; readonly factorId: FactorId; readonly kind: FactorKind; readonly label: string }
  | { readonly type: 'recovery-codes-renewed' }
  | { readonly type: 'recovery-code-used'; readonly left: number }
  | { readonly type: 'enrolment-code-issued'; readonly person: NamedPerson }
  | { readonly type: 'factor-reset-requested'; readonly person: NamedPerson; readonly reason: string }
  | { readonly type: 'factor-reset-confirmed'; readonly person: NamedPerson; readonly requestedBy: PersonStamp }
  | { readonly type: 'factor-reset-withdrawn'; readonly person: NamedPerson }
  | {
      readonly type: 'second-factor-policy-changed'
      readonly before: SecondFactorPolicy
      readonly after: SecondFactorPolicy
    }
  | {
      readonly type: 'session-ended'
      readonly sessionId: SessionId
      readonly person: NamedPerson
      readonly reason: 'signed-out' | 'revoked' | 'refresh-reused' | 'account-ended' | 'provider-logout'
    }
  /** The directory gives somebody other roles than before. */
  | {
      readonly type: 'roles-changed'
      readonly person: NamedPerson
      readonly added: readonly Role[]
      readonly removed: readonly Role[]
    }
  /** An act of an administrator, a lock or an approval that went through; its own history says more. */
  | { readonly type: 'privileged-act'; readonly route: string; readonly about: Readonly<Record<string, string>> }
  | { readonly type: 'privileged-act-refused'; readonly route: string; readonly code: RefusalCode }
  /** `filter` is there when not everything between the two numbers was given. */
  | { readonly type: 'audit-exported'; readonly from: number; readonly to: number; readonly filter?: AuditFilter }
  | { readonly type: 'keys-rotated'; readonly keys: 'session' | 'secrets'; readonly count: number }

/** Which entries are asked for; what is left out leaves nothing out. */
export interface AuditFilter {
  readonly type?: AuditType | undefined
  /** Name of the route of a privileged act. */
  readonly act?: string | undefined
  /** By this person or about them. */
  readonly personId?: PersonId | undefined
  /** Not before. */
  readonly since?: Instant | undefined
  /** Before, not at. */
  readonly until?: Instant | undefined
}

/** A person whom an act concerns, named as they were. */
export interface NamedPerson {
  readonly personId: PersonId
  readonly displayName: string
}

/**
 * One entry. The record of the office log that carries it is by the software, because entries of several people that
 * come at once share a record; who did it is said here.
 */
export type AuditEvent = AuditAct & { readonly at: Instant; readonly by: PersonStamp | null }
export type AuditType = AuditAct['type']

/**
 * Puts an entry into the audit log; resolves when it is durable.
 * @param by who did it; `null` when nobody is known, or the software did
 */
export type Audit = (by: PersonStamp | null, act: AuditAct) => Promise<void>

/** Every type, for choosing one. */
export const auditTypes = [
  'signed-in',
  'sign-in-refused',
  'second-factor-shown',
  'second-factor-refused',
  'factor-added',
  'factor-removed',
  'recovery-codes-renewed',
  'recovery-code-used',
  'enrolment-code-issued',
  'factor-reset-requested',
  'factor-reset-confirmed',
  'factor-reset-withdrawn',
  'second-factor-policy-changed',
  'session-ended',
  'roles-changed',
  'privileged-act',
  'privileged-act-refused',
  'audit-exported',
  'keys-rotated',
] as const satisfies readonly AuditType[]
