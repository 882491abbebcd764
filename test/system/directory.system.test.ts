import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { demoBases, startDemoDirectory, type DemoDirectory } from '@glosa/auth/demo'
import { closeCodes, type DirectoryMapView, type LoginExplainedView } from '@glosa/domain/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoHand, type DirectoryHand } from '../directories/hand.ts'
import { startRelay, type Relay } from '../directories/relay.ts'
import { newFolder, removeFolder, startGlosaProcess, until, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, invite, openRound, type Founded } from './office.ts'
import { OutsideClient } from './outsideClient.ts'

/** A server of an office whose directory the test holds in its hand. */
describe('a server and the directory of its office', () => {
  let folder = ''
  let demo: DemoDirectory
  let hand: DirectoryHand
  let relay: Relay
  let glosa: GlosaProcess

  beforeAll(async () => {
    folder = await newFolder()
    demo = await startDemoDirectory()
    hand = demoHand(demo)
    relay = await startRelay({ host: '127.0.0.1', port: Number(new URL(demo.url).port) })
    await writeFile(join(folder, 'ca.pem'), demo.ca)
    await writeFile(join(folder, 'password'), demo.config.servicePassword)
    await writeFile(join(folder, 'map.json'), JSON.stringify({ roles: demo.config.roleGroups }))
    const port = await freePort()
    glosa = await startGlosaProcess(join(folder, 'data'), {
      PORT: String(port),
      GLOSA_HOST: '127.0.0.1',
      GLOSA_PUBLIC_URL: `http://localhost:${port}`,
      GLOSA_OFFICE_NAME: 'Krajský úřad Podhorského kraje',
      GLOSA_SECOND_FACTOR: 'none',
      GLOSA_LDAP_URLS: `ldaps://127.0.0.1:${relay.port}`,
      GLOSA_LDAP_CA_FILE: join(folder, 'ca.pem'),
      GLOSA_LDAP_BIND_DN: demo.config.serviceDn,
      GLOSA_LDAP_BIND_PASSWORD_FILE: join(folder, 'password'),
      GLOSA_LDAP_PEOPLE_BASE: demoBases.people,
      GLOSA_LDAP_GROUPS_BASE: demoBases.groups,
      GLOSA_LDAP_UNITS_BASE: demoBases.units,
      GLOSA_LDAP_MAP_FILE: join(folder, 'map.json'),
      GLOSA_LDAP_POLL_SECONDS: '0.5',
      GLOSA_LDAP_GRACE_MINUTES: '0.05',
    })
  })
  afterAll(async () => {
    await glosa.stop()
    await relay.close()
    await demo.close()
    await removeFolder(folder)
  })

  const enter = (cookie: string, own: Founded) =>
    OutsideClient.connect({ port: glosa.port, materialId: own.materialId, bodyId: own.bodyId, cookie })

  it('[DR60] shows administrators, and nobody else, the map and what somebody would be', async () => {
    const administrator = await clerk(glosa, 'spravce')
    const map = (await administrator.call('GET', '/administration/directory')) as DirectoryMapView
    expect(map).toMatchObject({ preset: 'openldap', people: demo.people.length, findings: [] })
    expect(map.readAt).not.toBeNull()
    expect(map.roles).toContainEqual(expect.objectContaining({ role: 'secretary', people: 2 }))
    expect(map.units.find(({ unit }) => unit.mark === 'EKO')?.heads).toEqual([
      { personId: expect.stringMatching(/^office:/), displayName: 'Jana Nováková' },
    ])
    const login = await administrator.call('POST', '/administration/directory/login', { login: 'kolar' })
    const explained = login as LoginExplainedView
    expect(explained.outcome === 'one' && explained.roles).toContainEqual({
      role: 'drafter',
      by: 'group',
      chain: [
        expect.objectContaining({ name: 'referenti-zpracovatele' }),
        expect.objectContaining({ name: 'glosa-zpracovatele' }),
      ],
    })
    expect(JSON.stringify([map, explained])).not.toMatch(/Heslo|password/i)
    const other = await clerk(glosa, 'kolar')
    await expect(other.call('GET', '/administration/directory')).rejects.toThrow(/403/)
    await expect(other.call('POST', '/administration/directory/login', { login: 'a' })).rejects.toThrow(/403/)
    await expect(other.call('POST', '/administration/directory/reading')).rejects.toThrow(/403/)
  })

  it('[DR61] refuses a lock at once to a secretary who is no longer one, without waiting for a poll', async () => {
    const drafter = await clerk(glosa, 'svobodova')
    const secretary = await clerk(glosa, 'fiserova')
    const own = await found(drafter, 'Materiál k uzamčení')
    await invite(drafter, own.materialId, secretary.personId, 'comment')
    await openRound(drafter, own.materialId)
    await hand.leave('sekretariat-rady', 'fiserova')
    await expect(secretary.call('POST', `/materials/${own.materialId}/lock`)).rejects.toThrow(/not-permitted/)
    const session = await secretary.call('GET', '/session')
    expect(session).toHaveProperty('person.roles', ['staff'])
  })

  it('[DR62] closes the sockets of somebody whose account is disabled, by the next poll', async () => {
    const drafter = await clerk(glosa, 'svobodova')
    const guest = await clerk(glosa, 'machova')
    const own = await found(drafter, 'Materiál s hostem')
    await invite(drafter, own.materialId, guest.personId, 'edit')
    const socket = await enter(guest.cookie, own)
    await hand.disable('machova')
    expect(await socket.closed).toMatchObject({ code: closeCodes.sessionEnded })
    await expect(guest.call('GET', '/session')).rejects.toThrow(/session-ended/)
  })

  it('[DR63] lowers open sockets of somebody who moved to another unit', async () => {
    const drafter = await clerk(glosa, 'kadlec')
    const colleague = await clerk(glosa, 'zemanek')
    const created = await drafter.call('POST', '/materials', {
      title: 'Materiál odboru',
      template: 'council-material',
      leadUnitId: ((await drafter.call('GET', '/session')) as { person: { unitId: string } }).person.unitId,
    })
    const view = created as {
      id: Founded['materialId']
      parts: { form: string; id: Founded['partId']; bodyId: Founded['bodyId'] }[]
    }
    const part = view.parts.find(({ form }) => form === 'body')
    if (!part) throw new Error('a new material has a text')
    const socket = await enter(colleague.cookie, { materialId: view.id, bodyId: part.bodyId, partId: part.id })
    expect(await socket.write('Ještě smím')).toBe(true)
    demo.change((entries) =>
      entries.map((entry) => {
        const { member } = entry.attributes
        if (!member || !entry.dn.endsWith(demoBases.units)) return entry
        const others = member.filter((dn) => !dn.startsWith('uid=zemanek,'))
        return others.length === member.length
          ? entry
          : { ...entry, attributes: { ...entry.attributes, member: others } }
      }),
    )
    expect(await socket.closed).toMatchObject({ code: closeCodes.notAdmitted })
    expect(await colleague.call('GET', '/session')).toHaveProperty('person.unitId', null)
  })

  it('[DR64] goes on for the grace while the directory is away, then waits for it; nothing is ended', async () => {
    const drafter = await clerk(glosa, 'strnad')
    const own = await found(drafter, 'Materiál za výpadku')
    const socket = await enter(drafter.cookie, own)
    await relay.shut()
    const isSuspended = async () => {
      try {
        await drafter.call('GET', '/session')
        return false
      } catch (error) {
        return String(error).includes('directory-unavailable')
      }
    }
    expect(await isSuspended()).toBe(false)
    await expect(clerk(glosa, 'riha')).rejects.toThrow(/directory-unavailable/)
    await until(isSuspended)
    expect(await socket.closed).toMatchObject({ code: closeCodes.goingAway, reason: 'directory-unavailable' })
    const back = await startRelay({ host: '127.0.0.1', port: Number(new URL(demo.url).port) }, '127.0.0.1', relay.port)
    relay = back
    await until(async () => !(await isSuspended()))
    const again = await enter(drafter.cookie, own)
    expect(await again.write('Zase tu jsem')).toBe(true)
    again.close()
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
