import { demoPeople } from '@glosa/auth/demo'
import { roomNameOf } from '@glosa/domain/model'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { newFolder, removeFolder, startGlosaProcess, until, type GlosaProcess } from './glosaProcess.ts'
import { clerk, comment, found, invite, openRound } from './office.ts'
import { OutsideClient } from './outsideClient.ts'

/** Requests of one address that are answered at once, before it is told to wait. */
const burst = 120

let folder = ''
let glosa: GlosaProcess

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder, {
    GLOSA_LOG_LEVEL: 'debug',
    GLOSA_TRUST_PROXY: 'yes',
    GLOSA_REQUEST_BURST: String(burst),
    GLOSA_REQUESTS_PER_SECOND: '0.001',
  })
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${glosa.url}${path}`, { headers })

it('[FZ9] every answer carries the policy, and the page has no script or style in itself', async () => {
  for (const path of ['/', '/materials/x', '/icon.svg', '/api/v1/office', '/api/v1/nothing', '/health/live']) {
    const answer = await get(path)
    await answer.arrayBuffer()
    const policy = new Map(
      (answer.headers.get('content-security-policy') ?? '').split('; ').map((line) => {
        const [name = '', ...sources] = line.split(' ')
        return [name, sources.join(' ')]
      }),
    )
    expect(policy.get('default-src'), path).toBe("'none'")
    expect([policy.get('script-src'), policy.get('style-src')], path).toEqual(["'self'", "'self'"])
    expect([policy.get('frame-ancestors'), policy.get('base-uri')], path).toEqual(["'none'", "'none'"])
    expect([...policy.values()].join(' '), path).not.toMatch(/unsafe|\*|https?:/)
    expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(answer.headers.get('referrer-policy'), path).toBe('same-origin')
  }
  const page = await (await get('/')).text()
  const scripts = [...page.matchAll(/<script\b([^>]*)>([^<]*)/g)]
  expect(scripts.length).toBeGreaterThan(0)
  for (const [, attributes = '', content] of scripts) {
    expect(attributes).toMatch(/\bsrc="\/[\w/.-]+"/)
    expect(content).toBe('')
  }
  expect(page).not.toMatch(/<style|\son\w+=|\sstyle=|javascript:/)
})

it('[FZ11] the log has a line for each request under its id, and neither names nor words', async () => {
  const title = 'Tajný název materiálu'
  const drafter = await clerk(glosa, 'svobodova')
  const reviewer = await clerk(glosa, 'machova')
  const own = await found(drafter, title)
  await invite(drafter, own.materialId, reviewer.personId, 'comment')
  await openRound(drafter, own.materialId)
  await comment(reviewer, own.materialId, 'tajnapripominka')
  await drafter.call('GET', `/search?query=${encodeURIComponent('Tajný')}`)
  const writer = await OutsideClient.connect({ port: glosa.port, ...own, cookie: drafter.cookie })
  expect(await writer.write('Tajná slova textu')).toBe(true)
  writer.close()
  const wrong = await fetch(`${glosa.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'svobodova', password: 'Heslo-spatne' }),
  })
  expect(wrong.status).toBe(401)

  const id = wrong.headers.get('x-request-id') ?? ''
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  const line = await until(() => lines().find((one) => one['requestId'] === id) ?? null)
  expect(line).toMatchObject({ method: 'POST', path: '/api/v1/session', status: 401, msg: 'request' })
  const requests = lines().filter(({ msg }) => msg === 'request')
  expect(requests.length).toBeGreaterThan(8)
  expect(new Set(requests.map(({ requestId }) => requestId)).size).toBe(requests.length)

  const logged = JSON.stringify(lines())
  for (const words of ['Tajn', 'tajn', 'Heslo', 'glosa_access', 'glosa_refresh', encodeURIComponent('Tajný')])
    expect(logged).not.toContain(words)
  for (const { login, displayName } of demoPeople) {
    expect(logged).not.toContain(displayName)
    expect(logged).not.toMatch(new RegExp(String.raw`\b${login}\b`))
  }
})

/** The lines of the log; what is printed for people is none. */
const lines = (): Record<string, unknown>[] =>
  glosa
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, unknown> => JSON.parse(line))

it('[RM50] the stock provider writes to the running server with the cookie of a session, and what it wrote is saved', async () => {
  const drafter = await clerk(glosa, 'svobodova')
  const own = await found(drafter, 'Cizím programem')
  const headers = { cookie: drafter.cookie }
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: `ws://127.0.0.1:${glosa.port}/rooms/${own.materialId}`,
    WebSocketPolyfill: class extends WebSocket {
      constructor(url: string) {
        super(url, { headers })
      }
    },
  })
  const provider = new HocuspocusProvider({
    websocketProvider,
    name: roomNameOf(own.materialId, own.bodyId),
    document: new Y.Doc(),
    token: 'any',
  })
  provider.attach()
  try {
    await until(() => provider.synced)
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('Psáno zvenku.')])
    provider.document.getXmlFragment('body').push([paragraph])
    expect(provider.unsyncedChanges).toBeGreaterThan(0)
    await until(() => provider.unsyncedChanges === 0)
    const reader = await OutsideClient.connect({ port: glosa.port, ...own, cookie: drafter.cookie })
    expect(reader.text).toContain('Psáno zvenku.')
    reader.close()
  } finally {
    provider.destroy()
    websocketProvider.destroy()
  }
})

it('[FZ12] metrics are for this machine, as Prometheus reads them', async () => {
  const answer = await get('/metrics')
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const text = await answer.text()
  for (const line of text.split('\n').filter(Boolean))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? (-?[\d.]+(e[+-]?\d+)?|NaN|[+-]Inf))$/)
  for (const name of ['glosa_http_requests_total', 'glosa_body_rows_total', 'glosa_process_resident_memory_bytes'])
    expect(text).toMatch(new RegExp(`^${name}`, 'm'))
})

it('[FZ14] metrics are not given through a proxy', async () => {
  expect((await get('/metrics', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(404)
})

it('[FZ10] [FZ14] who asks too much is told to wait, whatever address they claim to have; others are answered', async () => {
  const ask = (claimed: string) => get('/api/v1/office', { 'x-forwarded-for': `${claimed}, 203.0.113.7` })
  const answers = []
  for (let count = 0; count < burst + 5; count++) answers.push(await ask(`198.51.100.${count}`))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(5)
  expect(answers.slice(0, burst).every(({ ok }) => ok)).toBe(true)
  const [first] = refused
  expect(first?.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(first?.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(await first?.json()).toMatchObject({ code: 'too-many-requests', status: 429 })
  expect((await get('/api/v1/office', { 'x-forwarded-for': '203.0.113.7, 203.0.113.8' })).status).toBe(200)
  // Health is not counted: whoever watches asks often.
  expect((await get('/health/live', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(200)
})
