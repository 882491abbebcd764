import type { FactorStore, Instant, PersonId, SessionId, ShortLivedStore } from '@glosa/domain/model'
import type { SecretKeys } from '../secrets/secretKeys.ts'

/** What second factors are made with. */
export interface FactorDeps {
  readonly factors: FactorStore
  readonly shortLived: ShortLivedStore
  readonly keys: SecretKeys
  readonly now: () => Instant
  readonly randomBytes: (count: number) => Uint8Array
  /** Shown in authenticator applications; short and ASCII, because old phones show nothing else. */
  readonly issuer: string
  /** Name of the office, shown when a passkey is made. */
  readonly officeName: string
  /** Host name that passkeys are bound to: that of the public address, for good. */
  readonly relyingParty: string
  /** Origins that passkeys are used from. */
  readonly origins: () => readonly string[]
  /** Told why an answer of an authenticator was not taken; never about secrets. */
  readonly onWrong?: (problem: Error) => void
}

/** Whose factor it is, and in which session. */
export interface FactorOwner {
  readonly personId: PersonId
  readonly sessionId: SessionId
  readonly login: string
  readonly displayName: string
}
