import { describe, expect, it } from 'vitest'
import { AttemptLimits, defaultAttemptPolicy, explainLogin, findPersonByLogin, signIn } from '@glosa/auth'
import { demoPersonDn } from '@glosa/auth/demo'
import { isRefused } from '@glosa/domain/model'
import { oddLogins } from '../directories/specialEntries.ts'
import { noon, right, signInDeps, urlOf, wrong, type Ground } from './directoryUnderTest.ts'

/** Who is let in, and what the others are told. */
export function describeSignIn({ directory, clientOf, relayed }: Ground): void {
  describe('sign-in', () => {
    it.each(['novakova', 'NOVAKOVA', ' novakova ', 'carka', 'multirdn', 'primarni', 'dve slova'])(
      '[AU10] lets %j in by the right password',
      async (login) => {
        const { deps } = signInDeps(clientOf())
        const answer = await signIn({ ...right(login.trim().toLowerCase()), login }, deps)
        expect(isRefused(answer) ? answer : answer.person.login).toBe(login.trim().toLowerCase())
      },
    )

    it('[AU10] lets in somebody whose login is full of characters of filters', async () => {
      const login = oddLogins[directory().config.preset]
      const { deps } = signInDeps(clientOf())
      expect(await signIn({ ...right(oddLogins.openldap), login }, deps)).toHaveProperty('person.login', login)
    })

    it.each([
      ['a wrong password', wrong('novakova')],
      ['an unknown person', right('nikdo')],
      ['a locked account', right('zamceny')],
      ['a login of two people', right('dvojce')],
      ['an ended account with a wrong password', wrong('odesly')],
      ['an empty password', { ...right('novakova'), password: '' }],
      ['a password of spaces', { ...right('novakova'), password: '   ' }],
      ['a password with NUL', { ...right('novakova'), password: 'Heslo-novakova\0' }],
      ['a huge password', { ...right('novakova'), password: 'x'.repeat(1025) }],
      ['an empty login', { ...right('novakova'), login: '  ' }],
      ['a login with NUL', { ...right('novakova'), login: 'novakova\0' }],
      ['a huge login', { ...right('novakova'), login: 'x'.repeat(10_000) }],
      ['a DN as login', { ...right('novakova'), login: 'uid=novakova,ou=lide,dc=podhorsky-kraj,dc=example' }],
      ['a SASL mechanism as login', { ...right('novakova'), login: 'EXTERNAL' }],
    ])('[AU11] refuses %s in one and the same way', async (_case, wish) => {
      const { deps, slept } = signInDeps(clientOf())
      expect(await signIn(wish, deps)).toEqual({ refused: 'sign-in-failed' })
      expect(slept).toEqual([300])
    })

    it.each(['*', 'nova*', '*)(uid=*', 'novakova)(objectClass=*', '\\2a', 'novakova\\00', ')(|(uid=*'])(
      '[AU12] never reads the login %j as a filter',
      async (login) => {
        const client = clientOf()
        expect(await findPersonByLogin(client, login, noon)).toBeNull()
        expect(await signIn({ ...right('novakova'), login }, signInDeps(client).deps)).toEqual({
          refused: 'sign-in-failed',
        })
      },
    )

    it('[AU13] asks the directory to bind for somebody unknown as it does for somebody known', async () => {
      const relay = await relayed()
      const client = clientOf({ urls: [urlOf(relay)] })
      await findPersonByLogin(client, 'novakova', noon)
      const binds = async (login: string) => {
        const before = relay.accepted()
        await signIn(wrong(login), signInDeps(client).deps)
        return relay.accepted() - before
      }
      expect(await binds('tichy')).toBe(1)
      expect(await binds('nikdo')).toBe(1)
      expect(await binds('dvojce')).toBe(1)
    })

    it.each(['nova', 'prosla'])(
      '[AU14] tells %s, whose password is right, that it must be changed, and nobody else',
      async (login) => {
        const { deps } = signInDeps(clientOf())
        expect(await signIn(wrong(login), deps)).toEqual({ refused: 'sign-in-failed' })
        expect(await signIn(right(login), deps)).toEqual({ refused: 'password-must-change' })
      },
    )

    it.each(['glosa', 'PC1$', 'tiskarna', 'odbor', 'EKO'])(
      '[SI6] knows nobody by the login %s, which is no person below the base of people',
      async (login) => {
        const client = clientOf()
        expect(await explainLogin(client, login, noon)).toEqual({ outcome: 'none' })
        expect(await signIn({ ...right('novakova'), login }, signInDeps(client).deps)).toEqual({
          refused: 'sign-in-failed',
        })
      },
    )

    it('[SI1] lets nobody in whose account was ended, and says so only to the right password', async () => {
      const { deps } = signInDeps(clientOf())
      // OpenLDAP says nothing of a lock for good; Active Directory says it after the right password.
      const told = directory().config.preset === 'openldap' ? 'sign-in-failed' : 'account-not-usable'
      expect(await signIn(right('odesly'), deps)).toEqual({ refused: told })
      expect(await signIn(wrong('byvala'), deps)).toEqual({ refused: 'sign-in-failed' })
      expect(await signIn(right('byvala'), deps)).toEqual({ refused: 'account-not-usable' })
    })

    it('[AU15] stops after three wrong passwords, before the directory locks the account', async () => {
      const relay = await relayed()
      const { deps, clock } = signInDeps(clientOf({ urls: [urlOf(relay)] }))
      await Promise.all(Array.from({ length: 12 }, () => signIn(wrong('kadlec'), deps)))
      const before = relay.accepted()
      expect(await signIn({ ...right('kadlec'), ip: '10.9.9.9' }, deps)).toEqual({
        refused: 'sign-in-blocked',
        detail: { retryAfterSeconds: 900 },
      })
      expect(relay.accepted()).toBe(before)
      clock.now += defaultAttemptPolicy.window
      expect(await signIn(right('kadlec'), deps)).toHaveProperty('person.login', 'kadlec')
    })

    it('[AU16] counts by the person, however the login is spelled', async () => {
      const { deps } = signInDeps(clientOf())
      for (const login of ['dve slova', 'Dve  Slova ', 'dve   slova']) await signIn(wrong(login), deps)
      expect(await signIn(right('dve slova'), deps)).toHaveProperty('refused', 'sign-in-blocked')
    })

    it('[AU17] tries passwords on connections of their own, so that searches go on', async () => {
      const client = clientOf({ limits: { connections: 1 } })
      const { deps } = signInDeps(client)
      await signIn(wrong('bilkova'), deps)
      expect(await findPersonByLogin(client, 'bilkova', noon)).not.toBeNull()
    })

    it.each(['', 'Heslo\0', 'x'.repeat(1025)])(
      '[AU9] sends no password that may not be sent, whoever asks (case %#)',
      async (password) => {
        const relay = await relayed()
        const client = clientOf({ urls: [urlOf(relay)] })
        expect(await client.tryPassword(demoPersonDn('novakova'), password)).toBe('wrong')
        expect(relay.accepted()).toBe(0)
      },
    )

    it('[AU9] tries a password for a DN only, never for a name that somebody typed', async () => {
      await expect(clientOf().tryPassword('EXTERNAL', 'Heslo-novakova')).rejects.toThrow(TypeError)
    })

    it('[AU18] says that the directory is away, not that the password is wrong', async () => {
      const relay = await relayed()
      await relay.shut()
      const outages: Error[] = []
      const { deps } = signInDeps(clientOf({ urls: [urlOf(relay)] }))
      const answer = await signIn(right('novakova'), { ...deps, onOutage: (error) => outages.push(error) })
      expect(answer).toEqual({ refused: 'directory-unavailable' })
      expect(outages).toHaveLength(1)
      expect(String(outages[0])).not.toContain('Heslo')
    })

    it('[SI2] goes on elsewhere when the server dies between finding the person and trying the password', async () => {
      const dying = await relayed()
      const other = await relayed()
      const client = clientOf({ urls: [urlOf(dying), urlOf(other)] })
      class Killing extends AttemptLimits {
        override takeForAccount(account: string, address: string, now: number): number {
          void dying.shut()
          return super.takeForAccount(account, address, now)
        }
      }
      const { deps } = signInDeps(client)
      const answer = await signIn(right('novakova'), { ...deps, limits: new Killing() })
      expect(answer).toHaveProperty('person.login', 'novakova')
      expect(other.accepted()).toBeGreaterThan(1)
    })
  })
}
