import { createHash, timingSafeEqual } from 'node:crypto'
import {
  instant,
  isRefused,
  parseSessionId,
  refused,
  type ExternalSession,
  type Instant,
  type Refused,
  type SessionId,
  type ShortLivedStore,
} from '@glosa/domain/model'
import {
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  type Configuration,
} from 'openid-client'
import { readLogoutToken } from './logoutToken.ts'
import { openProvider } from './openProvider.ts'
import { trustedFactor, type ProviderConfig, type TrustedFactor } from './providerConfig.ts'
import { returnPath } from './returnPath.ts'

export interface SingleSignOnDeps {
  readonly providers: readonly ProviderConfig[]
  readonly shortLived: ShortLivedStore
  readonly now: () => Instant
  readonly randomBytes: (count: number) => Uint8Array
  readonly publicUrl: () => string
  /** Told why a sign-in was not believed or a provider not reached; never about tokens. */
  readonly onProblem: (provider: string, problem: Error) => void
}

/** What somebody who was sent to the provider brings back. */
export interface VouchedFor {
  readonly provider: ProviderConfig
  readonly external: ExternalSession
  /** Value of the linking claim. */
  readonly who: string
  readonly emailIsVerified: boolean
  /** When they proved it there. */
  readonly at: Instant
  readonly factor: TrustedFactor | null
  /** The session that was to be confirmed; `null` for a new one. */
  readonly sessionId: SessionId | null
}

/** Where a sign-in that came back leads, whether or not it went well. */
export interface Returned {
  readonly returnTo: string
  readonly sessionId: SessionId | null
  readonly outcome: VouchedFor | Refused
}

const underWayFor = 10 * 60_000

interface UnderWay {
  readonly provider: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
  readonly sessionId: string | null
  /** SHA-256 of the cookie that the browser was given. */
  readonly browser: string
  readonly startedAt: number
}

const keyOf = (state: string) => `oidc:${state}`
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const sameText = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/**
 * Signing in at identity providers: OpenID Connect, authorization code flow with PKCE. Each attempt has its own
 * state, nonce and verifier, kept by us, good once, for one browser and one provider.
 */
export class SingleSignOn {
  readonly #deps: SingleSignOnDeps
  readonly #opened = new Map<string, Promise<Configuration>>()

  constructor(deps: SingleSignOnDeps) {
    this.#deps = deps
  }

  list(): readonly Pick<ProviderConfig, 'id' | 'name'>[] {
    return this.#deps.providers.map(({ id, name }) => ({ id, name }))
  }

