import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** Somebody whom the provider knows. */
export interface ProviderPerson {
  readonly login: string
  readonly email?: string
  readonly emailVerified?: boolean
  readonly acr?: string
  readonly amr?: readonly string[]
}

/** A certified OpenID provider in this process, without forms: whoever is set is signed in. */
export interface IdentityProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who sits at the browser next; `null` cancels. */
  person: ProviderPerson | null
  /** Follows the redirects of a browser from our address to ours again. @returns where that is */
  visit(redirectTo: string): Promise<URL>
  /** The browser is a new one: nobody is signed in there. */
  newBrowser(): void
  /** Signs the browser out there, which tells every client. */
  signOut(): Promise<void>
  close(): Promise<void>
}

const clientId = 'glosa'
const clientSecret = 'client-secret-of-the-test-0123456789'

/**
 * @param origin where our server is, for its callback and its logout address
 */
export async function startIdentityProvider(origin: string, providerId: string): Promise<IdentityProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const people = new Map<string, ProviderPerson>()
  const cookies = new Map<string, string>()

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${origin}/api/v1/oidc/${providerId}/callback`],
        backchannel_logout_uri: `${origin}/api/v1/oidc/${providerId}/backchannel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    claims: {
      openid: ['sub', 'preferred_username', 'email', 'email_verified'],
      acr: null,
      amr: null,
      auth_time: null,
      sid: null,
    },
    acrValues: ['urn:glosa:pwd', 'urn:glosa:mfa', 'urn:glosa:hardware'],
    conformIdTokenClaims: false,
    cookies: { keys: ['test'] },
    ttl: { Interaction: 600, Grant: 3_600, Session: 3_600, AccessToken: 300, IdToken: 300 },
    // Calls to loopback are refused otherwise: a guard against forged requests that a test has to pass.
    fetch: (url, options = {}) =>
      fetch(url, Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'dispatcher'))),
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      claimsParameter: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = form
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => {
      const person = people.get(id)
      return person && { accountId: id, claims: async () => ({ sub: id, ...claimsOf(person) }) }
    },
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc
      if (!client || !session?.accountId) return undefined
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  const idp: IdentityProvider = {
    issuer,
    clientId,
    clientSecret,
    person: null,
    async visit(redirectTo) {
      let url = new URL(redirectTo)
      while (url.origin === issuer) {
        const answer = await browse(url)
        const location = answer.headers.get('location')
        if (location === null) throw new Error(`the provider shows a page: ${answer.status} ${await answer.text()}`)
        url = new URL(location, url)
      }
      return url
    },
    newBrowser: () => cookies.clear(),
    async signOut() {
      const form = await (await browse(new URL(`${issuer}/session/end`))).text()
      const fields = new URLSearchParams({ logout: 'yes' })
      for (const [, name = '', value = ''] of form.matchAll(/name="(\w+)" value="([^"]*)"/g)) fields.set(name, value)
      await browse(new URL(`${issuer}/session/end/confirm`), fields)
    },
    close: () => closed(server),
  }
  const browse = async (url: URL, form?: URLSearchParams) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next()
    const { person } = idp
    if (person) people.set(`subject-of-${person.login}`, person)
    const result = person
      ? {
          login: {
            accountId: `subject-of-${person.login}`,
            ...(person.acr ? { acr: person.acr } : {}),
            ...(person.amr ? { amr: [...person.amr] } : {}),
          },
        }
      : { error: 'access_denied', error_description: 'cancelled' }
    await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false })
    ctx.respond = false
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  return idp
}

const claimsOf = ({ login, email, emailVerified }: ProviderPerson) => ({
  preferred_username: login,
  ...(email === undefined ? {} : { email }),
  ...(emailVerified === undefined ? {} : { email_verified: emailVerified }),
})

const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
