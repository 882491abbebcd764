import * as z from 'zod'
import type { FactorId, ResetId } from '../model/index.ts'
import { factorDemands, factorKinds, privilegedActs, roles, sessionLevels } from '../model/index.ts'
import { branded, instant, opaque, personId, personStamp, sessionId } from './shapes.ts'

const count = z.number().int().min(0)

export const factorId = branded<FactorId>(opaque, 'Id of an enrolled second factor')
export const resetId = branded<ResetId>(opaque, 'Id of a request to take away second factors')
export const providerId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .describe('Id of an identity provider, from the configuration')

/** What a person calls a factor: “telefon”, “klíč v kanceláři”. */
export const factorLabel = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)

export const factorDemand = z.enum(factorDemands)

export const factor = z.object({
  factorId,
  kind: z.enum(factorKinds),
  label: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
})

/** Where one’s own second factors stand, with all that the screens of enrolling and confirming need. */
export const secondFactorView = z.object({
  level: z.enum(sessionLevels).describe('full; challenge: show a factor first; enrol: set one up first'),
  demand: factorDemand.describe('What this session must have shown'),
  roleDemand: factorDemand.describe('What your roles ask for'),
  shown: z
    .object({ kind: z.enum([...factorKinds, 'recovery-code', 'provider']), at: instant })
    .nullable()
    .describe('The factor last shown in this session'),
  factors: z.array(factor),
  recoveryCodesLeft: count,
  needsEnrolmentCode: z.boolean().describe('The first factor is set up with a code from an administrator'),
  mayChange: z.boolean().describe('False: show a factor (or sign in) again before adding or removing one'),
})

const actDemand = z.strictObject({ demand: factorDemand, withinMinutes: z.number().int().min(1).max(1_440) })

export const securityPolicy = z.strictObject({
  roles: z.strictObject(
    Object.fromEntries(roles.map((role) => [role, factorDemand])) as Record<
      (typeof roles)[number],
      typeof factorDemand
    >,
  ),
  acts: z.strictObject(
    Object.fromEntries(privilegedActs.map((act) => [act, actDemand])) as Record<
      (typeof privilegedActs)[number],
      typeof actDemand
    >,
  ),
  enrolment: z.enum(['open', 'with-code']),
})

/** Options or answers of WebAuthn as JSON (W3C Web Authentication Level 3, §5.1.8–5.1.10); checked by its library. */
export const webAuthn = z.looseObject({}).describe('JSON of WebAuthn')

export const shownSession = z.object({
  sessionId,
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  userAgent: z.string(),
  method: z.enum(['password', 'oidc']),
  secondFactor: z.boolean().describe('A second factor was shown in it'),
  current: z.boolean(),
})

export const shownSessionOfPerson = shownSession.extend({
  person: z.object({ personId, displayName: z.string(), login: z.string() }),
  unitName: z.string().nullable(),
})

export const factorReset = z.object({
  resetId,
  personId,
  displayName: z.string(),
  reason: z.string(),
  requestedBy: personStamp,
  requestedAt: instant,
  expiresAt: instant,
  mayConfirm: z.boolean().describe('Whether you may confirm it: another administrator has to'),
})

export const auditEntry = z.object({
  sequence: count.describe('Number of the record that carries the entry'),
  at: instant,
  by: personStamp.nullable(),
  event: z.looseObject({ type: z.string() }).describe('See AuditAct in domain/model/audit.ts'),
})

/** Path at which a window of an identity provider ends; a failed sign-in comes back there too, not to the sign-in. */
export const returnedPath = '/returned'

export const provider = z.object({ id: providerId, name: z.string() })

export type SecondFactorView = z.output<typeof secondFactorView>
export type ShownFactorOf = z.output<typeof factor>
export type SecurityPolicyView = z.output<typeof securityPolicy>
export type ShownSession = z.output<typeof shownSession>
export type ShownSessionOfPerson = z.output<typeof shownSessionOfPerson>
export type FactorResetView = z.output<typeof factorReset>
export type AuditEntry = z.output<typeof auditEntry>
