import { describe, expect, it } from 'vitest'
import { DirectoryUnavailable, DirectoryWatch, readDirectory, type DirectoryConfig, type EndCause } from '@glosa/auth'
import { instant, type Person, type SessionId, type SessionRow } from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'
import { circleGroupId } from '../directories/specialEntries.ts'
import { manyLogin, readersGroupId } from '../directories/manyPeople.ts'
import { sessionOf, urlOf, type Ground } from './directoryUnderTest.ts'

const quarterOfAnHour = 15 * 60_000

/** Sessions follow the directory. */
export function describeFreshness({ directory, clientOf, relayed }: Ground): void {
  const isActiveDirectory = () => directory().config.preset === 'active-directory'

  const watching = async (changes: Partial<DirectoryConfig> = {}, knownPeople: readonly Person[] = []) => {
    const client = clientOf(changes)
    const { sessions } = await openMemoryStorage()
    const clock = { ahead: 0 }
    const now = () => instant(Date.now() + clock.ahead)
    const ended = new Map<SessionId, EndCause>()
    const changed: { readonly after: SessionRow; readonly before: SessionRow }[] = []
    const watch = new DirectoryWatch({
      client,
      sessions,
      now,
      async endSession(row, cause) {
        await sessions.end(row.id, now(), 'account-ended')
        ended.set(row.id, cause)
      },
      async sessionChanged(after, before) {
        changed.push({ after, before })
      },
      knownPeople: async () => knownPeople,
      contentRead: async () => {},
      grace: quarterOfAnHour,
    })
    const open = async (login: string) => {
      const row = await sessionOf(client, login, now())
      await sessions.create(row)
      return row
    }
    const live = ({ id, personId }: SessionRow) => watch.checkLive({ personId, sessionId: id })
    return { watch, live, sessions, open, ended, changed, clock }
  }

  describe('freshness', () => {
    it('[DR20] changes nothing while nothing changes', async () => {
      const { watch, open, ended, changed } = await watching()
      await open('urban')
      await watch.reconcile()
      expect(await watch.poll()).toEqual({ read: false, ended: 0, changed: 0 })
      expect([ended.size, changed.length]).toEqual([0, 0])
    })

    it('[DR21] ends the session of somebody whose account was disabled, and nobody else’s', async () => {
      const { watch, open, ended, clock } = await watching()
      const [gone, other] = [await open('zemanek'), await open('urban')]
      await watch.reconcile()
      await directory().hand.disable('zemanek')
      expect(await watch.poll()).toMatchObject({ ended: 1 })
      expect([...ended]).toEqual([[gone.id, isActiveDirectory() ? 'disabled' : 'locked-for-good']])
      expect(ended.has(other.id)).toBe(false)
      // The list of people is not read again after every change.
      clock.ahead = 10 * 60_000
      expect(await watch.poll()).toMatchObject({ read: true, ended: 0 })
      expect(watch.status().content?.people.some(({ login }) => login === 'zemanek')).toBe(false)
    })

    it('[DR32] ends the session of somebody whose account was locked by wrong passwords', async () => {
      const { watch, open, ended } = await watching()
      const row = await open('kozakova')
      await watch.reconcile()
      await directory().hand.lock('kozakova')
      await watch.poll()
      expect([...ended]).toEqual([[row.id, 'locked']])
    })

    it('[DR22] ends sessions older than a changed password, not those opened with the new one', async () => {
      const { watch, live, open, ended } = await watching()
      const before = await open('kriz')
      await watch.reconcile()
      await directory().hand.setPassword('kriz', 'Nove-heslo-123')
      const after = await open('kriz')
      await watch.poll()
      expect([...ended]).toEqual([[before.id, 'password-changed']])
      expect(await live(after)).toHaveProperty('person.login', 'kriz')
    })

    it('[DR23] ends the session of somebody deleted; who is made again by that login is somebody else', async () => {
      const { watch, live, open, ended } = await watching()
      const before = await open('benes')
      await watch.reconcile()
      await directory().hand.remove('benes')
      await directory().hand.create('benes', 'Přemysl Beneš')
      await watch.poll()
      expect([...ended]).toEqual([[before.id, 'gone']])
      const again = await open('benes')
      expect(again.personId).not.toBe(before.personId)
      await watch.reconcile()
      expect(watch.status().findings).toContainEqual({ code: 'login-taken-over', subject: 'benes' })
      expect(await live(before)).toEqual({ refused: 'session-ended' })
      expect(await live(again)).toHaveProperty('person.id', again.personId)
    })

    it('[DR24] knows at night who is gone, also without a session', async () => {
      const { watch } = await watching()
      await watch.reconcile()
      await directory().hand.remove('safarova')
      await watch.reconcile()
      expect(watch.status().content?.people.some(({ login }) => login === 'safarova')).toBe(false)
    })

    it('[DR25] ends the session of somebody moved out of the base, and keeps that of somebody renamed', async () => {
      const { watch, live, open, ended, changed } = await watching()
      const [moved, renamed] = [await open('matejkova'), await open('sedlackova')]
      await watch.reconcile()
      await directory().hand.moveAway('matejkova')
      await directory().hand.rename('sedlackova', 'Věra Nová, provdaná')
      await watch.poll()
      expect([...ended]).toEqual([[moved.id, 'gone']])
      expect(await live(renamed)).toHaveProperty('person.id', renamed.personId)
      expect(changed.every(({ after }) => after.person.unitId === renamed.person.unitId)).toBe(true)
    })

    it('[DR26] takes roles that a group no longer gives, and gives those it gives now', async () => {
      const { watch, open, changed, sessions } = await watching()
      const [loses, gains] = [await open('multirdn'), await open('havlickova')]
      expect(loses.person.roles).toEqual(['staff', 'secretary'])
      await watch.reconcile()
      const { hand } = directory()
      await hand.join('cyklus-b', 'havlickova')
      await hand.leave('cyklus-b', 'multirdn')
      await watch.poll()
      expect(changed.map(({ after }) => [after.id, after.person.roles])).toEqual(
        expect.arrayContaining([
          [loses.id, ['staff']],
          [gains.id, ['staff', 'secretary']],
        ]),
      )
      expect((await sessions.find(loses.id))?.person.roles).toEqual(['staff'])
    })

    it('[DR27] notices that a group in between was deleted, which no mark of changes tells', async () => {
      const roleGroups = { 'records-manager': [readersGroupId] }
      const { watch, open, sessions } = await watching({ roleGroups })
      const reader = await open(manyLogin(8))
      expect(reader.person.roles).toContain('records-manager')
      await watch.reconcile()
      await directory().hand.removeGroup('ctenari-9')
      await watch.poll()
      expect((await sessions.find(reader.id))?.person.roles).toEqual(['staff'])
    })

    it('[DR28] asks at once about one person before an act, and applies the answer to all their sessions', async () => {
      const roleGroups = { secretary: [circleGroupId] }
      const { live, open, changed, ended } = await watching({ roleGroups })
      const [here, elsewhere] = [await open('carka'), await open('carka')]
      await directory().hand.leave('cyklus-a', 'carka')
      expect(await live(here)).toHaveProperty('person.roles', ['staff'])
      expect(changed.map(({ after }) => after.id).toSorted()).toEqual([here.id, elsewhere.id].toSorted())
      await directory().hand.disable('carka')
      expect(await live(here)).toEqual({ refused: 'session-ended' })
      expect([...ended.keys()].toSorted()).toEqual([here.id, elsewhere.id].toSorted())
    })

    it('[DR29] lets open sessions go on for their grace when the directory is away, acts not at all', async () => {
      const relay = await relayed()
      const { watch, live, open, ended, clock } = await watching({ urls: [urlOf(relay)] })
      const row = await open('urban')
      await watch.reconcile()
      await relay.shut()
      await expect(watch.poll()).rejects.toThrow(DirectoryUnavailable)
      expect(ended.size).toBe(0)
      expect(await live(row)).toEqual({ refused: 'directory-unavailable' })
      expect(watch.withinGrace()).toBe(true)
      clock.ahead = quarterOfAnHour + 60_000
      expect(watch.withinGrace()).toBe(false)
    })

    it('[DR30] reads everything when it was away for long', async () => {
      const { watch, clock } = await watching()
      await watch.reconcile()
      clock.ahead = 2 * 60 * 60_000
      const { read } = await watch.poll()
      // Active Directory counts changes and never forgets the count.
      expect(read).toBe(!isActiveDirectory())
    })

    it('[DR31] tells who took over a login since the last run of the server', async () => {
      const client = clientOf()
      const { people } = await readDirectory(client, Date.now())
      const before = people.map((person): Person => {
        const old = 'demo:00000000-0000-4000-8000-00000000dead' as Person['id']
        return person.login === 'urban' ? { ...person, id: old } : person
      })
      const { watch } = await watching({}, before)
      await watch.reconcile()
      expect(watch.status().findings.filter(({ code }) => code === 'login-taken-over')).toEqual([
        { code: 'login-taken-over', subject: 'urban' },
      ])
    })
  })
}
