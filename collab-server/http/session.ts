import type { SessionView, ShownSession } from '@glosa/domain/contract'
import {
  isRefused,
  mayAdminister,
  proofOf,
  refused,
  stampOf,
  type Actor,
  type AuditSource,
  type ExternalSession,
  type Person,
  type PersonStamp,
  type Refused,
  type SessionId,
  type SessionLevel,
  type SessionProof,
  type SessionRow,
  type StoodFor,
} from '@glosa/domain/model'
import type { Context } from 'koa'
import { clearedCookies, readCookie, refreshCookie, sessionCookies } from './cookies.ts'
import type { Identified, Serve } from './serveRoute.ts'

/** A session with the tokens that were just made for it. */
export interface OpenedSession {
  readonly row: SessionRow
  readonly accessToken: string
  readonly refreshToken: string
}

/** Somebody who proved who they are, by whichever way. */
export interface ProvedPerson {
  readonly person: Person
  readonly unitName: string | null
  readonly passwordMark: string | null
  readonly userAgent: string
  readonly proof: SessionProof
  readonly external?: ExternalSession
}

/** What the routes need of sessions. */
export interface Sessions {
  readonly isSecure: boolean
  readonly accessSeconds: number
  readonly refreshSeconds: number
  /** Who asks, also when their second factor is still missing. */
  identify(cookieHeader: string | undefined): Promise<Identified | Refused>
  /** Who asks; `second-factor-needed` while it is missing. */
  actorOf(cookieHeader: string | undefined): Promise<Actor | Refused>
  /** Whether the session is open and has shown what it must. */
  isOpen(id: SessionId): Promise<boolean | 'suspended'>
  level(row: SessionRow): Promise<SessionLevel>
  /** The session as its person is shown it, with whom they stand in for now. */
  view(row: SessionRow): Promise<SessionView>
  signIn(wish: {
    readonly login: string
    readonly password: string
    readonly ip: string
    readonly userAgent: string
  }): Promise<OpenedSession | Refused>
  /** Opens a session for somebody who proved who they are. */
  open(
    who: ProvedPerson,
    how: { readonly provider: string | null; readonly source: AuditSource },
  ): Promise<OpenedSession | Refused>
  refresh(refreshToken: string): Promise<OpenedSession | Refused>
  find(id: SessionId): Promise<SessionRow | null>
  /** Ends an open session and closes its sockets. @param by who does it; `null` for the software itself */
  end(
    id: SessionId,
    reason: 'signed-out' | 'revoked' | 'account-ended' | 'provider-logout',
    by: PersonStamp | null,
  ): Promise<void>
  /** Signs out by the refresh token, when the access token is already too old. */
  signOutByRefreshToken(refreshToken: string): Promise<void>
  ofPerson(personId: Actor['personId']): Promise<readonly SessionRow[]>
  /** Open sessions of everybody, in no order. */
  openSessions(): Promise<readonly SessionRow[]>
}

/** Where a request came from, for the audit log. */
export const sourceOf = (ctx: Context): AuditSource => ({
  address: ctx.ip,
  userAgent: ctx.get('user-agent').slice(0, 200),
})

/**
 * Sign-in, refresh, sign-out and own sessions.
 * @param mayAct the same look that privileged routes get, for ending a session of somebody else
 */
export function serveSession(
  serve: Serve,
  sessions: Sessions,
  mayAct: (who: Identified, act: 'administer') => Promise<Actor | Refused>,
): void {
  const opened = async (ctx: Context, session: OpenedSession | Refused): Promise<SessionView | Refused> => {
    if (isRefused(session)) return session
    ctx.set('Set-Cookie', sessionCookies(session, sessions, sessions.isSecure))
    return sessions.view(session.row)
  }

  serve('signIn', async ({ ctx, body }) => {
    const { address, userAgent } = sourceOf(ctx)
    return opened(ctx, await sessions.signIn({ ...body, ip: address, userAgent }))
  })
  serve('refreshSession', async ({ ctx }) => {
    const token = readCookie(ctx.req.headers.cookie, refreshCookie)
    if (!token) return refused('not-signed-in')
    // A refusal leaves the cookies: another tab may have renewed the session or signed in anew before it arrives.
    return opened(ctx, await sessions.refresh(token))
  })
  serve('readSession', ({ who }) => sessions.view(who.row))
  serve('signOut', async ({ ctx, actor }) => {
    ctx.set('Set-Cookie', clearedCookies(sessions.isSecure))
    const token = readCookie(ctx.req.headers.cookie, refreshCookie)
    if (actor) await sessions.end(actor.sessionId, 'signed-out', stampOf(actor))
    else if (token) await sessions.signOutByRefreshToken(token)
    return null
  })
  serve('listSessions', async ({ actor }) => ({
    sessions: (await sessions.ofPerson(actor.personId)).map((row) => shownSession(row, actor)),
  }))
  serve('endOwnSessions', async ({ ctx, actor, query }) => {
    const rows = await sessions.ofPerson(actor.personId)
    const ending = rows.filter(({ id }) => query.keepThis === 'no' || id !== actor.sessionId)
    for (const { id } of ending) await sessions.end(id, 'signed-out', stampOf(actor))
    if (query.keepThis === 'no') ctx.set('Set-Cookie', clearedCookies(sessions.isSecure))
    return { ended: ending.length }
  })
  serve('revokeSession', async ({ actor, who, params }) => {
    const row = await sessions.find(params.sessionId)
    if (!row) return refused('not-found')
    if (row.personId !== actor.personId) {
      if (isRefused(mayAdminister(actor))) return refused('not-found')
      const allowed = await mayAct(who, 'administer')
      if (isRefused(allowed)) return allowed
    }
    await sessions.end(params.sessionId, 'revoked', stampOf(actor))
    return null
  })
}

/** A session as its person is shown it. */
export const sessionView = (
  { id, person, unitName, expiresAt }: SessionRow,
  level: SessionLevel,
  standsFor: readonly StoodFor[],
): SessionView => ({
  sessionId: id,
  person: { ...person, roles: [...person.roles] },
  unitName,
  standsFor: standsFor.map((each) => ({ ...each, roles: [...each.roles] })),
  expiresAt,
  level,
})

/** A session in a list. */
export function shownSession(row: SessionRow, actor: Pick<Actor, 'sessionId'>): ShownSession {
  const { id, createdAt, lastSeenAt, expiresAt, userAgent } = row
  const { by, factor } = proofOf(row)
  return {
    sessionId: id,
    createdAt,
    lastSeenAt,
    expiresAt,
    userAgent,
    method: by,
    secondFactor: factor !== null,
    current: id === actor.sessionId,
  }
}
