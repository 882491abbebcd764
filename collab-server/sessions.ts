import {
  checkSession,
  endSession,
  endSessionByRefreshToken,
  openSession,
  refreshSession,
  signIn,
  type IssuedSession,
  type SessionDeps,
  type SignInDeps,
} from '@glosa/auth'
import { isRefused, refused, type Refused } from '@glosa/domain/model'
import { accessCookie, readCookie } from './http/cookies.ts'
import type { OpenedSession, Sessions } from './http/session.ts'

const accessSeconds = 300
const refreshSeconds = 14 * 3600

/** The sessions of `auth` in the shape that the HTTP side asks for. */
export function createSessions(deps: SessionDeps, signInDeps: SignInDeps, isSecure: boolean): Sessions {
  const opened = async (issued: IssuedSession | Refused): Promise<OpenedSession | Refused> => {
    if (isRefused(issued)) return issued
    const row = await deps.sessions.find(issued.sessionId)
    if (!row) return refused('session-ended')
    return { row, accessToken: issued.accessToken, refreshToken: issued.refreshToken }
  }
  return {
    isSecure,
    accessSeconds,
    refreshSeconds,
    async actorOf(cookieHeader) {
      const token = readCookie(cookieHeader, accessCookie)
      return token ? checkSession(deps, token) : refused('not-signed-in')
    },
    async signIn({ login, password, ip, userAgent }) {
      const signedIn = await signIn({ login, password, ip }, signInDeps)
      return isRefused(signedIn) ? signedIn : opened(await openSession(deps, { ...signedIn, userAgent }))
    },
    refresh: async (refreshToken) => opened(await refreshSession(deps, refreshToken)),
    find: (id) => deps.sessions.find(id),
    end: (id, reason) => endSession(deps, id, reason),
    endByRefreshToken: (refreshToken) => endSessionByRefreshToken(deps, refreshToken),
    ofPerson: (personId) => deps.sessions.ofPerson(personId),
  }
}
