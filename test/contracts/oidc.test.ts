import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SingleSignOn, type ProviderConfig } from '@glosa/auth'
import { instant, isRefused, type Refused, type SessionId, type ShortLivedStore } from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'
import {
  dishonestClientId,
  dishonestSecret,
  startDishonestProvider,
  type DishonestProvider,
  type Handout,
} from '../support/dishonestProvider.ts'
import { startIdentityProvider, type IdentityProvider } from '../support/identityProvider.ts'

const publicUrl = 'http://localhost:41234'

function given<T>(answer: T | Refused): T {
  if (isRefused(answer)) throw new Error(`refused: ${answer.refused}`)
  return answer
}

const configOf = (id: string, issuer: string, more: Partial<ProviderConfig> = {}): ProviderConfig => ({
  id,
  name: id,
  issuer,
  clientId: dishonestClientId,
  clientSecret: dishonestSecret,
  scopes: ['openid'],
  link: { claim: 'preferred_username', to: 'login' },
  claimsFrom: 'id-token',
  idTokenAlgorithm: 'RS256',
  acrValues: [],
  trust: { acr: { 'urn:glosa:mfa': 'any' }, amr: { hwk: 'phishing-resistant' } },
  ...more,
})

let shortLived: ShortLivedStore
let problems: string[]
let ahead = 0

const signOnOf = (...providers: ProviderConfig[]) =>
  new SingleSignOn({
    providers,
    shortLived,
    now: () => instant(Date.now() + ahead),
    randomBytes,
    publicUrl: () => publicUrl,
    onProblem: (_provider, problem) => void problems.push(problem.message),
  })

beforeEach(async () => {
  shortLived = (await openMemoryStorage()).shortLived
  problems = []
  ahead = 0
})

