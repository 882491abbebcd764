import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCodes } from '@glosa/domain/contract'
import { newFolder, removeFolder, startGlosaProcess, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, type Clerk, type Founded } from './office.ts'
import { OutsideClient } from './outsideClient.ts'
import { Visitor } from './visitor.ts'

let folder = ''
let glosa: GlosaProcess
let drafter: Clerk
let own: Founded

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder)
  drafter = await clerk(glosa, 'svobodova')
  own = await found(drafter, 'Materiál s hosty')
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

async function signedIn(login: string): Promise<Visitor> {
  const visitor = new Visitor(glosa)
  const answer = await visitor.signIn(login)
  expect(answer.status, answer.text).toBe(200)
  return visitor
}

const enter = (cookie: string) =>
  OutsideClient.connect({ port: glosa.port, materialId: own.materialId, bodyId: own.bodyId, cookie })

const listOf = async (visitor: Visitor, path = '/sessions') =>
  (await visitor.done('GET', path))['sessions'] as Readonly<Record<string, unknown>>[]

it('[SS2] shows one’s own open sessions and nobody else’s', async () => {
  const first = await signedIn('kolar')
  const second = await signedIn('kolar')
  const list = await listOf(second)
  expect(list).toHaveLength(2)
  expect(list.map(({ current }) => current)).toEqual([true, false])
  for (const session of list) {
    expect(session).toMatchObject({ method: 'password', secondFactor: false })
    expect(Number(session['lastSeenAt'])).toBeGreaterThan(Date.now() - 60_000)
  }
  await first.done('DELETE', '/session')
  expect(await listOf(second)).toHaveLength(1)
})

it('[SS3] signs out everywhere, or everywhere else, with all sockets, and touches nobody else', async () => {
  const [here, there] = [await signedIn('svobodova'), await signedIn('svobodova')]
  const [hereSocket, thereSocket] = [await enter(here.cookie), await enter(there.cookie)]
  const bystander = await signedIn('kolar')
  const { ended } = await here.done('DELETE', '/sessions?keepThis=yes')
  // The one that founded the material was open too.
  expect(ended).toBe(2)
  expect((await thereSocket.closed).code).toBe(closeCodes.sessionEnded)
  expect((await there.ask('GET', '/session')).code).toBe('session-ended')
  expect(hereSocket.isClosed).toBe(false)
  expect((await here.ask('GET', '/session')).status).toBe(200)

  await here.done('DELETE', '/sessions')
  expect((await hereSocket.closed).code).toBe(closeCodes.sessionEnded)
  expect(here.cookie).toBe('')
  expect((await bystander.ask('GET', '/session')).status).toBe(200)
})

it('[SS4] lets administrators see and end the sessions of others, and nobody else', async () => {
  const administrator = await signedIn('spravce')
  const guest = await signedIn('machova')
  const view = await guest.done('GET', '/session')
  const { id } = view['person'] as { id: string }
  const path = `/administration/sessions?personId=${encodeURIComponent(id)}`
  expect(await listOf(administrator, path)).toMatchObject([
    { sessionId: view['sessionId'], person: { personId: id, login: 'machova' }, current: false },
  ])
  const all = await administrator.done('GET', '/administration/sessions?limit=2')
  expect((all['sessions'] as unknown[]).length).toBe(2)
  expect(Number(all['total'])).toBeGreaterThan(2)

  const stranger = await signedIn('kolar')
  expect((await stranger.ask('GET', '/administration/sessions')).code).toBe('not-permitted')
  expect((await stranger.ask('DELETE', `/sessions/${String(view['sessionId'])}`)).code).toBe('not-found')
  const endAll = `/administration/people/${encodeURIComponent(id)}/sessions`
  expect((await stranger.ask('DELETE', endAll)).code).toBe('not-permitted')
  expect((await guest.ask('GET', '/session')).status).toBe(200)
  expect(await administrator.done('DELETE', endAll)).toEqual({ ended: 1 })
  expect((await guest.ask('GET', '/session')).code).toBe('session-ended')
})

it('[SS5] ends a session whose spent refresh token comes again, closes its sockets, and tells the audit log', async () => {
  const victim = await signedIn('svobodova')
  const { sessionId } = await victim.done('GET', '/session')
  const stolen = victim.cookie
  // Two refreshes: the token before the last is nobody's parallel tab.
  await victim.done('POST', '/session/refresh')
  await victim.done('POST', '/session/refresh')
  const socket = await enter(victim.cookie)
  const thief = new Visitor(glosa)
  thief.cookie = stolen
  expect((await thief.ask('POST', '/session/refresh')).code).toBe('session-ended')
  expect((await socket.closed).code).toBe(closeCodes.sessionEnded)
  expect((await victim.ask('GET', '/session')).code).toBe('session-ended')
  const audit = await (await signedIn('spravce')).done('GET', '/administration/audit?type=session-ended&limit=1')
  expect(audit['entries']).toMatchObject([{ event: { sessionId, reason: 'refresh-reused' }, by: null }])
})

it('[SS6] a refused refresh that arrives late leaves who signed in meanwhile signed in', async () => {
  const browser = await signedIn('kolar')
  const late = (cookie: string) => fetch(`${glosa.url}/api/v1/session/refresh`, { method: 'POST', headers: { cookie } })
  const ended = browser.cookie
  await browser.done('DELETE', '/session')
  const refusals = [await late(ended), await late('glosa_refresh=nonsense'), await late('')]
  // In another tab of the same browser, while the answers are on their way.
  await browser.signIn('kolar')
  for (const refusal of refusals) {
    expect(refusal.status).toBe(401)
    browser.take(refusal)
    expect((await browser.ask('GET', '/session')).status).toBe(200)
  }
  expect((await browser.ask('POST', '/session/refresh')).status).toBe(200)
})
