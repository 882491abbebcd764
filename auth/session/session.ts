import { createHash } from 'node:crypto'
import {
  instant,
  opaqueIdFrom,
  parseSessionId,
  refused,
  type Actor,
  type ExternalSession,
  type Instant,
  type Person,
  type Refused,
  type SessionId,
  type SessionProof,
  type SessionRow,
  type SessionStore,
} from '@glosa/domain/model'
import { accessTokenLifetime, readAccessToken, signAccessToken } from './accessToken.ts'
import type { KeyRing } from './keyRing.ts'

export interface SessionDeps {
  readonly sessions: SessionStore
  readonly ring: KeyRing
  readonly now: () => Instant
  readonly randomBytes: (count: number) => Uint8Array
  readonly times?: Partial<SessionTimes>
  /** Told of a session that was just ended because a spent refresh token came again. */
  readonly onReuse?: (row: SessionRow) => Promise<void>
}

/** Milliseconds. */
export interface SessionTimes {
  /** A session that was not refreshed for this long has expired. */
  readonly idle: number
  /** However busy, a session ends after this long. */
  readonly whole: number
  /** Two tabs may refresh by the same token within this time; later it counts as theft. */
  readonly parallelTabs: number
}

const defaultTimes: SessionTimes = { idle: 4 * 60 * 60_000, whole: 14 * 60 * 60_000, parallelTabs: 10_000 }

