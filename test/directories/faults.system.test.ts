import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls, createServer as createTlsServer } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import {
  allMembers,
  AttemptLimits,
  DirectoryClient,
  DirectoryUnavailable,
  findEntryById,
  findPersonByLogin,
  signIn,
  type DirectoryConfig,
} from '@glosa/auth'
import { demoConfig, startDemoDirectory, throwawayCertificates } from '@glosa/auth/demo'
import { instant, parsePersonId } from '@glosa/domain/model'
import { EqualityFilter, ResultCodeError } from 'ldapts'
import { startRelay } from './relay.ts'
import {
  bindDone,
  entry,
  noticeOfDisconnection,
  reference,
  referral,
  searchDone,
  startScriptedServer,
  type ScriptedAnswer,
  type ScriptedRequest,
} from './scriptedServer.ts'

const toClose: (() => unknown)[] = []
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close()
})

const service = { servicePassword: 'Sluzba-heslo-1' }
const short = { connectTime: 300, requestTime: 300 }

const scripted = async (answer: (request: ScriptedRequest) => ScriptedAnswer) => {
  const server = await startScriptedServer(answer)
  toClose.push(() => server.close())
  return server
}
const clientOf = (config: DirectoryConfig, onReferral?: (urls: readonly string[]) => void) => {
  const client = new DirectoryClient(config, onReferral ? { onReferral } : {})
  toClose.push(() => client.close())
  return client
}
const configOf = (server: { readonly url: string; readonly ca: string }, changes: Partial<DirectoryConfig> = {}) => ({
  ...demoConfig({ urls: [server.url], ca: server.ca, ...service }),
  ...changes,
  limits: { ...short, ...changes.limits },
})
/** Lets the service account in and answers searches. */
const serving =
  (search: (request: ScriptedRequest) => ScriptedAnswer) =>
  (request: ScriptedRequest): ScriptedAnswer =>
    request.kind === 'bind' ? bindDone(request, request.password === service.servicePassword ? 0 : 49) : search(request)
const anybody = (client: DirectoryClient) =>
  client.search({
    base: client.config.peopleBase,
    scope: 'sub',
    filter: new EqualityFilter({ attribute: 'objectClass', value: 'inetOrgPerson' }),
    attributes: ['entryUUID', 'uid'],
  })
const person = (request: ScriptedRequest, login = 'novakova') =>
  entry(request, `uid=${login},ou=lide,dc=podhorsky-kraj,dc=example`, {
    uid: [login],
    cn: [login],
    entryUUID: ['66c2388f-717a-8b22-b821-a152e78fe178'],
  })
const signingIn = (client: DirectoryClient) =>
  signIn(
    { login: 'novakova', password: 'Heslo-novakova', ip: '10.0.0.1' },
    { directory: client, limits: new AttemptLimits(), now: () => instant(Date.now()), sleep: async () => {}, floor: 0 },
  )

