import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newFolder, removeFolder, spawnGlosa, startGlosaProcess, withDemoMaterials } from './glosaProcess.ts'
import { clerk, delivered, found } from './office.ts'
import { OutsideClient } from './outsideClient.ts'

let folder = ''
beforeEach(async () => {
  folder = await newFolder()
})
afterEach(() => removeFolder(folder))

const faultsOf = (output: string) =>
  output.split('\n').flatMap((line) => (line.startsWith('  - ') ? [line.slice(4).split(/[ :]/)[0]] : []))

describe('starting', () => {
  it('[SY15] in production without configuration names everything that is missing at once, and exits with 2', async () => {
    const glosa = spawnGlosa({ NODE_ENV: 'production', GLOSA_DATA: folder, PORT: '0' })
    expect(await glosa.ended).toBe(2)
    expect(faultsOf(glosa.output())).toEqual([
      'GLOSA_PUBLIC_URL',
      'GLOSA_LDAP_URLS',
      'GLOSA_LDAP_BIND_PASSWORD_FILE',
      'GLOSA_LDAP_UNITS_BASE',
      'GLOSA_LDAP_BIND_DN',
      'GLOSA_LDAP_PEOPLE_BASE',
      'GLOSA_LDAP_GROUPS_BASE',
      'GLOSA_SECRET_KEYS_FILE',
      'GLOSA_OFFICE_NAME',
    ])
    expect(glosa.output()).not.toMatch(/\bat .*\.ts:|Podhorský|Heslo-/)
  })

  it('[SY15] names every wrong value, and no secret', async () => {
    const glosa = spawnGlosa({
      NODE_ENV: 'production',
      GLOSA_DATA: folder,
      PORT: '99999',
      GLOSA_PUBLIC_URL: 'http://glosa.example/path',
      GLOSA_LDAP_URLS: 'ldap://directory.example ldaps://other.example',
      GLOSA_LDAP_PRESET: 'novell',
      GLOSA_LDAP_BIND_DN: 'cn=glosa',
      GLOSA_LDAP_BIND_PASSWORD: 'do-not-tell',
      GLOSA_LDAP_BIND_PASSWORD_FILE: join(folder, 'nothing-here'),
      GLOSA_LDAP_PEOPLE_BASE: 'ou=people',
      GLOSA_LDAP_GROUPS_BASE: 'ou=groups',
      GLOSA_LDAP_UNITS_BASE: 'ou=units',
      GLOSA_OFFICE_NAME: 'Úřad',
      GLOSA_LOG_LEVEL: 'loud',
      GLOSA_TRUST_PROXY: 'maybe',
      GLOSA_SOCKETS_PER_PERSON: '-1',
      GLOSA_RECORDS_RECEIPT: 'none',
      GLOSA_SECRET_KEYS: 'do-not-tell',
      GLOSA_SESSION_KEYS_SINCE: '2999-01-01T00:00:00Z',
      GLOSA_SECOND_FACTOR: 'sometimes',
      GLOSA_OIDC_FILE: join(folder, 'nothing-here'),
      MONGODB_URL: 'postgres://user:do-not-tell@db/',
    })
    expect(await glosa.ended).toBe(2)
    expect(new Set(faultsOf(glosa.output()))).toEqual(
      new Set([
        'PORT',
        'GLOSA_PUBLIC_URL',
        'GLOSA_LDAP_URLS',
        'GLOSA_LDAP_PRESET',
        'GLOSA_LDAP_BIND_PASSWORD_FILE',
        'GLOSA_LOG_LEVEL',
        'GLOSA_TRUST_PROXY',
        'GLOSA_SOCKETS_PER_PERSON',
        'GLOSA_RECORDS_RECEIPT',
        'GLOSA_SECRET_KEYS_FILE',
        'GLOSA_SESSION_KEYS_SINCE',
        'GLOSA_SECOND_FACTOR',
        'GLOSA_OIDC_FILE',
        'MONGODB_URL',
      ]),
    )
    expect(glosa.output()).not.toContain('do-not-tell')
  })

  it('[SY16] on a data folder in use says so and exits with 3; the first goes on', async () => {
    const first = await startGlosaProcess(folder)
    const second = spawnGlosa({ NODE_ENV: 'development', GLOSA_DATA: folder, PORT: '0' })
    expect(await second.ended).toBe(3)
    expect(second.output().trim()).toBe(
      `The data folder ${folder} is in use by another running Glosa. Stop that one first, or choose another folder.`,
    )
    await found(await clerk(first, 'svobodova'), 'Dál to jde')
    expect(await first.end('SIGTERM')).toBe(0)
  })

  it('[SY16] on a port in use says so and exits with 1', async () => {
    const first = await startGlosaProcess(folder)
    const other = await newFolder()
    const port = String(first.port)
    const second = spawnGlosa({ NODE_ENV: 'development', GLOSA_DATA: other, GLOSA_DEMO_MATERIALS: 'no', PORT: port })
    expect(await second.ended).toBe(1)
    expect(second.output().trim()).toBe(
      `The port ${port} is in use by another program. Stop that one first, or set PORT to another.`,
    )
    await removeFolder(other)
    expect(await first.end('SIGTERM')).toBe(0)
  })
})

describe('ending', () => {
  it('[SY17] by SIGTERM finishes what was admitted, closes sockets with 1001 and exits with 0; the next start goes on', async () => {
    const first = await startGlosaProcess(folder, withDemoMaterials)
    const drafter = await clerk(first, 'svobodova')
    const own = await found(drafter, 'Přes noc')
    await delivered(await clerk(first, 'pokorna'))
    const writer = await OutsideClient.connect({ port: first.port, ...own, cookie: drafter.cookie })
    const answers = Array.from({ length: 50 }, (_, index) => writer.write(`Odstavec ${index}.`))
    let saved = 0
    for (const answer of answers) void answer.then((isSaved) => (saved += isSaved ? 1 : 0))
    await answers[0]
    expect(await first.end('SIGTERM')).toBe(0)
    expect((await writer.closed).code).toBe(1001)
    expect(saved).toBeGreaterThan(0)
    const listed = async (person: typeof drafter) => (await person.call('GET', '/materials?limit=100'))['cards']
    const keys = await readFile(join(folder, 'session-keys.json'), 'utf8')

    const second = await startGlosaProcess(folder, withDemoMaterials)
    expect(await readFile(join(folder, 'session-keys.json'), 'utf8')).toBe(keys)
    const again = await clerk(second, 'svobodova')
    const reader = await OutsideClient.connect({ port: second.port, ...own, cookie: again.cookie })
    for (let index = 0; index < saved; index++) expect(reader.text).toContain(`Odstavec ${index}.`)
    reader.close()
    // The session from before goes on, and the demonstration was not made twice.
    const other = await fetch(`${second.url}/api/v1/materials?limit=100`, { headers: { cookie: drafter.cookie } })
    expect(other.status).toBe(200)
    const cards = await listed(again)
    expect(cards).toEqual(((await other.json()) as { cards: unknown }).cards)
    const numbers = (cards as { number: string }[]).map(({ number }) => number)
    expect(new Set(numbers).size).toBe(numbers.length)
    const third = await found(again, 'Další číslo')
    expect(third.materialId).not.toBe(own.materialId)
    expect((await listed(again)) as unknown[]).toHaveLength(numbers.length + 1)
    expect(await second.end('SIGINT')).toBe(0)
  })
})
