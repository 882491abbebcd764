import { describe, expect, it } from 'vitest'
import { instant } from '@glosa/domain/model'
import type { MaterialId, PersonId, SessionId, SessionProof } from '@glosa/domain/model'
import type { StorageInTest } from './storage.ts'
import { newId, noon, session } from './storageSamples.ts'

const later = instant(noon + 60_000)

export function describeSessions({ now, reopens, reopen }: StorageInTest): void {
  const next = (refreshHash: string) => ({ refreshHash, lastSeenAt: later, expiresAt: instant(later + 60_000) })

  describe('sessions', () => {
    it('[ST20] gives a session back as it was, by its id and by its refresh token', async () => {
      const row = session()
      await now().sessions.create(row)
      expect(await now().sessions.find(row.id)).toEqual(row)
      expect(await now().sessions.findByRefreshHash(row.refreshHash)).toEqual(row)
      expect(await now().sessions.find(newId<SessionId>())).toBeNull()
      expect(await now().sessions.findByRefreshHash('unknown')).toBeNull()
      await expect(now().sessions.create({ ...row, userAgent: 'other' })).rejects.toThrow()
      expect((await now().sessions.find(row.id))?.userAgent).toBe('Firefox')
    })

    it('[ST21] lets one of many who rotate the same token at once win', async () => {
      const row = session()
      await now().sessions.create(row)
      const tokens = Array.from({ length: 12 }, (_, index) => `${row.id}-${index}`)
      const results = await Promise.all(
        tokens.map((token) => now().sessions.rotate(row.id, row.refreshHash, next(token))),
      )
      expect(results.filter(Boolean)).toHaveLength(1)
      const winner = tokens[results.indexOf(true)] ?? ''
      const rotated = await now().sessions.find(row.id)
      expect(rotated).toEqual({ ...row, ...next(winner), previousRefreshHash: row.refreshHash })
      expect(await now().sessions.findByRefreshHash(winner)).toEqual(rotated)
    })

    it('[ST21] finds a session by the token before, so that its second use is noticed', async () => {
      const row = session()
      await now().sessions.create(row)
      await now().sessions.rotate(row.id, row.refreshHash, next(`${row.id}-next`))
      const found = await now().sessions.findByRefreshHash(row.refreshHash)
      expect(found?.id).toBe(row.id)
      expect(found?.previousRefreshHash).toBe(row.refreshHash)
      expect(await now().sessions.rotate(row.id, row.refreshHash, next('thief'))).toBe(false)
    })

    it('[ST22] does not rotate an ended session, and keeps the first reason of its end', async () => {
      const row = session()
      await now().sessions.create(row)
      await now().sessions.end(row.id, later, 'revoked')
      await now().sessions.end(row.id, instant(later + 1), 'signed-out')
      expect(await now().sessions.find(row.id)).toEqual({ ...row, endedAt: later, endReason: 'revoked' })
      expect(await now().sessions.rotate(row.id, row.refreshHash, next('x'))).toBe(false)
      await now().sessions.end(newId<SessionId>(), later, 'revoked')
    })

    it('[ST22] lists the open sessions of a person, newest first', async () => {
      const personId = `demo:${newId<MaterialId>()}` as PersonId
      const rows = [0, 2, 1, 3].map((age) => session({ personId, createdAt: instant(noon + age) }))
      for (const row of rows) await now().sessions.create(row)
      const ended = rows[3]
      if (ended) await now().sessions.end(ended.id, later, 'signed-out')
      const open = await now().sessions.ofPerson(personId)
      expect(open.map((row) => row.createdAt - noon)).toEqual([2, 1, 0])
    })

    it('[ST23b] replaces what an open session knows of its person, and nothing of an ended one', async () => {
      const row = session({ passwordMark: '20260101000000Z' })
      await now().sessions.create(row)
      const person = { ...row.person, displayName: 'Jana „Nová“', roles: ['staff' as const] }
      expect(await now().sessions.describe(row.id, { person, unitName: null })).toBe(true)
      expect(await now().sessions.find(row.id)).toEqual({ ...row, person, unitName: null })
      await now().sessions.end(row.id, later, 'account-ended')
      expect(await now().sessions.describe(row.id, { person: row.person, unitName: 'EKO' })).toBe(false)
      expect((await now().sessions.find(row.id))?.unitName).toBeNull()
      expect(await now().sessions.describe(newId<SessionId>(), { person, unitName: null })).toBe(false)
    })

    it('[ST23b] lists every session that is open at an instant', async () => {
      const [open, ended, expired] = [session(), session(), session({ expiresAt: noon })]
      for (const row of [open, ended, expired]) await now().sessions.create(row)
      await now().sessions.end(ended.id, later, 'revoked')
      const ids = (await now().sessions.open(noon)).map(({ id }) => id)
      expect(ids).toContain(open.id)
      expect(ids).not.toContain(ended.id)
      expect(ids).not.toContain(expired.id)
    })

    it('[SS1] replaces what an open session has shown, beside a new description of its person', async () => {
      const row = session({ external: { provider: 'nia', subject: 'abc', session: 'xyz' } })
      await now().sessions.create(row)
      const proof: SessionProof = {
        by: 'password',
        at: noon,
        ownFactor: true,
        factor: { kind: 'totp', phishingResistant: false, at: later },
      }
      const person = { ...row.person, displayName: 'Jana Nová' }
      const [proved, described] = await Promise.all([
        now().sessions.prove(row.id, proof),
        now().sessions.describe(row.id, { person, unitName: null }),
      ])
      expect([proved, described]).toEqual([true, true])
      expect(await now().sessions.find(row.id)).toEqual({ ...row, proof, person, unitName: null })
      await now().sessions.end(row.id, later, 'provider-logout')
      expect(await now().sessions.prove(row.id, { ...proof, ownFactor: false })).toBe(false)
      expect(await now().sessions.prove(newId<SessionId>(), proof)).toBe(false)
      expect((await now().sessions.find(row.id))?.proof).toEqual(proof)
    })

    it('[ST23] forgets what ended or expired before an instant, and nothing else', async () => {
      const early = instant(1_000)
      const expired = session({ expiresAt: instant(999) })
      const ended = session({ endedAt: instant(999), endReason: 'signed-out' })
      const open = session()
      const endedLater = session({ endedAt: early, endReason: 'revoked' })
      for (const row of [expired, ended, open, endedLater]) await now().sessions.create(row)
      expect(await now().sessions.forget(early)).toBe(2)
      expect(await now().sessions.find(expired.id)).toBeNull()
      expect(await now().sessions.find(ended.id)).toBeNull()
      expect(await now().sessions.find(open.id)).toEqual(open)
      expect(await now().sessions.find(endedLater.id)).toEqual(endedLater)
    })

    if (!reopens) return
    it('[ST3] still has the sessions after it is opened again', async () => {
      const row = session()
      await now().sessions.create(row)
      await now().sessions.end(row.id, later, 'revoked')
      await reopen()
      expect(await now().sessions.find(row.id)).toEqual({ ...row, endedAt: later, endReason: 'revoked' })
    })
  })

  describe('storage', () => {
    it('[ST24] says that a write would succeed', async () => {
      expect(await now().probe()).toBe(true)
    })
  })
}