  /**
   * Begins an attempt.
   * @param sessionId the session to confirm: the person is asked at the provider anew; `null` for a new sign-in
   * @returns where to send the browser, and the secret for its cookie
   */
  async start(
    providerId: string,
    wish: { readonly returnTo: string; readonly sessionId: SessionId | null },
  ): Promise<{ readonly redirectTo: string; readonly browserSecret: string } | Refused> {
    const provider = this.#provider(providerId)
    if (!provider) return refused('provider-not-found')
    const opened = await this.#open(provider)
    if (isRefused(opened)) return opened
    const { shortLived, now, publicUrl } = this.#deps
    const [state, nonce, verifier, browserSecret] = [this.#random(), this.#random(), this.#random(), this.#random()]
    const underWay: UnderWay = {
      provider: provider.id,
      nonce,
      verifier,
      returnTo: returnPath(wish.returnTo, publicUrl()),
      sessionId: wish.sessionId,
      browser: hashOf(browserSecret),
      startedAt: now(),
    }
    await shortLived.put(keyOf(state), JSON.stringify(underWay), instant(now() + underWayFor))
    const url = buildAuthorizationUrl(opened, {
      redirect_uri: this.#callback(provider),
      scope: provider.scopes.join(' '),
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(provider.acrValues.length > 0 ? { acr_values: provider.acrValues.join(' ') } : {}),
      ...(wantsTrust(provider) ? { claims: wantedClaims } : {}),
      ...(wish.sessionId === null ? {} : { prompt: 'login', max_age: '0' }),
    })
    return { redirectTo: url.href, browserSecret }
  }

  /**
   * Takes what the provider sent the browser back with.
   * @param search the query of the request, `?` included
   * @param browserSecret from the cookie; `null` when there is none
   */
  async finish(providerId: string, search: string, browserSecret: string | null): Promise<Returned> {
    const { shortLived, now } = this.#deps
    const provider = this.#provider(providerId)
    const state = new URLSearchParams(search).get('state') ?? ''
    const kept = provider && state !== '' ? await shortLived.take(keyOf(state), now()) : null
    const failed: Returned = { returnTo: '/', sessionId: null, outcome: refused('oidc-failed') }
    if (!provider || kept === null) return failed
    // Only this file writes under these keys.
    const underWay = JSON.parse(kept) as UnderWay
    const isOwn = browserSecret !== null && sameText(underWay.browser, hashOf(browserSecret))
    if (!isOwn || underWay.provider !== provider.id) return failed
    const outcome = await this.#redeem(provider, search, state, underWay)
    return { returnTo: underWay.returnTo, sessionId: parseSessionId(underWay.sessionId), outcome }
  }

  /**
   * Reads a message that somebody signed out there (OpenID Connect Back-Channel Logout 1.0).
   * @returns `logout-token-invalid` for one that is forged, old or was here before
   */
  async readLogout(
    providerId: string,
    token: string,
  ): Promise<
    { readonly provider: string; readonly subject: string | null; readonly session: string | null } | Refused
  > {
    const provider = this.#provider(providerId)
    if (!provider) return refused('provider-not-found')
    const opened = await this.#open(provider)
    if (isRefused(opened)) return opened
    const { shortLived, now } = this.#deps
    const read = await readLogoutToken(opened.serverMetadata(), provider, token, new Date(now()))
    if (read instanceof Error) {
      this.#deps.onProblem(provider.id, read)
      return refused('logout-token-invalid')
    }
    const isFirst = (await shortLived.count(`oidc-logout:${provider.id}:${hashOf(read.id)}`, 1, read.until)) === 1
    return isFirst
      ? { provider: provider.id, subject: read.subject, session: read.session }
      : refused('logout-token-invalid')
  }

  async #redeem(
    provider: ProviderConfig,
    search: string,
    state: string,
    underWay: UnderWay,
  ): Promise<VouchedFor | Refused> {
    const opened = await this.#open(provider)
    if (isRefused(opened)) return opened
    const isAgain = underWay.sessionId !== null
    try {
      const url = new URL(this.#callback(provider) + search)
      const tokens = await authorizationCodeGrant(opened, url, {
        pkceCodeVerifier: underWay.verifier,
        expectedState: state,
        expectedNonce: underWay.nonce,
        idTokenExpected: true,
        // With it `auth_time` must be there; that it is new enough is checked below.
        ...(isAgain ? { maxAge: underWayFor / 1000 } : {}),
      })
      const claims = tokens.claims()
      // The library takes a token for another party when we are its only audience (OpenID Connect Core 1.0, §3.1.3.7).
      if (!claims || (claims.azp ?? provider.clientId) !== provider.clientId) {
        throw new Error('the ID token is for another party')
      }
      const at = instant((claims.auth_time ?? claims.iat) * 1000)
      if (isAgain && at < underWay.startedAt - clockSkew) return refused('oidc-failed')
      const shown: Readonly<Record<string, unknown>> =
        provider.claimsFrom === 'userinfo' ? await fetchUserInfo(opened, tokens.access_token, claims.sub) : claims
      const who = shown[provider.link.claim]
      if (typeof who !== 'string' || who.trim() === '' || who.length > 256) return refused('oidc-not-linked')
      const session = typeof claims['sid'] === 'string' ? claims['sid'] : null
      return {
        provider,
        external: { provider: provider.id, subject: claims.sub, session },
        who: who.trim(),
        emailIsVerified: shown['email_verified'] === true,
        at,
        factor: trustedFactor(provider, { acr: claims['acr'], amr: claims['amr'] }),
        sessionId: parseSessionId(underWay.sessionId),
      }
    } catch (error) {
      return this.#refusalOf(provider, error)
    }
  }

  /** The library throws for everything that does not fit; only a cancelled sign-in and an outage are told apart. */
  #refusalOf(provider: ProviderConfig, error: unknown): Refused {
    if (!(error instanceof Error)) throw error
    this.#deps.onProblem(provider.id, error)
    if (error instanceof AuthorizationResponseError) {
      return refused(error.error === 'access_denied' ? 'oidc-cancelled' : 'oidc-failed')
    }
    return refused(isOutage(error) ? 'provider-unavailable' : 'oidc-failed')
  }

  #provider(id: string): ProviderConfig | undefined {
    return this.#deps.providers.find((provider) => provider.id === id)
  }

  #callback({ id }: ProviderConfig): string {
    return `${this.#deps.publicUrl()}/api/v1/oidc/${id}/callback`
  }

  /** The provider's description, read when first needed, and again after it failed. */
  async #open(provider: ProviderConfig): Promise<Configuration | Refused> {
    const { id } = provider
    const opening = this.#opened.get(id) ?? openProvider(provider)
    this.#opened.set(id, opening)
    try {
      return await opening
    } catch (error) {
      this.#opened.delete(id)
      if (!(error instanceof Error)) throw error
      this.#deps.onProblem(id, error)
      return refused('provider-unavailable')
    }
  }

  #random(): string {
    return Buffer.from(this.#deps.randomBytes(32)).toString('base64url')
  }
}

/** Milliseconds by which the provider's clock may be behind. */
const clockSkew = 30_000

const wantsTrust = ({ trust }: ProviderConfig) => Object.keys(trust.acr).length + Object.keys(trust.amr).length > 0

/** Some providers put these into the ID token only when asked (OpenID Connect Core 1.0, §5.5). */
const wantedClaims = JSON.stringify({ id_token: { acr: null, amr: null, auth_time: null } })

/** Whether the provider could not be reached: a failed fetch, or a time limit. */
const isOutage = (error: Error): boolean =>
  'code' in error && error.code === 'OAUTH_TIMEOUT'
    ? true
    : error instanceof TypeError || (error.cause instanceof TypeError && error.cause.message === 'fetch failed')