describe('what ldapts does wrong by itself', () => {
  it('[DR40] a server that answers before TLS is not believed, and is told nothing', async () => {
    const heard: Buffer[] = []
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (bytes: Buffer) => heard.push(bytes))
      // A bind that succeeded and a StartTLS that did, as a man in the middle would inject them.
      socket.write(Buffer.from('300c02010161070a010004000400300c02010278070a010004000400', 'hex'))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    toClose.push(() => new Promise((resolve) => server.close(resolve)))
    const address = server.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const client = clientOf(configOf({ url: `ldaps://127.0.0.1:${port}`, ca: '' }))
    await expect(client.tryPassword('uid=a,dc=b', 'Heslo-1')).rejects.toThrow(DirectoryUnavailable)
    expect(Buffer.concat(heard).toString('latin1')).not.toMatch(/Heslo|uid=/)
  })

  it('[DR52] an old version of TLS is refused, and nothing else is tried instead', async () => {
    const { certificate, key, ca } = throwawayCertificates(['127.0.0.1'], Date.now())
    let secured = 0
    let tried = 0
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const server = createTlsServer({ cert: certificate, key, ...old }, () => (secured += 1))
    server.on('connection', () => (tried += 1))
    server.on('tlsClientError', (_error, socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    toClose.push(() => new Promise((resolve) => server.close(resolve)))
    const address = server.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    // The server would serve a client that takes such an old version.
    const lax = connectTls({ host: '127.0.0.1', port, ca, ...old })
    await once(lax, 'secureConnect')
    lax.destroy()
    const client = clientOf(configOf({ url: `ldaps://127.0.0.1:${port}`, ca }))
    await expect(client.tryPassword('uid=a,dc=b', 'Heslo-1')).rejects.toThrow(DirectoryUnavailable)
    expect([tried, secured]).toEqual([2, 1])
  })

  it('[DR41] after a dropped connection nothing goes over the wire but TLS', async () => {
    const demo = await startDemoDirectory()
    toClose.push(() => demo.close())
    const relay = await startRelay({ host: '127.0.0.1', port: Number(new URL(demo.url).port) })
    toClose.push(() => relay.close())
    const client = clientOf({ ...demo.config, urls: [`ldaps://127.0.0.1:${relay.port}`] })
    for (let round = 0; round < 3; round += 1) {
      expect(await signingIn(client)).toHaveProperty('person')
      relay.drop()
    }
    const starts = relay.firstBytes()
    expect(starts.length).toBeGreaterThan(5)
    // 22: a handshake record (RFC 8446 §5.1).
    expect(new Set(starts.map((bytes) => bytes[0]))).toEqual(new Set([22]))
    expect(relay.heard().toString('latin1')).not.toMatch(/Heslo|novakova|cn=glosa/)
  })

  it.each([
    ['the handshake', null],
    ['the bind of the service account', (): ScriptedAnswer => 'silence'],
    ['the search', serving(() => 'silence')],
    ['the rest of an answer', serving((request) => person(request))],
    [
      'the second page',
      serving((request) => (request.id > 3 ? 'silence' : [person(request), searchDone(request, 0, 'next')])),
    ],
  ])('[DR42] a server that stops at %s is given up in time', async (_where, script) => {
    let server: { url: string; ca: string }
    if (script) server = await scripted(script)
    else {
      const silent = createServer((socket) => socket.on('error', () => {}))
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
      const address = silent.address()
      const port = address !== null && typeof address === 'object' ? address.port : 0
      toClose.push(() => silent.close())
      server = { url: `ldaps://127.0.0.1:${port}`, ca: '' }
    }
    await expect(anybody(clientOf(configOf(server)))).rejects.toThrow(DirectoryUnavailable)
  })

  it('[DR43] a password that stays without an answer is tried once elsewhere, then it is an outage', async () => {
    const script = (request: ScriptedRequest): ScriptedAnswer => (request.kind === 'bind' ? 'silence' : 'hang-up')
    const server = await scripted(script)
    const client = clientOf(configOf(server))
    await expect(client.tryPassword('uid=a,dc=b', 'Heslo-1')).rejects.toThrow(DirectoryUnavailable)
    expect(server.requests.filter(({ kind }) => kind === 'bind')).toHaveLength(2)
  })

  it('[DR44] a failed bind of a person leaves the connection of the service account as it was', async () => {
    const server = await scripted(serving((request) => [person(request), searchDone(request)]))
    const client = clientOf(configOf(server, { limits: { connections: 1 } }))
    await anybody(client)
    expect(await client.tryPassword('uid=a,dc=b', 'spatne')).toBe('wrong')
    await anybody(client)
    const serviceConnection = server.requests[0]?.connection
    const onIt = server.requests.filter(({ connection }) => connection === serviceConnection)
    expect(onIt.map(({ kind }) => kind)).toEqual(['bind', 'search', 'search'])
  })

  it('[DR45] an answer that was cut off at a size limit is an error, never a shorter list', async () => {
    const server = await scripted(serving((request) => [person(request), searchDone(request, 4)]))
    await expect(anybody(clientOf(configOf(server)))).rejects.toThrow(ResultCodeError)
    const searches = server.requests.filter(({ kind }) => kind === 'search')
    expect(searches.map(({ sizeLimit, aliases }) => [sizeLimit, aliases])).toEqual([[0, 0]])
  })

  const oddGuid = '28292a5c-005c-2a29-2800-ff80c3a95c2a'
  it('[DR46] an id is asked for by its bytes, whatever they mean in a filter', async () => {
    const server = await scripted(serving((request) => searchDone(request)))
    const config = configOf(server, { preset: 'active-directory' })
    const id = parsePersonId(`demo:${oddGuid}`)
    if (id === null) throw new Error('an id has this form')
    await findEntryById(clientOf(config), id)
    const asked = server.requests.find(({ kind }) => kind === 'search')
    const bytes = Buffer.from('5c2a29285c00292a2800ff80c3a95c2a', 'hex')
    expect(asked?.bytes.includes(bytes)).toBe(true)
  })

  it.each(['objectGUID', 'objectguid', 'OBJECTGUID'])(
    '[DR47] an id whose bytes happen to be text is still bytes, under the name %s',
    async (name) => {
      const guid = Buffer.from('0123456789abcdef', 'latin1')
      const server = await scripted(
        serving((request) => [
          entry(request, 'cn=a,ou=lide,dc=podhorsky-kraj,dc=example', { [name]: [guid], sAMAccountName: ['novakova'] }),
          searchDone(request),
        ]),
      )
      const client = clientOf(configOf(server, { preset: 'active-directory', unitsBase: null, roleGroups: {} }))
      const found = await findPersonByLogin(client, 'novakova', Date.now())
      expect(found?.person.id).toBe('demo:33323130-3534-3736-3839-616263646566')
    },
  )

  it('[DR48] a search that takes too long costs nobody else their answer', async () => {
    const server = await scripted(
      serving((request) => (request.bytes.includes('pomaly') ? 'silence' : [person(request), searchDone(request)])),
    )
    const client = clientOf(configOf(server, { limits: { connections: 2 } }))
    const slow = findPersonByLogin(client, 'pomaly', Date.now()).catch((error: unknown) => error)
    const others = await Promise.all(Array.from({ length: 20 }, () => anybody(client)))
    expect(others.every((entries) => entries.length === 1)).toBe(true)
    expect(await slow).toBeInstanceOf(DirectoryUnavailable)
  })
})

it('[IZ3] what the library says of its work has no password in it', async () => {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
  const file = join(import.meta.dirname, 'signInOnce.ts')
  const said = await new Promise<{ readonly out: string; readonly debug: string }>((resolve, reject) => {
    const env = { PATH, NODE_COMPILE_CACHE, NODE_DEBUG: 'ldapts' }
    execFile(process.execPath, ['--no-warnings', file], { env }, (error, out, debug) =>
      error ? reject(error) : resolve({ out, debug }),
    )
  })
  const [servicePassword = '', ...answers] = said.out.trim().split('\n')
  expect(answers).toEqual(['signed in novakova', 'sign-in-failed'])
  // It does speak, of people too.
  expect(said.debug).toMatch(/LDAPTS \d+: /)
  expect(said.debug).toContain('novakova')
  expect(said.debug).not.toMatch(/Heslo-novakova|Uplne-spatne-heslo/)
  expect(servicePassword.length).toBeGreaterThan(20)
  expect(said.debug.includes(servicePassword)).toBe(false)
})

describe('servers that are not well', () => {
  it.each([
    ['is busy', serving((request) => searchDone(request, 51))],
    ['is unavailable', serving((request) => searchDone(request, 52))],
    ['says good-bye', serving(() => [noticeOfDisconnection()])],
    ['hangs up', serving((): ScriptedAnswer => 'hang-up')],
    ['hangs up in the middle of an answer', serving((request) => person(request).subarray(0, 20))],
    ['answers garbage', serving(() => Buffer.from('GET / HTTP/1.1\r\n\r\n'))],
    ['answers somebody else', serving((request) => searchDone({ ...request, id: request.id + 1000 }))],
    ['refuses the service account', (request: ScriptedRequest) => bindDone(request, 49)],
    ['is busy at the bind', (request: ScriptedRequest) => bindDone(request, 51)],
  ])('[DR49] when one %s, another one is asked', async (_case, script) => {
    const ill = await scripted(script)
    const well = await scripted(serving((request) => [person(request), searchDone(request)]))
    const client = clientOf({ ...configOf(ill), urls: [ill.url, well.url], ca: `${ill.ca}${well.ca}` })
    expect(await anybody(client)).toHaveLength(1)
    const asked = ill.connections()
    expect(await anybody(client)).toHaveLength(1)
    // It is left alone for a while.
    expect(ill.connections()).toBe(asked)
  })

  it.each([1, 2, 8, 11, 50, 51, 52, 80])(
    '[SI3] result code %i to a password is an outage, not a wrong password',
    async (code) => {
      const server = await scripted((request) =>
        request.kind === 'search'
          ? [person(request), searchDone(request)]
          : bindDone(request, request.password === service.servicePassword ? 0 : code),
      )
      const client = clientOf(configOf(server, { unitsBase: null }))
      expect(await signingIn(client)).toEqual({ refused: 'directory-unavailable' })
    },
  )

  it('[SI4] references to other servers are reported and never followed', async () => {
    const elsewhere = await scripted(() => 'silence')
    const told: string[] = []
    const server = await scripted(
      serving((request) => [
        reference(request, `${elsewhere.url}/dc=jinde`),
        request.name.startsWith('ou=lide') ? person(request) : reference(request, elsewhere.url),
        searchDone(request),
      ]),
    )
    const client = clientOf(configOf(server, { ca: `${server.ca}${elsewhere.ca}` }), (urls) => told.push(...urls))
    expect(await anybody(client)).toHaveLength(1)
    expect(told).toEqual([`${elsewhere.url}/dc=jinde`])
    expect(elsewhere.connections()).toBe(0)
  })

  it('[SI4] a referral instead of an answer is an outage of this sign-in, and nobody goes there', async () => {
    const elsewhere = await scripted(() => 'silence')
    const server = await scripted(serving((request) => referral(request, elsewhere.url)))
    const client = clientOf(configOf(server, { ca: `${server.ca}${elsewhere.ca}` }))
    expect(await signingIn(client)).toEqual({ refused: 'directory-unavailable' })
    expect(elsewhere.connections()).toBe(0)
  })

  it('[SI5] a server that lets everybody in without a password is never asked to', async () => {
    const server = await scripted((request) =>
      request.kind === 'bind' ? bindDone(request, 0) : [person(request), searchDone(request)],
    )
    const client = clientOf(configOf(server))
    for (const password of ['', '\0', 'x'.repeat(2000)])
      expect(await client.tryPassword('uid=a,dc=b', password)).toBe('wrong')
    expect(server.requests).toEqual([])
  })

  it('[DR50] when the first address comes back, it is asked first again', async () => {
    const first = await scripted(serving((request) => [person(request), searchDone(request)]))
    const second = await scripted(serving((request) => [person(request), searchDone(request)]))
    const relay = await startRelay({ host: '127.0.0.1', port: first.port })
    let now = 0
    const ca = `${first.ca}${second.ca}`
    const config = { ...configOf(first), urls: [`ldaps://127.0.0.1:${relay.port}`, second.url], ca }
    const client = new DirectoryClient({ ...config, limits: { ...short, connectionAge: 1 } }, { now: () => now })
    toClose.push(() => client.close())
    await anybody(client)
    await relay.shut()
    await anybody(client)
    expect([first.connections(), second.connections()]).toEqual([1, 1])
    const again = await startRelay({ host: '127.0.0.1', port: first.port }, '127.0.0.1', relay.port)
    toClose.push(() => again.close())
    now += 1_000
    await anybody(client)
    expect([first.connections(), second.connections()]).toEqual([1, 2])
    now += 60_000
    await anybody(client)
    expect([first.connections(), second.connections()]).toEqual([2, 2])
  })

  const groupDn = 'cn=velka,ou=skupiny,dc=podhorsky-kraj,dc=example'
  const membersInParts = async (parts: readonly (readonly [name: string, values: readonly string[]])[]) => {
    const asked: string[] = []
    const server = await scripted(
      serving((request) => {
        const name = /member(;range=[\d*-]+)?/.exec(request.bytes.toString('latin1'))?.[0] ?? ''
        asked.push(name)
        const [partName, values] = parts[Math.min(asked.length, parts.length) - 1] ?? ['member', []]
        return [entry(request, groupDn, { [partName]: values }), searchDone(request)]
      }),
    )
    const client = clientOf(configOf(server))
    const [group] = await client.search({
      base: groupDn,
      scope: 'base',
      filter: new EqualityFilter({ attribute: 'cn', value: 'velka' }),
      attributes: ['member'],
    })
    return { asked, members: group ? await allMembers(client, group, 'member') : null }
  }
  it('[IZ2] members that come in parts are all read, each part from where the last one ended', async () => {
    const { asked, members } = await membersInParts([
      ['member;range=0-2', ['uid=a', 'uid=b', 'uid=c']],
      ['member;Range=3-4', ['uid=d', 'uid=e']],
      ['member;range=5-*', ['uid=f']],
    ])
    expect(members).toEqual(['uid=a', 'uid=b', 'uid=c', 'uid=d', 'uid=e', 'uid=f'])
    expect(asked).toEqual(['member', 'member;range=3-*', 'member;range=5-*'])
  })

  it('[IZ2] a part that comes again and again, or too late, is an error and never a shorter list', async () => {
    await expect(membersInParts([['member;range=0-1', ['uid=a', 'uid=b']]])).rejects.toThrow(DirectoryUnavailable)
    const gap = membersInParts([
      ['member;range=0-1', ['uid=a', 'uid=b']],
      ['member;range=3-*', ['uid=d']],
    ])
    await expect(gap).rejects.toThrow(DirectoryUnavailable)
  })
})
