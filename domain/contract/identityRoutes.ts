import * as z from 'zod'
import { auditTypes, type Instant } from '../model/index.ts'
import * as i from './identityShapes.ts'
import { route } from './route.ts'
import * as s from './shapes.ts'

const changing = ['step-up-needed', 'sign-in-too-old', 'enrolment-code-needed', 'factor-limit', 'conflict'] as const
const showing = ['second-factor-wrong', 'second-factor-blocked', 'factor-not-found', 'conflict'] as const
const confirming = ['enrolment-expired', 'second-factor-wrong', 'second-factor-blocked'] as const
const administering = ['not-permitted', 'conflict'] as const

const enrolmentCode = z.string().trim().max(60).nullable().default(null)
const code = z.string().trim().min(1).max(60)
const enrolled = z.object({
  factor: i.factor,
  recoveryCodes: z.array(z.string()).nullable().describe('With the first factor: shown once, never again'),
})
const ofPerson = z.strictObject({ personId: s.personId })
const codeForPerson = z.object({ enrolmentCode: z.string().describe('Shown once'), expiresAt: s.instant })
const returnTo = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\p{Cc}]*$/u)
  .default('/')
  .describe('Path of our own to come back to')

const parameter = z
  .string()
  .min(1)
  .max(2_000)
  .regex(/^[^\p{Cc}]*$/u)

const instantInQuery = z.coerce.number().int().min(0).max(8_640_000_000_000_000) as z.ZodType<
  number,
  unknown
> as z.ZodType<Instant, unknown>

/** Which entries of the audit log are asked for. */
const auditFilter = {
  type: z.enum(auditTypes).optional(),
  act: z
    .string()
    .regex(/^[A-Za-z]{1,60}$/)
    .optional()
    .describe('Of weighty acts: the name of the route'),
  personId: s.personId.optional().describe('By this person or about them'),
  since: instantInQuery.optional().describe('Not before; milliseconds since 1970-01-01 UTC'),
  until: instantInQuery.optional().describe('Before, not at; milliseconds since 1970-01-01 UTC'),
}

