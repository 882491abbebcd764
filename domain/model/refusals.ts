/**
 * Every way in which Glosa says no. A refusal is a value: it changes nothing, is shown to the
 * person in their language by its code, and never carries text from inside.
 */
export const refusalCodes = [
  'not-signed-in',
  'sign-in-failed',
  'sign-in-blocked',
  'password-must-change',
  'account-not-usable',
  'directory-unavailable',
  'session-ended',
  'second-factor-needed',
  'second-factor-wrong',
  'second-factor-blocked',
  'step-up-needed',
  'sign-in-too-old',
  'enrolment-expired',
  'enrolment-code-needed',
  'factor-not-found',
  'factor-limit',
  'last-factor',
  'another-administrator-needed',
  'reset-not-found',
  'policy-locks-out',
  'provider-not-found',
  'provider-unavailable',
  'oidc-failed',
  'oidc-cancelled',
  'oidc-not-linked',
  'logout-token-invalid',
  'origin-not-allowed',
  'not-found',
  'not-permitted',
  'invalid-input',
  'too-large',
  'too-many-requests',
  'unsupported-media-type',
  'conflict',
  'storage-unavailable',
  'material-locked',
  'material-not-in-draft',
  'no-invitations',
  'deadline-in-the-past',
  'round-not-open',
  'round-still-open',
  'deadline-passed',
  'part-not-found',
  'comment-not-found',
  'quote-not-in-body',
  'anchor-not-in-body',
  'wording-required',
  'justification-required',
  'editorial-never-essential',
  'reason-required',
  'already-settled',
  'already-withdrawn',
  'comments-unsettled',
  'not-the-author',
  'no-proposed-wording',
  'quote-changed',
  'gate-closed',
  'delivery-not-found',
  'delivery-not-rejected',
  'unshowable-characters',
  'schema-too-old',
  'client-id-taken',
  'missing-dependencies',
  'body-too-large',
  'update-undecodable',
  'version-not-found',
] as const

export type RefusalCode = (typeof refusalCodes)[number]

/** The answer no. `detail` names fields or counts for the client's message, never internals. */
export interface Refused {
  readonly refused: RefusalCode
  readonly detail?: Readonly<Record<string, string | number>>
}

export const refused = (code: RefusalCode, detail?: Refused['detail']): Refused =>
  detail === undefined ? { refused: code } : { refused: code, detail }

export const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'refused' in value

/** Makes the compiler list what a switch forgot. */
export function unhandled(value: never): never {
  throw new TypeError(`unhandled case: ${JSON.stringify(value)}`)
}