describe('signing in at a provider', () => {
  let idp: IdentityProvider
  let config: ProviderConfig
  let signOn: SingleSignOn
  beforeAll(async () => {
    idp = await startIdentityProvider(publicUrl, 'keycloak')
    const { issuer, clientId, clientSecret } = idp
    config = configOf('keycloak', issuer, { clientId, clientSecret, acrValues: ['urn:glosa:mfa'] })
  })
  afterAll(() => idp.close())
  beforeEach(() => {
    signOn = signOnOf(config)
    idp.newBrowser()
    idp.person = { login: 'novakova', acr: 'urn:glosa:mfa', amr: ['pwd', 'otp'] }
  })

  const come = async (sessionId: SessionId | null = null) => {
    const started = given(await signOn.start('keycloak', { returnTo: '/materials', sessionId }))
    return { ...started, back: await idp.visit(started.redirectTo) }
  }

  it('[OI1] asks by code with PKCE, state and nonce, and comes back as somebody', async () => {
    const { redirectTo, browserSecret, back } = await come()
    const asked = new URL(redirectTo).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid',
      redirect_uri: `${publicUrl}/api/v1/oidc/keycloak/callback`,
      acr_values: 'urn:glosa:mfa',
    })
    // Some providers put into the ID token only what is asked for (OpenID Connect Core 1.0, §5.5).
    expect(JSON.parse(asked.get('claims') ?? '')).toEqual({ id_token: { acr: null, amr: null, auth_time: null } })
    for (const secret of ['state', 'nonce', 'code_challenge']) expect(asked.get(secret)).toMatch(/^[\w-]{43}$/)
    const { returnTo, outcome } = await signOn.finish('keycloak', back.search, browserSecret)
    expect(returnTo).toBe('/materials')
    const vouched = given(outcome)
    expect(vouched).toMatchObject({ who: 'novakova', factor: 'any', sessionId: null })
    expect(vouched.external).toMatchObject({ provider: 'keycloak', subject: 'subject-of-novakova' })
    expect(vouched.external.session).not.toBeNull()
    expect(Math.abs(vouched.at - Date.now())).toBeLessThan(60_000)
  })

  it('[OI2] takes what comes back once', async () => {
    const { browserSecret, back } = await come()
    given((await signOn.finish('keycloak', back.search, browserSecret)).outcome)
    expect((await signOn.finish('keycloak', back.search, browserSecret)).outcome).toEqual({ refused: 'oidc-failed' })
  })

  it('[OI2] takes a code for its own attempt only, though the state is right', async () => {
    const first = await come()
    const second = await come()
    const mixed = new URLSearchParams(second.back.search)
    mixed.set('code', new URLSearchParams(first.back.search).get('code') ?? '')
    const { outcome } = await signOn.finish('keycloak', `?${String(mixed)}`, second.browserSecret)
    expect(outcome).toEqual({ refused: 'oidc-failed' })
  })

  it('[OI3] takes it in the browser that began, and in no other', async () => {
    const victim = await come()
    const attacker = given(await signOn.start('keycloak', { returnTo: '/', sessionId: null }))
    for (const secret of [null, '', attacker.browserSecret]) {
      idp.newBrowser()
      const { back } = await come()
      expect((await signOn.finish('keycloak', back.search, secret)).outcome).toEqual({ refused: 'oidc-failed' })
    }
    given((await signOn.finish('keycloak', victim.back.search, victim.browserSecret)).outcome)
  })

  it('[OI2] refuses unknown, missing and late states', async () => {
    const { browserSecret, back } = await come()
    for (const change of [{ state: 'x'.repeat(43) }, { state: '' }, { state: null }]) {
      const search = new URLSearchParams(back.search)
      if (change.state === null) search.delete('state')
      else search.set('state', change.state)
      const { outcome, returnTo } = await signOn.finish('keycloak', `?${String(search)}`, browserSecret)
      expect(outcome).toEqual({ refused: 'oidc-failed' })
      expect(returnTo).toBe('/')
    }
    ahead = 10 * 60_000
    expect((await signOn.finish('keycloak', back.search, browserSecret)).outcome).toEqual({ refused: 'oidc-failed' })
  })

  it('[OI4] says that it was cancelled, and that a provider is away or unknown', async () => {
    idp.person = null
    const { browserSecret, back } = await come()
    expect((await signOn.finish('keycloak', back.search, browserSecret)).outcome).toEqual({ refused: 'oidc-cancelled' })
    const wish = { returnTo: '/', sessionId: null }
    expect(await signOn.start('nobody', wish)).toEqual({ refused: 'provider-not-found' })
    const away = signOnOf(configOf('away', 'http://127.0.0.1:9'))
    expect(await away.start('away', wish)).toEqual({ refused: 'provider-unavailable' })
  })

  it('[OI6] asks the person anew when a present session is to be confirmed', async () => {
    // Signed in there already: nobody would be asked.
    await come()
    const { redirectTo, browserSecret, back } = await come('s'.repeat(20) as SessionId)
    const asked = new URL(redirectTo).searchParams
    expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '0'])
    const { outcome, sessionId } = await signOn.finish('keycloak', back.search, browserSecret)
    expect(given(outcome).sessionId).toBe('s'.repeat(20))
    expect(sessionId).toBe('s'.repeat(20))
  })

  it('[OI5] trusts what is configured, and nothing else', async () => {
    idp.person = { login: 'novakova', acr: 'urn:glosa:pwd', amr: ['pwd', 'otp'] }
    const { browserSecret, back } = await come()
    expect(given((await signOn.finish('keycloak', back.search, browserSecret)).outcome).factor).toBeNull()
  })
})