/** What the browser gets, as cookies that no script can read. */
export interface IssuedSession {
  readonly sessionId: SessionId
  readonly accessToken: string
  readonly accessExpiresAt: Instant
  readonly refreshToken: string
  /** When the session ends unless it is refreshed before. */
  readonly sessionExpiresAt: Instant
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
const timesOf = (deps: SessionDeps): SessionTimes => ({ ...defaultTimes, ...deps.times })
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** Opens a session for somebody who has just proved who they are. */
export async function openSession(
  deps: SessionDeps,
  who: {
    readonly person: Person
    readonly unitName: string | null
    readonly passwordMark?: string | null
    readonly userAgent: string
    /** How they proved it; by their password, if absent. */
    readonly proof?: SessionProof
    readonly external?: ExternalSession
  },
): Promise<IssuedSession> {
  const now = deps.now()
  const times = timesOf(deps)
  const id = opaqueIdFrom<SessionId>(deps.randomBytes(64))
  const refreshToken = newRefreshToken(deps, id)
  const row: SessionRow = {
    id,
    personId: who.person.id,
    person: who.person,
    unitName: who.unitName,
    ...(who.passwordMark === undefined ? {} : { passwordMark: who.passwordMark }),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: instant(now + Math.min(times.idle, times.whole)),
    refreshHash: hashOf(refreshToken),
    previousRefreshHash: null,
    endedAt: null,
    endReason: null,
    userAgent: who.userAgent.slice(0, 300),
    ...(who.proof ? { proof: who.proof } : {}),
    ...(who.external ? { external: who.external } : {}),
  }
  await deps.sessions.create(row)
  return issued(deps, row, refreshToken, row.expiresAt, now)
}

/**
 * Answers a refresh token with a new pair; the old one is spent. The token before within ten
 * seconds is another tab of the same browser and gets `conflict` (take the cookie that the first
 * tab got); any other spent token means that two people hold the session, and ends it.
 * @returns `not-signed-in` for no token of ours, `session-ended` for one of an ended session
 */
export async function refreshSession(deps: SessionDeps, refreshToken: string): Promise<IssuedSession | Refused> {
  const now = deps.now()
  const times = timesOf(deps)
  const sessionId = sessionOfRefreshToken(refreshToken)
  const row = sessionId && (await deps.sessions.find(sessionId))
  if (!row) return refused('not-signed-in')
  const alive = await stillAlive(deps, row, now)
  if (alive !== true) return alive
  const hash = hashOf(refreshToken)
  if (row.refreshHash !== hash) {
    // The row changes `lastSeenAt` only when its token is changed.
    const parallelTab = row.previousRefreshHash === hash && now - row.lastSeenAt <= times.parallelTabs
    if (parallelTab) return refused('conflict')
    await deps.sessions.end(row.id, now, 'refresh-reused')
    await deps.onReuse?.(row)
    return refused('session-ended')
  }
  const next = newRefreshToken(deps, row.id)
  const expiresAt = instant(Math.min(now + times.idle, row.createdAt + times.whole))
  const rotated = await deps.sessions.rotate(row.id, hash, { refreshHash: hashOf(next), lastSeenAt: now, expiresAt })
  return rotated ? issued(deps, row, next, expiresAt, now) : refused('conflict')
}

/** The session of an access token: the token says which, the session's row says whether and as whom. */
export async function checkSession(deps: SessionDeps, accessToken: string): Promise<SessionRow | Refused> {
  const now = deps.now()
  const read = () => readAccessToken(accessToken, deps.ring, now)
  // Another node may have signed it by a key that it made a moment ago.
  const claims = read() ?? ((await deps.ring.learn(now)) ? read() : null)
  if (claims === null) return refused('not-signed-in')
  const row = await deps.sessions.find(claims.sessionId)
  if (row === null || row.personId !== claims.personId) return refused('session-ended')
  const alive = await stillAlive(deps, row, now)
  return alive === true ? row : alive
}

/** Ends a session; an ended one stays as it is. */
export async function endSession(
  deps: Pick<SessionDeps, 'sessions' | 'now'>,
  sessionId: SessionId,
  reason: 'signed-out' | 'revoked' | 'account-ended' | 'provider-logout' = 'signed-out',
): Promise<void> {
  await deps.sessions.end(sessionId, deps.now(), reason)
}

/** Ends the session of a refresh token, for signing out when the access token is already too old. Others' guesses end nothing. */
export async function endSessionByRefreshToken(
  deps: Pick<SessionDeps, 'sessions' | 'now'>,
  refreshToken: string,
): Promise<SessionId | null> {
  const sessionId = sessionOfRefreshToken(refreshToken)
  const row = sessionId && (await deps.sessions.find(sessionId))
  if (!row || ![row.refreshHash, row.previousRefreshHash].includes(hashOf(refreshToken))) return null
  await endSession(deps, row.id)
  return row.id
}

/**
 * A refresh token names its session, so that one spent long ago is still known for what it is:
 * a thief could otherwise refresh twice and the owner's token would merely be unknown.
 */
const newRefreshToken = (deps: SessionDeps, id: SessionId) => `${id}.${text(deps.randomBytes(32))}`

const sessionOfRefreshToken = (token: string): SessionId | null =>
  parseSessionId(/^([a-z0-9]{20})\.[A-Za-z0-9_-]{43}$/.exec(token)?.[1])

/** Who acts in a session. Whether it shows enough is asked for apart. */
export const actorOfSession = (row: SessionRow): Actor => ({
  personId: row.personId,
  sessionId: row.id,
  displayName: row.person.displayName,
  unitId: row.person.unitId,
  unitName: row.unitName,
  roles: row.person.roles,
})

async function stillAlive(deps: SessionDeps, row: SessionRow, now: Instant): Promise<true | Refused> {
  if (row.endedAt !== null) return refused('session-ended')
  if (row.expiresAt > now) return true
  await deps.sessions.end(row.id, now, 'expired')
  return refused('session-ended')
}

function issued(
  deps: SessionDeps,
  row: SessionRow,
  refreshToken: string,
  sessionExpiresAt: Instant,
  now: Instant,
): IssuedSession {
  const claims = { personId: row.personId, sessionId: row.id }
  return {
    sessionId: row.id,
    accessToken: signAccessToken(claims, deps.ring, now, text(deps.randomBytes(12))),
    accessExpiresAt: instant(now + accessTokenLifetime),
    refreshToken,
    sessionExpiresAt,
  }
}
