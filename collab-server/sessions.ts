import {
  actorOfSession,
  checkSession,
  endSessionByRefreshToken,
  openSession,
  refreshSession,
  signIn,
  stampOfSession,
  type IssuedSession,
  type SecondFactors,
  type SessionDeps,
  type SignInDeps,
} from '@glosa/auth'
import {
  isFull,
  isRefused,
  proofOf,
  refused,
  type Actor,
  type Audit,
  type Person,
  type PersonStamp,
  type Refused,
  type SecondFactorPolicy,
  type SessionId,
} from '@glosa/domain/model'
import { accessCookie, readCookie } from './http/cookies.ts'
import { sessionView, type OpenedSession, type Sessions } from './http/session.ts'

const accessSeconds = 300
const refreshSeconds = 14 * 3600

export interface SessionsParts {
  readonly deps: Omit<SessionDeps, 'onReuse'>
  readonly signInDeps: SignInDeps
  readonly secondFactors: Pick<SecondFactors, 'has' | 'level'>
  readonly policy: () => Promise<SecondFactorPolicy>
  readonly audit: Audit
  /** Everybody the office knows, for naming whose sign-in was refused. */
  readonly people: () => Promise<readonly Person[]>
  /** Adds to an actor whom they stand in for now. */
  readonly withStandsFor: (actor: Actor) => Promise<Actor>
  /** Closes the sockets of a session. */
  readonly announceEnd: (id: SessionId) => void
  /** Whether open sessions may go on: the directory answers, or its silence is not too long yet. */
  readonly withinGrace: () => boolean
  readonly isSecure: boolean
}

/** The sessions of `auth` in the shape that the HTTP side asks for, every beginning and end audited. */
export function createSessions(parts: SessionsParts): Sessions {
  const { audit, secondFactors } = parts
  const deps: SessionDeps = {
    ...parts.deps,
    async onReuse(row) {
      parts.announceEnd(row.id)
      const person = { personId: row.personId, displayName: row.person.displayName }
      await audit(null, { type: 'session-ended', sessionId: row.id, person, reason: 'refresh-reused' })
    },
  }
  const opened = async (issued: IssuedSession | Refused): Promise<OpenedSession | Refused> => {
    if (isRefused(issued)) return issued
    const row = await deps.sessions.find(issued.sessionId)
    if (!row) return refused('session-ended')
    return { row, accessToken: issued.accessToken, refreshToken: issued.refreshToken }
  }
  const nameOf = async (login: string): Promise<PersonStamp | null> => {
    const wanted = login.trim().normalize('NFC').toLowerCase()
    const person = (await parts.people()).find((one) => one.login.normalize('NFC').toLowerCase() === wanted)
    return person
      ? { personId: person.id, displayName: person.displayName, unitId: person.unitId, unitName: null }
      : null
  }

  const sessions: Sessions = {
    isSecure: parts.isSecure,
    accessSeconds,
    refreshSeconds,
    async identify(cookieHeader) {
      const token = readCookie(cookieHeader, accessCookie)
      const row = token ? await checkSession(deps, token) : refused('not-signed-in')
      if (isRefused(row)) return row
      if (!parts.withinGrace()) return refused('directory-unavailable')
      const full = isFull(await parts.policy(), row.person.roles, proofOf(row))
      return { row, actor: await parts.withStandsFor(actorOfSession(row)), isFull: full }
    },
    async actorOf(cookieHeader) {
      const who = await sessions.identify(cookieHeader)
      if (isRefused(who)) return who
      return who.isFull ? who.actor : refused('second-factor-needed')
    },
    async isOpen(id) {
      const row = await deps.sessions.find(id)
      if (row === null || row.endedAt !== null || row.expiresAt <= deps.now()) return false
      if (!isFull(await parts.policy(), row.person.roles, proofOf(row))) return false
      return parts.withinGrace() || 'suspended'
    },
    async view(row) {
      const { standsFor = [] } = await parts.withStandsFor(actorOfSession(row))
      return sessionView(row, await sessions.level(row), standsFor)
    },
    async level(row) {
      const full = isFull(await parts.policy(), row.person.roles, proofOf(row))
      return full ? 'full' : secondFactors.level(row)
    },
    async signIn({ login, password, ip, userAgent }) {
      const source = { address: ip, userAgent }
      const signedIn = await signIn({ login, password, ip }, parts.signInDeps)
      if (isRefused(signedIn)) {
        const code = signedIn.refused
        await audit(await nameOf(login), {
          type: 'sign-in-refused',
          code,
          method: 'password',
          provider: null,
          source,
        })
        return signedIn
      }
      const proof = {
        by: 'password' as const,
        at: deps.now(),
        ownFactor: await secondFactors.has(signedIn.person.id),
        factor: null,
      }
      return sessions.open({ ...signedIn, userAgent, proof }, { provider: null, source })
    },
    async open(who, { provider, source }) {
      const session = await opened(await openSession(deps, who))
      if (isRefused(session)) return session
      await audit(stampOfSession(session.row), {
        type: 'signed-in',
        sessionId: session.row.id,
        method: who.proof.by,
        provider,
        source,
      })
      return session
    },
    refresh: async (refreshToken) => opened(await refreshSession(deps, refreshToken)),
    find: (id) => deps.sessions.find(id),
    async end(id, reason, by) {
      const row = await deps.sessions.find(id)
      if (row === null || row.endedAt !== null) return
      await deps.sessions.end(id, deps.now(), reason)
      parts.announceEnd(id)
      const person = { personId: row.personId, displayName: row.person.displayName }
      await audit(by, { type: 'session-ended', sessionId: id, person, reason })
    },
    async signOutByRefreshToken(refreshToken) {
      const id = await endSessionByRefreshToken(deps, refreshToken)
      const row = id && (await deps.sessions.find(id))
      if (!row) return
      parts.announceEnd(row.id)
      const person = { personId: row.personId, displayName: row.person.displayName }
      await audit(stampOfSession(row), { type: 'session-ended', sessionId: row.id, person, reason: 'signed-out' })
    },
    async ofPerson(personId) {
      return (await deps.sessions.ofPerson(personId)).filter(({ expiresAt }) => expiresAt > deps.now())
    },
    openSessions: () => deps.sessions.open(deps.now()),
  }
  return sessions
}
