import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  actorOfSession,
  checkSession,
  endSession,
  endSessionByRefreshToken,
  openKeyRing,
  openSession,
  refreshSession,
  type IssuedSession,
  type SessionDeps,
} from '@glosa/auth'
import { instant, isRefused, parsePersonId, parseUnitId, type Person, type Refused } from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'

const start = Date.UTC(2026, 4, 4, 6)
const minute = 60_000
const hour = 60 * minute

const personId = parsePersonId('demo:novakova')
if (personId === null) throw new Error('id')
const person: Person = {
  id: personId,
  login: 'novakova',
  displayName: 'Jana Nováková',
  email: null,
  unitId: parseUnitId('demo:eko'),
  roles: ['staff', 'drafter'],
}

function given<T>(answer: T | Refused): T {
  if (isRefused(answer)) throw new Error(answer.refused)
  return answer
}

describe('session', () => {
  let now = start
  let deps: SessionDeps
  let opened: IssuedSession

  beforeEach(async () => {
    now = start
    const ring = await openKeyRing({ load: async () => [], save: async () => true }, start)
    deps = { sessions: (await openMemoryStorage()).sessions, ring, now: () => instant(now), randomBytes }
    opened = await openSession(deps, { person, unitName: 'Odbor ekonomický', userAgent: 'Firefox' })
  })

  it('[AU60] makes its access token the actor that the session row describes', async () => {
    expect(actorOfSession(given(await checkSession(deps, opened.accessToken)))).toEqual({
      personId,
      sessionId: opened.sessionId,
      displayName: 'Jana Nováková',
      unitId: 'demo:eko',
      unitName: 'Odbor ekonomický',
      roles: ['staff', 'drafter'],
    })
  })

  it('[AU61] ends at once when its row ends, though the access token is still young', async () => {
    await endSession(deps, opened.sessionId, 'revoked')
    expect(await checkSession(deps, opened.accessToken)).toEqual({ refused: 'session-ended' })
    expect(await refreshSession(deps, opened.refreshToken)).toEqual({ refused: 'session-ended' })
    expect(await deps.sessions.find(opened.sessionId)).toMatchObject({ endReason: 'revoked' })
  })

  it('[AU62] takes an access token that is too old for no sign-in, and a refresh token makes a new one', async () => {
    now += 6 * minute
    expect(await checkSession(deps, opened.accessToken)).toEqual({ refused: 'not-signed-in' })
    const fresh = given(await refreshSession(deps, opened.refreshToken))
    expect(given(await checkSession(deps, fresh.accessToken)).id).toBe(opened.sessionId)
    expect(fresh.refreshToken).not.toBe(opened.refreshToken)
  })

  it('[AU63] answers the token before, within ten seconds, as another tab and not as a thief', async () => {
    const fresh = given(await refreshSession(deps, opened.refreshToken))
    now += 10_000
    expect(await refreshSession(deps, opened.refreshToken)).toEqual({ refused: 'conflict' })
    expect(await refreshSession(deps, fresh.refreshToken)).toHaveProperty('accessToken')
  })

  it('[AU64] ends when a spent refresh token comes later', async () => {
    const fresh = given(await refreshSession(deps, opened.refreshToken))
    now += 10_001
    expect(await refreshSession(deps, opened.refreshToken)).toEqual({ refused: 'session-ended' })
    expect(await refreshSession(deps, fresh.refreshToken)).toEqual({ refused: 'session-ended' })
    expect(await checkSession(deps, fresh.accessToken)).toEqual({ refused: 'session-ended' })
    expect(await deps.sessions.find(opened.sessionId)).toMatchObject({ endReason: 'refresh-reused' })
  })

  it('[AU65] ends also when a thief has refreshed twice before the owner comes', async () => {
    const stolen = given(await refreshSession(deps, opened.refreshToken))
    const again = given(await refreshSession(deps, stolen.refreshToken))
    expect(await refreshSession(deps, opened.refreshToken)).toEqual({ refused: 'session-ended' })
    expect(await refreshSession(deps, again.refreshToken)).toEqual({ refused: 'session-ended' })
  })

  it('[AU66] gives one of many tabs that refresh at once the new token', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => refreshSession(deps, opened.refreshToken)))
    const winners = answers.filter((answer) => !isRefused(answer))
    expect(winners).toHaveLength(1)
    expect(answers.filter((answer) => isRefused(answer) && answer.refused === 'conflict')).toHaveLength(7)
  })

  it('[AU67] expires when it is left alone for four hours, and after fourteen however busy', async () => {
    let token = opened.refreshToken
    for (let i = 0; i < 4; i += 1) {
      now += 3 * hour
      token = given(await refreshSession(deps, token)).refreshToken
    }
    now = start + 14 * hour
    expect(await refreshSession(deps, token)).toEqual({ refused: 'session-ended' })

    const idle = await openSession(deps, { person, unitName: null, userAgent: '' })
    now += 4 * hour
    expect(await refreshSession(deps, idle.refreshToken)).toEqual({ refused: 'session-ended' })
    expect(await deps.sessions.find(idle.sessionId)).toMatchObject({ endReason: 'expired' })
  })

  it('[AU68] keeps no token, only hashes', async () => {
    const row = JSON.stringify(await deps.sessions.find(opened.sessionId))
    const secret = opened.refreshToken.split('.')[1] ?? 'missing'
    expect(row).not.toContain(secret)
    expect(row).not.toContain(opened.accessToken)
  })

  it.each(['', 'x', `${'a'.repeat(20)}.${'A'.repeat(43)}`, 'x'.repeat(100_000)])(
    '[AU69] is not found by a token that was never given (case %#)',
    async (token) => {
      expect(await refreshSession(deps, token)).toEqual({ refused: 'not-signed-in' })
      expect(await endSessionByRefreshToken(deps, token)).toBeNull()
      expect(await checkSession(deps, token)).toEqual({ refused: 'not-signed-in' })
    },
  )

  it('[AU70] can be ended by its refresh token when the access token is too old, and by no guess', async () => {
    now += hour
    expect(await endSessionByRefreshToken(deps, `${opened.sessionId}.${'A'.repeat(43)}`)).toBeNull()
    expect(await endSessionByRefreshToken(deps, opened.refreshToken)).toBe(opened.sessionId)
    expect(await deps.sessions.find(opened.sessionId)).toMatchObject({ endReason: 'signed-out', endedAt: now })
  })
})
