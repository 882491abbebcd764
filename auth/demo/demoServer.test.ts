import { connect as connectPlain } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { Client, EqualityFilter } from 'ldapts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startDemoDirectory, type DemoDirectory } from './startDemoDirectory.ts'
import { demoEntries, demoPersonDn } from './demoEntries.ts'
import { demoPeople } from './office.ts'

describe('the demo directory', () => {
  let demo: DemoDirectory
  const clients: Client[] = []
  beforeEach(async () => {
    demo = await startDemoDirectory()
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    for (const client of clients.splice(0)) await client.unbind()
    await demo.close()
  })

  const port = () => Number(new URL(demo.url).port)
  const clientOf = () => {
    const client = new Client({ url: demo.url, tlsOptions: { ca: demo.ca }, timeout: 2000 })
    clients.push(client)
    return client
  }
  const raw = () =>
    new Promise<TLSSocket>((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: port(), ca: demo.ca }, () => resolve(socket))
      socket.on('error', reject)
    })
  /** Whether the server hung up after it got these bytes. */
  const hungUp = async (bytes: Buffer) => {
    const socket = await raw()
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.removeAllListeners('error').on('error', () => {})
    socket.resume()
    socket.write(bytes)
    await closed
    return true
  }
  const stillServes = async () => {
    await clientOf().bind(demoPersonDn('novakova'), 'Heslo-novakova')
    return true
  }

  it('[AU80] never starts in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    await expect(startDemoDirectory()).rejects.toThrow(/production/)
  })

  it('[AU81] listens on loopback only', async () => {
    const refusal = await new Promise<string>((resolve) => {
      connectPlain(port(), '127.0.0.2')
        .on('connect', () => resolve('connected'))
        .on('error', (error) => resolve('code' in error ? String(error.code) : ''))
    })
    expect(refusal).toBe('ECONNREFUSED')
  })

  it.each([
    ['text', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a message of two gigabytes', Buffer.from('30847fffffff', 'hex')],
    ['a message of negative length', Buffer.from('3084ffffffff', 'hex')],
    ['an unknown operation', Buffer.from('30050201017f00', 'hex')],
    ['a message without content', Buffer.from('3000', 'hex')],
    ['a search that is cut off inside', Buffer.from('30080201016303040578', 'hex')],
    ['filters in filters without end', nested(500)],
  ])('[AU82] hangs up at %s and goes on serving', async (_case, bytes) => {
    expect(await hungUp(bytes)).toBe(true)
    expect(await stillServes()).toBe(true)
  })

  it('[AU83] survives bytes without a meaning, in TLS and outside of it', async () => {
    let seed = 7
    const noise = () => Buffer.from(Array.from({ length: 60 }, () => (seed = (seed * 75 + 74) % 65537) & 0xff))
    for (let i = 0; i < 40; i += 1) {
      const socket = connectPlain(port(), '127.0.0.1')
      socket.on('error', () => {})
      socket.end(noise())
      await new Promise((resolve) => socket.on('close', resolve))
      expect(await hungUp(Buffer.concat([Buffer.of(0x31), noise()]))).toBe(true)
    }
    expect(await stillServes()).toBe(true)
  })

  it('[AU84] changes nothing for anybody', async () => {
    const client = clientOf()
    await client.bind(demo.config.serviceDn, demo.config.servicePassword)
    await expect(client.del(demoPersonDn('novakova'))).rejects.toThrow(/read-only/)
    await expect(client.add('cn=x,dc=y', { cn: 'x' })).rejects.toThrow(/read-only/)
  })

  it('[AU85] answers nobody who is not bound, and lets nobody in without a password', async () => {
    const client = clientOf()
    const ask = () =>
      client.search(demo.config.peopleBase, { filter: new EqualityFilter({ attribute: 'uid', value: 'tichy' }) })
    await expect(ask()).rejects.toThrow(/authentication required/)
    await expect(client.bind('', '')).rejects.toThrow(/anonymous/)
    await expect(client.bind(demoPersonDn('tichy'), '')).rejects.toThrow(/unauthenticated/)
    await expect(client.bind(demoPersonDn('tichy'), 'Heslo-jine')).rejects.toThrow()
    await expect(ask()).rejects.toThrow(/authentication required/)
  })

  it('[AU86] gives no password away', async () => {
    const client = clientOf()
    await client.bind(demo.config.serviceDn, demo.config.servicePassword)
    const attributes = ['*', '+', 'userPassword']
    const { searchEntries } = await client.search(demo.config.peopleBase, { attributes })
    expect(searchEntries.length).toBeGreaterThan(40)
    expect(JSON.stringify(searchEntries)).not.toContain('Heslo')
  })

  it.each([
    ['(uid=NOVAKOVA)', ['novakova']],
    ['(cn=jana nováková)', ['novakova']],
    ['(uid=nov*va)', ['novakova']],
    ['(uid=*ovak*)', ['novakova']],
    ['(&(objectClass=inetOrgPerson)(|(uid=tichy)(uid=dvorak))(!(uid=dvorak)))', ['tichy']],
    ['(&(mail=*)(uid>=zemanek)(uid<=zemanek))', ['zemanek']],
    ['(telephoneNumber=*)', []],
    ['(uid:2.5.13.5:=novakova)', []],
  ])('[AU89] finds by %s', async (filter, logins) => {
    const client = clientOf()
    await client.bind(demo.config.serviceDn, demo.config.servicePassword)
    const { searchEntries } = await client.search(demo.config.peopleBase, { filter, attributes: ['uid'] })
    expect(searchEntries.map(({ uid }) => uid)).toEqual(logins)
  })

  it('[AU87] names everybody by the same id at every start', () => {
    expect(demoEntries('a').map(({ entryUUID }) => entryUUID)).toEqual(
      demoEntries('b').map(({ entryUUID }) => entryUUID),
    )
    expect(new Set(demoEntries('a').map(({ entryUUID }) => entryUUID)).size).toBe(demoEntries('a').length)
  })

  it('[AU88] has the people an office needs, each once', () => {
    const withRole = (role: string) => demoPeople.filter(({ roles }) => roles.some((each) => each === role)).length
    expect(new Set(demoPeople.map(({ login }) => login)).size).toBe(demoPeople.length)
    expect(['unit-head', 'council-member', 'secretary', 'records-manager', 'administrator'].map(withRole)).toEqual([
      12, 6, 2, 1, 2,
    ])
  })
})

/** A search whose filter is `not` in `not`, so many times. */
function nested(depth: number): Buffer {
  const wrap = (tag: number, content: Buffer) =>
    Buffer.concat([
      Buffer.from([tag, 0x83, content.length >> 16, (content.length >> 8) & 0xff, content.length & 0xff]),
      content,
    ])
  let filter: Buffer = Buffer.from('870375 6964'.replace(' ', ''), 'hex')
  for (let i = 0; i < depth; i += 1) filter = wrap(0xa2, filter)
  const head = Buffer.from('04000a01020a0100020100020100010100', 'hex')
  const search = wrap(0x63, Buffer.concat([head, filter, Buffer.from('3000', 'hex')]))
  return wrap(0x30, Buffer.concat([Buffer.from('020101', 'hex'), search]))
}