/** Second factors, single sign-on, sessions of others, and the audit log. */
export const identityRoutes = {
  readSecondFactor: route('GET /api/v1/second-factor', {
    tag: 'second-factor',
    summary: 'Your second factors, and what this session still has to show',
    half: true,
    answer: i.secondFactorView,
  }),
  beginTotp: route('POST /api/v1/second-factor/totp', {
    tag: 'second-factor',
    summary: 'Begin to set up an authenticator application: a secret to be scanned, good for ten minutes',
    half: true,
    body: z.strictObject({ enrolmentCode }),
    answer: z.object({
      secret: z.string().describe('Base32, for typing it in'),
      uri: z.string().describe('otpauth: URI'),
      qrSvg: z.string().describe('The URI as a picture: an SVG document, black on white'),
      expiresAt: s.instant,
    }),
    refusals: [...changing, 'second-factor-blocked'],
  }),
  confirmTotp: route('POST /api/v1/second-factor/totp/confirm', {
    tag: 'second-factor',
    summary: 'Finish it by a code of the application; the session has then shown the factor',
    half: true,
    body: z.strictObject({ code, label: i.factorLabel }),
    answer: enrolled,
    status: 201,
    refusals: [...changing, ...confirming],
  }),
  beginPasskey: route('POST /api/v1/second-factor/passkeys', {
    tag: 'second-factor',
    summary: 'Begin to set up a passkey: options for navigator.credentials.create, good for five minutes',
    half: true,
    body: z.strictObject({ enrolmentCode }),
    answer: z.object({ options: i.webAuthn }),
    refusals: [...changing, 'second-factor-blocked'],
  }),
  confirmPasskey: route('POST /api/v1/second-factor/passkeys/confirm', {
    tag: 'second-factor',
    summary: 'Finish it by what the authenticator answered; the session has then shown the factor',
    half: true,
    body: z.strictObject({ response: i.webAuthn, label: i.factorLabel }),
    answer: enrolled,
    status: 201,
    refusals: [...changing, ...confirming],
  }),
  showTotp: route('POST /api/v1/second-factor/shown/totp', {
    tag: 'second-factor',
    summary: 'Show a code of the authenticator application: completes the sign-in, or confirms it again (step-up)',
    half: true,
    body: z.strictObject({ code }),
    answer: s.sessionView,
    refusals: showing,
  }),
  beginShowPasskey: route('POST /api/v1/second-factor/shown/passkey/options', {
    tag: 'second-factor',
    summary: 'Options for navigator.credentials.get, good for five minutes and one answer',
    half: true,
    answer: z.object({ options: i.webAuthn }),
    refusals: ['factor-not-found', 'second-factor-blocked'],
  }),
  showPasskey: route('POST /api/v1/second-factor/shown/passkey', {
    tag: 'second-factor',
    summary: 'Show a passkey: completes the sign-in, or confirms it again (step-up)',
    half: true,
    body: z.strictObject({ response: i.webAuthn }),
    answer: s.sessionView,
    refusals: [...showing, 'enrolment-expired'],
  }),
  showRecoveryCode: route('POST /api/v1/second-factor/shown/recovery-code', {
    tag: 'second-factor',
    summary: 'Use a recovery code: good once, and only for setting up a new factor',
    half: true,
    body: z.strictObject({ code }),
    answer: s.sessionView,
    refusals: showing,
  }),
  renameFactor: route('PATCH /api/v1/second-factor/factors/{factorId}', {
    tag: 'second-factor',
    summary: 'Call one of your factors otherwise',
    params: z.strictObject({ factorId: i.factorId }),
    body: z.strictObject({ label: i.factorLabel }),
    refusals: ['factor-not-found', 'conflict'],
  }),
  removeFactor: route('DELETE /api/v1/second-factor/factors/{factorId}', {
    tag: 'second-factor',
    summary: 'Remove one of your factors',
    half: true,
    params: z.strictObject({ factorId: i.factorId }),
    refusals: ['factor-not-found', 'last-factor', 'step-up-needed', 'sign-in-too-old'],
  }),
  renewRecoveryCodes: route('POST /api/v1/second-factor/recovery-codes', {
    tag: 'second-factor',
    summary: 'Ten new recovery codes; the ones before are void',
    answer: z.object({ recoveryCodes: z.array(z.string()).describe('Shown once, never again') }),
    refusals: ['factor-not-found', 'step-up-needed', 'sign-in-too-old', 'conflict'],
  }),

  listProviders: route('GET /api/v1/oidc/providers', {
    tag: 'oidc',
    summary: 'Identity providers to choose from on the page of signing in',
    open: true,
    answer: z.object({ providers: z.array(i.provider) }),
  }),
  startOidc: route('POST /api/v1/oidc/{provider}/start', {
    tag: 'oidc',
    summary:
      'Begin to sign in at an identity provider, or to confirm a sign-in there again; sets a cookie of this attempt',
    open: true,
    params: z.strictObject({ provider: i.providerId }),
    body: z.strictObject({
      returnTo,
      again: z
        .boolean()
        .default(false)
        .describe('The person is to be asked there anew: step-up of the present session'),
    }),
    answer: z.object({ redirectTo: z.string().describe('Address to send the browser to') }),
    refusals: ['provider-not-found', 'provider-unavailable'],
  }),
  finishOidc: route('GET /api/v1/oidc/{provider}/callback', {
    tag: 'oidc',
    summary: 'Where the provider sends the browser back: to returnTo with a session, or to /sign-in?problem=<code>',
    open: true,
    params: z.strictObject({ provider: i.providerId }),
    query: z.object({
      state: parameter,
      code: parameter.optional(),
      iss: parameter.optional(),
      error: parameter.optional(),
    }),
    answer: 'redirect',
    refusals: ['provider-not-found'],
  }),
  endByProvider: route('POST /api/v1/oidc/{provider}/backchannel-logout', {
    tag: 'oidc',
    summary: 'The provider says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)',
    open: true,
    params: z.strictObject({ provider: i.providerId }),
    body: z.looseObject({ logout_token: z.string().max(8_192) }),
    form: true,
    status: 200,
    refusals: ['provider-not-found', 'provider-unavailable', 'logout-token-invalid'],
  }),

  endOwnSessions: route('DELETE /api/v1/sessions', {
    tag: 'session',
    summary: 'Sign out everywhere: end all your sessions, or all but this one; their sockets close within a second',
    half: true,
    query: z.strictObject({ keepThis: z.enum(['yes', 'no']).default('no') }),
    answer: z.object({ ended: z.number().int() }),
  }),
  listAllSessions: route('GET /api/v1/administration/sessions', {
    tag: 'administration',
    summary: 'Open sessions of everybody, or of one person, newest first',
    query: z.strictObject({
      personId: s.personId.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    }),
    answer: z.object({ sessions: z.array(i.shownSessionOfPerson), total: z.number().int() }),
    refusals: ['not-permitted'],
  }),
  endPersonSessions: route('DELETE /api/v1/administration/people/{personId}/sessions', {
    tag: 'administration',
    summary: 'End all sessions of a person',
    privileged: 'administer',
    params: ofPerson,
    answer: z.object({ ended: z.number().int() }),
    refusals: ['not-permitted'],
  }),
  readPersonFactors: route('GET /api/v1/administration/people/{personId}/second-factor', {
    tag: 'administration',
    summary: 'Which kinds of second factors a person has, and since when',
    params: ofPerson,
    answer: z.object({
      roleDemand: i.factorDemand,
      factors: z.array(i.factor),
      recoveryCodesLeft: z.number().int(),
      enrolmentCodeUntil: s.instant.nullable(),
    }),
    refusals: ['not-permitted', 'not-found'],
  }),
  issueEnrolmentCode: route('POST /api/v1/administration/people/{personId}/enrolment-code', {
    tag: 'administration',
    summary: 'A code with which a person without a second factor sets up the first one; to be handed over in person',
    privileged: 'administer',
    params: ofPerson,
    answer: codeForPerson,
    status: 201,
    refusals: [...administering, 'not-found', 'another-administrator-needed'],
  }),
  readSecurityPolicy: route('GET /api/v1/administration/policy', {
    tag: 'administration',
    summary: 'Who must have a second factor, and for which acts it is shown again',
    answer: z.object({ policy: i.securityPolicy, isDefault: z.boolean() }),
    refusals: ['not-permitted'],
  }),
  changeSecurityPolicy: route('PUT /api/v1/administration/policy', {
    tag: 'administration',
    summary: 'Change it; holds at once, for open sessions too',
    privileged: 'administer',
    body: i.securityPolicy,
    answer: z.object({ policy: i.securityPolicy, isDefault: z.boolean() }),
    refusals: [...administering, 'policy-locks-out'],
  }),
  listFactorResets: route('GET /api/v1/administration/factor-resets', {
    tag: 'administration',
    summary: 'Lost second factors that wait for another administrator',
    answer: z.object({ resets: z.array(i.factorReset) }),
    refusals: ['not-permitted'],
  }),
  requestFactorReset: route('POST /api/v1/administration/factor-resets', {
    tag: 'administration',
    summary: 'Ask to take away the second factors of somebody who lost theirs',
    privileged: 'administer',
    body: z.strictObject({ personId: s.personId, reason: s.reasonText }),
    answer: i.factorReset,
    status: 201,
    refusals: [...administering, 'not-found', 'another-administrator-needed'],
  }),
  confirmFactorReset: route('POST /api/v1/administration/factor-resets/{resetId}/confirm', {
    tag: 'administration',
    summary:
      'Do it, as another administrator: factors and sessions end, and a code for setting up a new factor is told',
    privileged: 'administer',
    params: z.strictObject({ resetId: i.resetId }),
    answer: codeForPerson,
    refusals: [...administering, 'reset-not-found', 'another-administrator-needed'],
  }),
  withdrawFactorReset: route('DELETE /api/v1/administration/factor-resets/{resetId}', {
    tag: 'administration',
    summary: 'Drop such a request',
    privileged: 'administer',
    params: z.strictObject({ resetId: i.resetId }),
    refusals: [...administering, 'reset-not-found'],
  }),
  readAudit: route('GET /api/v1/administration/audit', {
    tag: 'administration',
    summary: 'The audit log, newest first, in pages',
    query: z.strictObject({
      before: z.coerce.number().int().min(1).max(1_000_000_000).optional().describe('Only records before this number'),
      ...auditFilter,
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    answer: z.object({
      entries: z.array(i.auditEntry),
      before: z.number().int().nullable().describe('For the next page; null at the end'),
    }),
    refusals: ['not-permitted'],
  }),
  verifyAudit: route('GET /api/v1/administration/audit/verification', {
    tag: 'administration',
    summary: 'Whether every record still has its hash and names the one before',
    answer: z.object({
      records: z.number().int(),
      brokenAt: z.number().int().nullable().describe('Number of the first record that does not fit; null: whole'),
      lastHash: s.sha256.nullable().describe('To be kept elsewhere: it stands for everything before'),
      lastAt: s.instant.nullable(),
    }),
    refusals: ['not-permitted'],
  }),
  exportAudit: route('GET /api/v1/administration/audit/export', {
    tag: 'administration',
    summary: 'The records of the audit log as NDJSON, hashes included; a selection says in its first line what it is',
    privileged: 'administer',
    query: z.strictObject({
      from: z.coerce.number().int().min(1).max(1_000_000_000).default(1),
      to: z.coerce.number().int().min(1).max(1_000_000_000).default(1_000_000_000),
      ...auditFilter,
    }),
    answer: 'bytes',
    refusals: ['not-permitted'],
  }),
} as const
