import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  AttemptLimits,
  changesSince,
  DirectoryClient,
  DirectoryWatch,
  findPersonByLogin,
  signIn,
  type DirectoryConfig,
  type EndCause,
  type SignInDeps,
} from '@glosa/auth'
import { demoConfig, demoEntries, demoPeople } from '@glosa/auth/demo'
import { instant } from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'
import { sessionOf } from '../contracts/directoryUnderTest.ts'
import { activeDirectoryOffice, administratorName, administratorPassword } from './activeDirectoryOffice.ts'
import { ldapHand, type DirectoryHand } from './hand.ts'
import { manyPeople } from './manyPeople.ts'
import { startSamba, type Samba } from './samba.ts'
import { specialEntries } from './specialEntries.ts'
import { wrongPasswords } from './wrongPasswords.ts'

const servicePassword = 'Sluzba-heslo-1'
const secondInvocation = '0f5c0b5e-6a5e-4a67-9f5e-1c1f5a0a7e11'

describe('two controllers of one domain', () => {
  let first: Samba
  let second: Samba
  let hand: DirectoryHand
  const clients: DirectoryClient[] = []
  beforeAll(async () => {
    const office = activeDirectoryOffice([...demoEntries(servicePassword), ...specialEntries, ...manyPeople])
    first = await startSamba(office)
    second = await startSamba(office, secondInvocation)
    hand = ldapHand('active-directory', {
      url: second.url,
      ca: second.ca,
      name: administratorName,
      password: administratorPassword,
    })
  })
  afterAll(async () => {
    for (const client of clients) client.close()
    await hand.close()
    await Promise.all([first.close(), second.close()])
  })

  const clientOf = (...controllers: Samba[]) => {
    const config: DirectoryConfig = {
      ...demoConfig({
        urls: controllers.map(({ url }) => url),
        ca: controllers.map(({ ca }) => ca).join(''),
        servicePassword,
      }),
      preset: 'active-directory',
      limits: { coolDown: 60_000 },
    }
    const client = new DirectoryClient(config)
    clients.push(client)
    return client
  }
  const depsOf = (directory: DirectoryClient, limits = new AttemptLimits()): SignInDeps => ({
    directory,
    limits,
    now: () => instant(Date.now()),
    sleep: async () => {},
    floor: 0,
  })
  const right = (login: string) => ({ login, password: `Heslo-${login}`, ip: '10.0.0.1' })

  it('[DR51] changes are known on the server that counted them, and unknown on another', async () => {
    const here = clientOf(first)
    const there = clientOf(second)
    const { next } = await changesSince(here, null, Date.now())
    expect(await changesSince(here, next, Date.now())).toMatchObject({ known: true, groups: false })
    expect(await changesSince(there, next, Date.now())).toMatchObject({ known: false })
    const { next: nextThere } = await changesSince(there, next, Date.now())
    await hand.setPassword('urban', 'Nove-heslo-123')
    const changed = await changesSince(there, nextThere, Date.now())
    const urban = await findPersonByLogin(there, 'urban', Date.now())
    expect(changed).toMatchObject({ known: true, groups: false })
    expect([...changed.people]).toEqual([urban?.person.id])
  })

  it('[DR51] a database that was put back counts less than before, and everything is read', async () => {
    const client = clientOf(second)
    const { next } = await changesSince(client, null, Date.now())
    if (next.by !== 'usn') throw new Error('Active Directory counts changes')
    const ahead = { ...next, usn: next.usn + 1_000n }
    expect(await changesSince(client, ahead, Date.now())).toMatchObject({ known: false })
  })

  it('[SI7] leaves the last wrong password before the lock-out to others, and says how long to wait', async () => {
    const client = clientOf(second)
    await wrongPasswords(second, 'kolar@podhorsky-kraj.example', 4)
    const blocked = await signIn(right('kolar'), depsOf(client))
    expect(blocked).toMatchObject({ refused: 'sign-in-blocked' })
    const { retryAfterSeconds } = ('refused' in blocked && blocked.detail) || {}
    expect(Number(retryAfterSeconds)).toBeGreaterThan(800)
    expect(Number(retryAfterSeconds)).toBeLessThanOrEqual(900)
    const later = { ...depsOf(client), now: () => instant(Date.now() + 16 * 60_000) }
    expect(await signIn(right('kolar'), later)).toHaveProperty('person.login', 'kolar')
  })

  it('[DR33] ends the session of somebody whose account expires, though nothing changes in the directory', async () => {
    const client = clientOf(second)
    const { sessions } = await openMemoryStorage()
    let ahead = 0
    const now = () => instant(Date.now() + ahead)
    const ended: EndCause[] = []
    const watch = new DirectoryWatch({
      client,
      sessions,
      now,
      endSession: async (_row, cause) => void ended.push(cause),
      sessionChanged: async () => {},
      knownPeople: async () => [],
      contentRead: async () => {},
      grace: 0,
    })
    await hand.expireAt('zemanek', Date.now() + 60 * 60_000)
    await sessions.create(await sessionOf(client, 'zemanek', now()))
    await watch.reconcile()
    await watch.poll()
    expect(ended).toEqual([])
    ahead = 61 * 60_000
    await watch.poll()
    expect(ended).toEqual(['expired'])
  })

  it('[SI2] a controller killed while many sign in costs nobody their sign-in', async () => {
    const client = clientOf(first, second)
    const some = demoPeople.slice(0, 24)
    let tried = 0
    class Killing extends AttemptLimits {
      override takeForAccount(account: string, address: string, now: number): number {
        tried += 1
        // Some are in already, some are being looked for, some have their password tried right now.
        if (tried === 8) void first.kill()
        return super.takeForAccount(account, address, now)
      }
    }
    const deps = depsOf(client, new Killing())
    const answers = await Promise.all(some.map(({ login }) => signIn(right(login), deps)))
    expect(answers.map((answer) => ('person' in answer ? answer.person.login : answer))).toEqual(
      some.map(({ login }) => login),
    )
    expect(client.status().servers.map(({ failedAt }) => failedAt !== null)).toEqual([true, false])
  })
})
