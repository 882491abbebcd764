import { returnedPath } from '@glosa/domain/contract'
import { isRefused, refused, type Actor, type AuditSource, type Refused, type SessionId } from '@glosa/domain/model'
import type { Context } from 'koa'
import { readCookie, sessionCookies } from './cookies.ts'
import { sourceOf, type OpenedSession, type Sessions } from './session.ts'
import type { Serve } from './serveRoute.ts'

/** What the routes need of identity providers. */
export interface OfficeProviders {
  list(): readonly { readonly id: string; readonly name: string }[]
  start(
    provider: string,
    wish: { readonly returnTo: string; readonly sessionId: SessionId | null },
  ): Promise<{ readonly redirectTo: string; readonly browserSecret: string } | Refused>
  /** Takes what the provider sent back, and opens a session or confirms the one that asked. */
  finish(
    provider: string,
    search: string,
    browserSecret: string | null,
    source: AuditSource,
  ): Promise<{
    readonly returnTo: string
    /** A new session; `null` when a present one was confirmed. */
    readonly outcome: OpenedSession | null | Refused
    readonly isAgain: boolean
  }>
  /** Ends the sessions that the message is about. */
  endByToken(provider: string, token: string): Promise<null | Refused>
}

const attemptCookie = 'glosa_oidc'
const attemptPath = '/api/v1/oidc'
const attemptSeconds = 600

/** Single sign-on: the second front door. */
export function serveOidc(serve: Serve, providers: OfficeProviders, sessions: Sessions): void {
  // Lax: the provider sends the browser back from its own site, and only then is the cookie wanted.
  const keep = (value: string, seconds: number) =>
    `${attemptCookie}=${value}; Path=${attemptPath}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${sessions.isSecure ? '; Secure' : ''}`

  serve('listProviders', () => Promise.resolve({ providers: providers.list().map(({ id, name }) => ({ id, name })) }))
  serve('startOidc', async ({ ctx, actor, params, body }) => {
    const asking: Actor | null = actor
    if (body.again && asking === null) return refused('not-signed-in')
    const sessionId = body.again && asking !== null ? asking.sessionId : null
    const started = await providers.start(params.provider, { returnTo: body.returnTo, sessionId })
    if (isRefused(started)) return started
    ctx.set('Set-Cookie', keep(started.browserSecret, attemptSeconds))
    return { redirectTo: started.redirectTo }
  })
  serve('finishOidc', async ({ ctx, params }) => {
    if (!providers.list().some(({ id }) => id === params.provider)) return refused('provider-not-found')
    const secret = readCookie(ctx.req.headers.cookie, attemptCookie)
    const search = new URL(ctx.url, 'http://localhost').search
    const { returnTo, outcome, isAgain } = await providers.finish(params.provider, search, secret, sourceOf(ctx))
    const cookies = [keep('', 0)]
    if (!isRefused(outcome) && outcome !== null) {
      cookies.push(...sessionCookies(outcome, sessions, sessions.isSecure))
    }
    ctx.set('Set-Cookie', cookies)
    forgetWhereFrom(ctx)
    if (!isRefused(outcome)) return returnTo
    const isWaitedFor = isAgain || returnTo.startsWith(`${returnedPath}?`)
    return withProblem(isWaitedFor ? returnTo : '/sign-in', outcome)
  })
  serve('endByProvider', async ({ params, body }) => providers.endByToken(params.provider, body.logout_token))
}

/** Code and state stand in the address: no page that follows is told it. */
const forgetWhereFrom = (ctx: Context) => ctx.set('Referrer-Policy', 'no-referrer')

const withProblem = (path: string, { refused: code }: Refused): string => {
  const url = new URL(path, 'http://localhost')
  url.searchParams.set('problem', code)
  return url.pathname + url.search + url.hash
}
