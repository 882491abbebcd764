import type { FactorDemand } from '@glosa/domain/model'

/** What a trusted `acr` or `amr` value is worth as a second factor. */
export type TrustedFactor = Exclude<FactorDemand, 'none'>

/** One identity provider, as the operator describes it. */
export interface ProviderConfig {
  /** Stands in our addresses: lower-case letters, digits and dashes. */
  readonly id: string
  /** Shown on the page of signing in. */
  readonly name: string
  /** Exactly as the provider names itself; `https:` but on this machine. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: readonly string[]
  /** Which claim says who it is, and what of a person in the directory it must equal. */
  readonly link: { readonly claim: string; readonly to: 'login' | 'email' | 'id' }
  /** Where the claim stands: in the ID token, or at the UserInfo endpoint. */
  readonly claimsFrom: 'id-token' | 'userinfo'
  /** The only algorithm whose signatures are taken. */
  readonly idTokenAlgorithm: 'RS256' | 'PS256' | 'ES256' | 'EdDSA'
  /** `acr` values to ask for, best first. */
  readonly acrValues: readonly string[]
  /** A sign-in counts as a second factor by these values only; otherwise our own is asked for. */
  readonly trust: {
    readonly acr: Readonly<Record<string, TrustedFactor>>
    readonly amr: Readonly<Record<string, TrustedFactor>>
  }
}

/** What is trusted of the claims of a sign-in; `null` when nothing is. The strongest counts. */
export function trustedFactor(
  { trust }: Pick<ProviderConfig, 'trust'>,
  claims: { readonly acr?: unknown; readonly amr?: unknown },
): TrustedFactor | null {
  const methods: readonly unknown[] = Array.isArray(claims.amr) ? claims.amr : []
  const worth = [own(trust.acr, claims.acr), ...methods.map((method) => own(trust.amr, method))]
  if (worth.includes('phishing-resistant')) return 'phishing-resistant'
  return worth.includes('any') ? 'any' : null
}

const own = (table: Readonly<Record<string, TrustedFactor>>, key: unknown): TrustedFactor | null =>
  typeof key === 'string' && Object.hasOwn(table, key) ? (table[key] ?? null) : null
