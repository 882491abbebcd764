import type { FactorRow } from '@glosa/domain/model'

/** An authenticator application: the secret sealed, and the last step whose code was taken. */
export interface TotpData {
  readonly secret: string
  readonly step: number
}

/** A passkey, nothing of it secret. */
export interface PasskeyData {
  readonly credentialId: string
  /** COSE key, Base64 URL. */
  readonly publicKey: string
  readonly counter: number
  readonly transports: readonly string[]
  readonly deviceType: string
  readonly backedUp: boolean
}

/** SHA-256 of the codes that are left. */
export interface RecoveryData {
  readonly hashes: readonly string[]
}

/** SHA-256 of the code, and until when it is good. */
export interface EnrolmentData {
  readonly hash: string
  readonly until: number
}

// Rows are written by this software only: their kind says what is in them.
export const totpData = (row: FactorRow): TotpData => JSON.parse(row.data) as TotpData
export const passkeyData = (row: FactorRow): PasskeyData => JSON.parse(row.data) as PasskeyData
export const recoveryData = (row: FactorRow): RecoveryData => JSON.parse(row.data) as RecoveryData
export const enrolmentData = (row: FactorRow): EnrolmentData => JSON.parse(row.data) as EnrolmentData
