import type { SessionView } from '@glosa/domain/contract'
import { isRefused, refused, type Actor, type Refused, type SessionId, type SessionRow } from '@glosa/domain/model'
import type { Context } from 'koa'
import type { Announcer } from '../commands/ports.ts'
import { clearedCookies, readCookie, refreshCookie, sessionCookies } from './cookies.ts'
import type { Serve } from './serveRoute.ts'

/** A session with the tokens that were just made for it. */
export interface OpenedSession {
  readonly row: SessionRow
  readonly accessToken: string
  readonly refreshToken: string
}

/** What the session routes need of `auth`. */
export interface Sessions {
  readonly isSecure: boolean
  readonly accessSeconds: number
  readonly refreshSeconds: number
  actorOf(cookieHeader: string | undefined): Promise<Actor | Refused>
  signIn(wish: {
    readonly login: string
    readonly password: string
    readonly ip: string
    readonly userAgent: string
  }): Promise<OpenedSession | Refused>
  refresh(refreshToken: string): Promise<OpenedSession | Refused>
  find(id: SessionId): Promise<SessionRow | null>
  /** Ends a session and closes its sockets. */
  end(id: SessionId, reason: 'signed-out' | 'revoked'): Promise<void>
  /** Ends the session of a refresh token, when the access token is already too old. */
  endByRefreshToken(refreshToken: string): Promise<SessionId | null>
  ofPerson(personId: Actor['personId']): Promise<readonly SessionRow[]>
}

/** Sign-in, refresh, sign-out and the list of own sessions. */
export function serveSession(serve: Serve, sessions: Sessions, announcer: Announcer): void {
  const opened = (ctx: Context, session: OpenedSession | Refused): SessionView | Refused => {
    if (isRefused(session)) return session
    ctx.set('Set-Cookie', sessionCookies(session, sessions, sessions.isSecure))
    return viewOf(session.row)
  }

  serve('signIn', async ({ ctx, body }) =>
    opened(ctx, await sessions.signIn({ ...body, ip: ctx.ip, userAgent: ctx.get('user-agent').slice(0, 200) })),
  )
  serve('refreshSession', async ({ ctx }) => {
    const token = readCookie(ctx.req.headers.cookie, refreshCookie)
    if (!token) return refused('not-signed-in')
    const session = await sessions.refresh(token)
    // A parallel tab may have been faster: then its cookies stay.
    if (isRefused(session) && session.refused !== 'conflict') ctx.set('Set-Cookie', clearedCookies(sessions.isSecure))
    return opened(ctx, session)
  })
  serve('readSession', async ({ actor }) => {
    const row = await sessions.find(actor.sessionId)
    return row ? viewOf(row) : refused('session-ended')
  })
  serve('signOut', async ({ ctx, actor }) => {
    ctx.set('Set-Cookie', clearedCookies(sessions.isSecure))
    const token = readCookie(ctx.req.headers.cookie, refreshCookie)
    const ended = actor?.sessionId ?? (token ? await sessions.endByRefreshToken(token) : null)
    if (actor) await sessions.end(actor.sessionId, 'signed-out')
    if (ended) announcer.sessionEnded(ended)
    return null
  })
  serve('listSessions', async ({ actor }) => ({
    sessions: (await sessions.ofPerson(actor.personId)).map(({ id, createdAt, lastSeenAt, userAgent }) => ({
      sessionId: id,
      createdAt,
      lastSeenAt,
      userAgent,
      current: id === actor.sessionId,
    })),
  }))
  serve('revokeSession', async ({ actor, params }) => {
    const row = await sessions.find(params.sessionId)
    const mayEnd = row && (row.personId === actor.personId || actor.roles.includes('administrator'))
    if (!mayEnd) return refused('not-found')
    await sessions.end(params.sessionId, 'revoked')
    announcer.sessionEnded(params.sessionId)
    return null
  })
}

const viewOf = ({ id, person, unitName, expiresAt }: SessionRow): SessionView => ({
  sessionId: id,
  person: { ...person, roles: [...person.roles] },
  unitName,
  expiresAt,
})
