import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  AttemptLimits,
  DirectoryClient,
  DirectoryUnavailable,
  defaultAttemptPolicy,
  dnKey,
  findPersonByLogin,
  readDirectory,
  signIn,
  type DirectoryConfig,
  type SignInDeps,
} from '@glosa/auth'
import { demoPeople, demoPersonDn, throwawayCertificates } from '@glosa/auth/demo'
import { instant, isRefused } from '@glosa/domain/model'
import { circleGroupId, ghostDn } from '../directories/specialEntries.ts'
import { startRelay, type Relay } from '../directories/relay.ts'

/** A directory with the demo office and the special entries in it. */
export interface DirectoryUnderTest {
  readonly port: number
  readonly config: DirectoryConfig
  close(): Promise<void>
}

const noon = Date.UTC(2026, 4, 4, 10)

/** What every directory must do for Glosa, and what Glosa must do with every directory. */
export function describeDirectory(name: string, start: () => Promise<DirectoryUnderTest>): void {
  describe(name, () => {
    let directory: DirectoryUnderTest
    const toClose: (() => unknown)[] = []

    beforeAll(async () => {
      directory = await start()
      return async () => {
        for (const close of toClose.toReversed()) await close()
      }
    })
    afterAll(() => directory.close())

    const configured = (changes: Partial<DirectoryConfig> = {}): DirectoryConfig => ({
      ...directory.config,
      roleGroups: { ...directory.config.roleGroups, secretary: [circleGroupId] },
      ...changes,
      limits: { pageSize: 7, connectTime: 10_000, requestTime: 10_000, ...changes.limits },
    })
    const clientOf = (changes: Partial<DirectoryConfig> = {}) => {
      const client = new DirectoryClient(configured(changes))
      toClose.push(() => client.close())
      return client
    }
    const relayed = async (host?: string): Promise<Relay> => {
      const relay = await startRelay(directory.port, host)
      toClose.push(() => relay.close())
      return relay
    }
    const urlOf = (relay: Relay) => `ldaps://127.0.0.1:${relay.port}`
    const signInDeps = (client: DirectoryClient) => {
      const slept: number[] = []
      const clock = { now: noon }
      const deps: SignInDeps = {
        directory: client,
        limits: new AttemptLimits(),
        now: () => instant(clock.now),
        sleep: async (ms) => {
          slept.push(ms)
        },
      }
      return { deps, slept, clock }
    }
    const right = (login: string) => ({ login, password: `Heslo-${login}`, ip: '10.0.0.1' })
    const wrong = (login: string) => ({ login, password: 'Jine-heslo-1', ip: '10.0.0.1' })

    describe('people', () => {
      it('[AU1] reads everybody, with unit and roles, though the directory gives a few at a time', async () => {
        const { people, units } = await readDirectory(clientOf({ roleGroups: directory.config.roleGroups }), noon)
        const byLogin = new Map(people.map((person) => [person.login, person]))
        const marks = new Map(units.map((unit) => [unit.id, unit.mark]))
        expect(units).toHaveLength(12)
        for (const { login, displayName, unitMark, roles } of demoPeople) {
          const person = byLogin.get(login)
          expect({ ...person, unit: person?.unitId ? marks.get(person.unitId) : null }).toMatchObject({
            displayName,
            roles,
            unit: unitMark,
            email: `${login}@podhorsky-kraj.example`,
          })
        }
      })

      it('[AU2] finds the same person by login as in the whole directory', async () => {
        const client = clientOf()
        const { people } = await readDirectory(client, noon)
        for (const person of people) {
          expect((await findPersonByLogin(client, person.login, noon))?.person).toEqual(person)
        }
      })

      it('[AU3] names people by the id that the directory never changes', async () => {
        const found = await findPersonByLogin(clientOf(), 'novakova', noon)
        expect(found?.person.id).toBe('demo:66c2388f-717a-8b22-b821-a152e78fe178')
      })

      it('[AU4] gives roles through groups in groups, and a circle of groups ends', async () => {
        const client = clientOf()
        const direct = await findPersonByLogin(client, 'multirdn', noon)
        const throughCircle = await findPersonByLogin(client, 'carka', noon)
        expect(direct?.person.roles).toEqual(['staff', 'secretary'])
        expect(throughCircle?.person.roles).toEqual(['staff', 'secretary'])
      })

      it('[AU5] leaves out ended accounts and logins that two entries share', async () => {
        const { people, findings } = await readDirectory(clientOf(), noon)
        const logins = people.map((person) => person.login)
        expect(logins).not.toContain('zamceny')
        expect(logins).not.toContain('dvojce')
        expect(findings.map(({ code }) => code)).toContain('login-used-twice')
      })

      it('[AU6] reports a group member that is nobody, and a role that no group gives', async () => {
        const { findings } = await readDirectory(clientOf({ roleGroups: { administrator: ['nikde'] } }), noon)
        const unknown = findings.filter(({ code }) => code === 'dead-member')
        expect(unknown.map(({ subject }) => dnKey(subject))).toEqual([dnKey(ghostDn)])
        expect(findings).toContainEqual({ code: 'role-group-missing', subject: 'nikde' })
      })
    })

    describe('sign-in', () => {
      it.each(['novakova', 'NOVAKOVA', ' novakova ', 'carka', 'multirdn', 'a*b(c)'])(
        '[AU10] lets %j in by the right password',
        async (login) => {
          const { deps } = signInDeps(clientOf())
          const answer = await signIn({ ...right(login.trim().toLowerCase()), login }, deps)
          expect(isRefused(answer) ? answer : answer.person.login).toBe(login.trim().toLowerCase())
        },
      )

      it.each([
        ['a wrong password', wrong('novakova')],
        ['an unknown person', right('nikdo')],
        ['a locked account', right('zamceny')],
        ['a login of two people', right('dvojce')],
        ['an empty password', { ...right('novakova'), password: '' }],
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

      it('[AU14] tells somebody with the right password that it must be changed, and nobody else', async () => {
        const { deps } = signInDeps(clientOf())
        expect(await signIn(wrong('nova'), deps)).toEqual({ refused: 'sign-in-failed' })
        expect(await signIn(right('nova'), deps)).toEqual({ refused: 'password-must-change' })
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
    })

    describe('connection', () => {
      it('[AU20] refuses a server whose authority it was not given', async () => {
        const { ca } = throwawayCertificates(['127.0.0.1'], Date.now())
        await expect(findPersonByLogin(clientOf({ ca }), 'novakova', noon)).rejects.toThrow(DirectoryUnavailable)
      })

      it('[AU20] refuses a server with a certificate for another name', async () => {
        const relay = await relayed('127.0.0.2')
        const elsewhere = clientOf({ urls: [`ldaps://127.0.0.2:${relay.port}`] })
        await expect(findPersonByLogin(elsewhere, 'novakova', noon)).rejects.toThrow(/altnames/)
      })

      it('[AU21] serves a hundred first questions at once over four connections', async () => {
        const relay = await relayed()
        const client = clientOf({ urls: [urlOf(relay)] })
        const found = await Promise.all(
          Array.from({ length: 100 }, (_, i) => findPersonByLogin(client, demoPeople[i % 40]?.login ?? '', noon)),
        )
        expect(found.map((each) => each?.person.login)).toEqual(found.map((_, i) => demoPeople[i % 40]?.login))
        expect(relay.accepted()).toBe(4)
      })

      it('[AU22] goes on after idle connections were dropped', async () => {
        const relay = await relayed()
        const client = clientOf({ urls: [urlOf(relay)] })
        await findPersonByLogin(client, 'novakova', noon)
        relay.drop()
        expect(await findPersonByLogin(client, 'novakova', noon)).not.toBeNull()
      })

      it('[AU23] asks again elsewhere when a server dies in the middle of a question', async () => {
        const dying = await relayed()
        const other = await relayed()
        const client = clientOf({ urls: [urlOf(dying), urlOf(other)] })
        await findPersonByLogin(client, 'novakova', noon)
        expect(other.accepted()).toBe(0)
        dying.cutNextRequest()
        expect(await findPersonByLogin(client, 'novakova', noon)).not.toBeNull()
        expect(other.accepted()).toBe(1)
      })

      it('[AU24] asks elsewhere when a server no longer answers, and tries it last for a while', async () => {
        const stalling = await relayed()
        const other = await relayed()
        const client = clientOf({ urls: [urlOf(stalling), urlOf(other)], limits: { requestTime: 1_500 } })
        await findPersonByLogin(client, 'novakova', noon)
        stalling.stall()
        expect(await findPersonByLogin(client, 'novakova', noon)).not.toBeNull()
        const tried = stalling.accepted()
        expect(await signIn(right('novakova'), signInDeps(client).deps)).toHaveProperty('person')
        expect(stalling.accepted()).toBe(tried)
      })

      it('[AU25] ends when no server answers in time', async () => {
        const stalling = await relayed()
        stalling.stall()
        const client = clientOf({ urls: [urlOf(stalling)], limits: { connectTime: 100 } })
        await expect(findPersonByLogin(client, 'novakova', noon)).rejects.toThrow(DirectoryUnavailable)
      })

      it('[AU26] takes a refused service account for an outage', async () => {
        const client = clientOf({ servicePassword: 'jine' })
        expect(await signIn(right('novakova'), signInDeps(client).deps)).toEqual({ refused: 'directory-unavailable' })
      })
    })
  })
}
