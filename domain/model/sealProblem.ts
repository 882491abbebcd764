/** Why a seal could not be made, as far as people can do something about it; the technical words stand beside. */
export const sealProblems = [
  /** The file, token, password or PIN of the key. */
  'key-unusable',
  'certificate-not-valid',
  'certificate-revoked',
  /** Nobody answers there: it is asked again. */
  'timestamp-authority-away',
  /** It answers, and not with a timestamp over these bytes. */
  'timestamp-unusable',
  /** The answers of authorities that belong into the seal cannot be had. */
  'proof-missing',
  /** The settings lack what the level needs. */
  'settings-wrong',
  /** The PDF under the seal cannot be made. */
  'not-prepared',
] as const
export type SealProblem = (typeof sealProblems)[number]