describe('a provider that lies', () => {
  let idp: DishonestProvider
  let other: DishonestProvider
  beforeAll(async () => {
    idp = await startDishonestProvider()
    other = await startDishonestProvider()
  })
  afterAll(async () => {
    await idp.close()
    await other.close()
  })

  const seconds = () => Math.floor(Date.now() / 1000)
  const honest = (nonce: string | null) => ({
    iss: idp.issuer,
    aud: dishonestClientId,
    sub: 'subject',
    iat: seconds(),
    exp: seconds() + 300,
    nonce: nonce ?? '',
    preferred_username: 'novakova',
  })

  /** One attempt in which the provider answers the code with what `lie` makes of an honest answer. */
  async function attempt(
    lie: (claims: ReturnType<typeof honest>) => Handout,
    more: Partial<ProviderConfig> = {},
    again: SessionId | null = null,
  ) {
    const signOn = signOnOf(configOf('idp', idp.issuer, more))
    const { redirectTo, browserSecret } = given(await signOn.start('idp', { returnTo: '/', sessionId: again }))
    const asked = new URL(redirectTo).searchParams
    idp.handout = lie(honest(asked.get('nonce')))
    const search = new URLSearchParams({ code: 'c', state: asked.get('state') ?? '', iss: idp.issuer })
    return (await signOn.finish('idp', `?${String(search)}`, browserSecret)).outcome
  }

  it('[OI1] is believed while it does not, and gets the verifier of the challenge', async () => {
    expect(given(await attempt((claims) => ({ claims }))).who).toBe('novakova')
    expect(idp.tokenRequest.get('code_verifier')).toMatch(/^[\w-]{43}$/)
  })

  it.each<[string, (claims: ReturnType<typeof honest>) => Handout]>([
    ['an unsigned token', (claims) => ({ claims, algorithm: 'none' })],
    ['a token signed by our own secret', (claims) => ({ claims, algorithm: 'HS256' })],
    ['a token of another algorithm than agreed', (claims) => ({ claims, algorithm: 'ES256' })],
    ['a token by a foreign key', (claims) => ({ claims, foreignKey: true })],
    ['another nonce', (claims) => ({ claims: { ...claims, nonce: 'other' } })],
    ['no nonce', ({ nonce: _nonce, ...claims }) => ({ claims })],
    ['another issuer', (claims) => ({ claims: { ...claims, iss: 'https://other.example' } })],
    ['another audience', (claims) => ({ claims: { ...claims, aud: 'another-client' } })],
    ['several audiences without a party', (claims) => ({ claims: { ...claims, aud: [dishonestClientId, 'other'] } })],
    ['another party', (claims) => ({ claims: { ...claims, azp: 'other' } })],
    ['a token that expired', (claims) => ({ claims: { ...claims, exp: seconds() - 60 } })],
    ['a token without an end', ({ exp: _exp, ...claims }) => ({ claims })],
    ['a token without a subject', ({ sub: _sub, ...claims }) => ({ claims })],
    ['a token from the future', (claims) => ({ claims: { ...claims, nbf: seconds() + 600 } })],
  ])('[OI7] is not believed %s', async (_case, lie) => {
    expect(await attempt(lie)).toEqual({ refused: 'oidc-failed' })
    expect(problems.length).toBeGreaterThan(0)
  })

  it.each<[string, (claims: ReturnType<typeof honest>) => Handout]>([
    ['no linking claim', ({ preferred_username: _name, ...claims }) => ({ claims })],
    ['an empty one', (claims) => ({ claims: { ...claims, preferred_username: ' ' } })],
    ['one that is no text', (claims) => ({ claims: { ...claims, preferred_username: ['novakova'] } })],
    ['one of a kilobyte', (claims) => ({ claims: { ...claims, preferred_username: 'x'.repeat(1024) } })],
  ])('[OI8] is nobody’s with %s', async (_case, lie) => {
    expect(await attempt(lie)).toEqual({ refused: 'oidc-not-linked' })
  })

  it('[OI6] cannot confirm a session by a sign-in of long ago', async () => {
    const sessionId = 's'.repeat(20) as SessionId
    const at = (authTime: number) =>
      attempt((claims) => ({ claims: { ...claims, auth_time: authTime } }), {}, sessionId)
    expect(await at(seconds() - 120)).toEqual({ refused: 'oidc-failed' })
    expect(await attempt((claims) => ({ claims }), {}, sessionId)).toEqual({ refused: 'oidc-failed' })
    expect(isRefused(await at(seconds()))).toBe(false)
  })

  it('[OI9] is not mixed up with another provider', async () => {
    const signOn = signOnOf(configOf('idp', idp.issuer), configOf('other', other.issuer))
    const begin = async () => {
      const { redirectTo, browserSecret } = given(await signOn.start('idp', { returnTo: '/', sessionId: null }))
      const asked = new URL(redirectTo).searchParams
      idp.handout = { claims: honest(asked.get('nonce')) }
      return { state: asked.get('state') ?? '', browserSecret }
    }
    const elsewhere = await begin()
    const answer = new URLSearchParams({ code: 'c', state: elsewhere.state, iss: other.issuer })
    // The other one answers at its own address with the state of an attempt at the first.
    const { outcome } = await signOn.finish('other', `?${String(answer)}`, elsewhere.browserSecret)
    expect(outcome).toEqual({ refused: 'oidc-failed' })
    // The first one's address is used, but the answer names the other, or nobody.
    for (const iss of [other.issuer, null]) {
      const { state, browserSecret } = await begin()
      const search = new URLSearchParams({ code: 'c', state, ...(iss === null ? {} : { iss }) })
      expect((await signOn.finish('idp', `?${String(search)}`, browserSecret)).outcome).toEqual({
        refused: 'oidc-failed',
      })
    }
  })

  describe('about signing out', () => {
    const event = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const message = () => ({
      iss: idp.issuer,
      aud: dishonestClientId,
      iat: seconds(),
      exp: seconds() + 120,
      jti: randomBytes(8).toString('hex'),
      events: event,
      sub: 'subject',
      sid: 'session',
    })
    type Message = ReturnType<typeof message>
    const read = async (handout: Handout) =>
      signOnOf(configOf('idp', idp.issuer)).readLogout('idp', await idp.token({ type: 'logout+jwt', ...handout }))

    it('[OI11] is believed when its message is whole, once', async () => {
      const claims = message()
      const expected = { provider: 'idp', subject: 'subject', session: 'session' }
      expect(await read({ claims })).toEqual(expected)
      expect(await read({ claims })).toEqual({ refused: 'logout-token-invalid' })
      expect(await read({ claims: { ...message(), sid: undefined } })).toEqual({ ...expected, session: null })
    })

    it.each<[string, (claims: Message) => Handout]>([
      ['unsigned', (claims) => ({ claims, algorithm: 'none' })],
      ['signed by our own secret', (claims) => ({ claims, algorithm: 'HS256' })],
      ['signed by another algorithm', (claims) => ({ claims, algorithm: 'ES256' })],
      ['signed by a foreign key', (claims) => ({ claims, foreignKey: true })],
      ['for somebody else', (claims) => ({ claims: { ...claims, aud: 'other' } })],
      ['by somebody else', (claims) => ({ claims: { ...claims, iss: 'https://other.example' } })],
      ['old', (claims) => ({ claims: { ...claims, iat: seconds() - 400 } })],
      ['expired', (claims) => ({ claims: { ...claims, exp: seconds() - 60 } })],
      ['without its event', (claims) => ({ claims: { ...claims, events: {} } })],
      ['with a nonce, as an ID token', (claims) => ({ claims: { ...claims, nonce: 'n' } })],
      ['without a name', ({ jti: _jti, ...claims }) => ({ claims })],
      ['about nobody', ({ sub: _sub, sid: _sid, ...claims }) => ({ claims })],
      ['of another type', (claims) => ({ claims, type: 'at+jwt' })],
    ])('[OI11] is not believed when it is %s', async (_case, lie) => {
      expect(await read(lie(message()))).toEqual({ refused: 'logout-token-invalid' })
    })

    it.each(['', 'x', 'a.b.c', '.'.repeat(1000)])('[OI11] is not believed when it is %j', async (token) => {
      const signOn = signOnOf(configOf('idp', idp.issuer))
      expect(await signOn.readLogout('idp', token)).toEqual({ refused: 'logout-token-invalid' })
      expect(await signOn.readLogout('nobody', token)).toEqual({ refused: 'provider-not-found' })
    })
  })
})
