import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeCodes } from '@glosa/domain/contract'
import { startIdentityProvider, type IdentityProvider } from '../support/identityProvider.ts'
import { newFolder, removeFolder, spawnGlosa, startGlosaProcess, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, invite } from './office.ts'
import { OutsideClient } from './outsideClient.ts'
import { Visitor } from './visitor.ts'

let folder = ''
let glosa: GlosaProcess
let idp: IdentityProvider

/** A port that was free a moment ago: the provider must know our address before we start. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

beforeAll(async () => {
  folder = await newFolder()
  const port = await freePort()
  idp = await startIdentityProvider(`http://localhost:${port}`, 'keycloak')
  const secret = join(folder, 'client-secret')
  await writeFile(secret, `${idp.clientSecret}\n`, { mode: 0o600 })
  const providers = join(folder, 'providers.json')
  const common = { issuer: idp.issuer, clientId: idp.clientId, clientSecretFile: secret }
  const keycloak = {
    ...common,
    id: 'keycloak',
    name: 'Přihlášení úřadu',
    link: { claim: 'preferred_username', to: 'login' },
    claimsFrom: 'userinfo',
    trust: { acr: { 'urn:glosa:mfa': 'any' } },
  }
  await writeFile(providers, JSON.stringify({ providers: [keycloak] }))
  glosa = await startGlosaProcess(join(folder, 'data'), {
    PORT: String(port),
    GLOSA_OIDC_FILE: providers,
    GLOSA_SECOND_FACTOR: 'by-role',
  })
})
afterAll(async () => {
  await glosa.stop()
  await idp.close()
  await removeFolder(folder)
})
beforeEach(() => idp.newBrowser())

/** Goes to the provider and back, as a browser does. @returns where our server then leads */
async function throughProvider(visitor: Visitor, body: Record<string, unknown> = { returnTo: '/materials' }) {
  const started = await visitor.done('POST', '/oidc/keycloak/start', body)
  const back = await idp.visit(String(started['redirectTo']))
  expect(back.origin).toBe(`http://localhost:${glosa.port}`)
  return visitor.ask('GET', back.pathname.replace('/api/v1', '') + back.search)
}

const sessionOf = (visitor: Visitor) => visitor.ask('GET', '/session')

describe('single sign-on', () => {
  it('[OI13] opens a session of the person in the directory, with their roles', async () => {
    const visitor = new Visitor(glosa)
    const list = await visitor.done('GET', '/oidc/providers')
    expect(list).toEqual({ providers: [{ id: 'keycloak', name: 'Přihlášení úřadu' }] })
    idp.person = { login: 'svobodova' }
    const answer = await throughProvider(visitor)
    expect([answer.status, answer.location]).toEqual([303, '/materials'])
    const session = await sessionOf(visitor)
    expect(session.json).toMatchObject({
      person: { login: 'svobodova', displayName: 'Šárka Svobodová', roles: ['staff', 'drafter'] },
      level: 'full',
    })
    const sessions = (await visitor.done('GET', '/sessions'))['sessions']
    expect(sessions).toMatchObject([{ method: 'oidc', secondFactor: false, current: true }])
  })

  it('[OI5] asks for our own second factor unless the provider is trusted with it', async () => {
    const visitor = new Visitor(glosa)
    idp.person = { login: 'pokorna', acr: 'urn:glosa:pwd' }
    await throughProvider(visitor)
    expect((await sessionOf(visitor)).json['level']).toBe('enrol')
    expect((await visitor.ask('GET', '/tasks')).code).toBe('second-factor-needed')
    idp.newBrowser()
    idp.person = { login: 'pokorna', acr: 'urn:glosa:mfa' }
    const trusted = new Visitor(glosa)
    await throughProvider(trusted)
    expect((await sessionOf(trusted)).json['level']).toBe('full')
  })

  it('[OI6] confirms a session at the provider, by the same person only', async () => {
    const visitor = new Visitor(glosa)
    idp.person = { login: 'fiserova', acr: 'urn:glosa:pwd' }
    await throughProvider(visitor)
    const { sessionId } = (await sessionOf(visitor)).json
    idp.newBrowser()
    idp.person = { login: 'pokorna', acr: 'urn:glosa:mfa' }
    const other = await throughProvider(visitor, { returnTo: '/materials?x=1', again: true })
    expect(other.location).toBe('/materials?x=1&problem=oidc-not-linked')
    expect((await sessionOf(visitor)).json['level']).toBe('enrol')
    idp.newBrowser()
    idp.person = { login: 'fiserova', acr: 'urn:glosa:mfa' }
    expect((await throughProvider(visitor, { returnTo: '/', again: true })).location).toBe('/')
    expect((await sessionOf(visitor)).json).toMatchObject({ level: 'full', sessionId })
    expect((await new Visitor(glosa).ask('POST', '/oidc/keycloak/start', { again: true })).code).toBe('not-signed-in')
  })

  it('[OI8] lets nobody in whom the directory does not have', async () => {
    for (const login of ['nikdo', '*', 'svobodova)(uid=*', 'cn=svobodova']) {
      const visitor = new Visitor(glosa)
      idp.newBrowser()
      idp.person = { login }
      expect((await throughProvider(visitor)).location).toBe('/sign-in?problem=oidc-not-linked')
      expect((await sessionOf(visitor)).code).toBe('not-signed-in')
    }
  })

  it('[OI4] comes back to the page of signing in when it was cancelled', async () => {
    idp.person = null
    expect((await throughProvider(new Visitor(glosa))).location).toBe('/sign-in?problem=oidc-cancelled')
  })

  it('[OI15] comes back to the page that waits when it began in a window', async () => {
    idp.person = null
    const answer = await throughProvider(new Visitor(glosa), { returnTo: '/returned?attempt=7' })
    expect(answer.location).toBe('/returned?attempt=7&problem=oidc-cancelled')
  })

  it('[OI3] opens nothing in a browser that did not begin', async () => {
    idp.person = { login: 'svobodova' }
    const started = await new Visitor(glosa).done('POST', '/oidc/keycloak/start', { returnTo: '/' })
    const back = await idp.visit(String(started['redirectTo']))
    const lured = new Visitor(glosa)
    const answer = await lured.ask('GET', back.pathname.replace('/api/v1', '') + back.search)
    expect(answer.location).toBe('/sign-in?problem=oidc-failed')
    expect(lured.cookie).toBe('')
  })

  it('[OI10] is not begun with a way back to another site', async () => {
    for (const returnTo of ['//evil.example', 'https://evil.example/', '/\\evil.example', '/\t/evil.example', 'x']) {
      const answer = await new Visitor(glosa).ask('POST', '/oidc/keycloak/start', { returnTo })
      expect(answer.code).toBe('invalid-input')
    }
  })

  it('[OI12] ends what the provider says has ended, sockets included, and nothing else', async () => {
    const drafter = await clerk(glosa, 'kolar')
    const own = await found(drafter, 'Materiál s hostem')
    const visitor = new Visitor(glosa)
    idp.person = { login: 'machova' }
    await throughProvider(visitor)
    const machova = (await sessionOf(visitor)).json['person'] as { id: Parameters<typeof invite>[2] }
    await invite(drafter, own.materialId, machova.id, 'edit')
    const byPassword = new Visitor(glosa)
    await byPassword.signIn('machova')
    const { materialId, bodyId } = own
    const socket = await OutsideClient.connect({ port: glosa.port, materialId, bodyId, cookie: visitor.cookie })
    await idp.signOut()
    expect((await socket.closed).code).toBe(closeCodes.sessionEnded)
    expect((await sessionOf(visitor)).code).toBe('session-ended')
    expect((await sessionOf(byPassword)).status).toBe(200)
  })

  it('[OI11] takes no message that it cannot believe, and only as a form', async () => {
    const send = (body: string, type: string) =>
      fetch(`${glosa.url}/api/v1/oidc/keycloak/backchannel-logout`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      })
    const form = 'application/x-www-form-urlencoded'
    expect((await send('logout_token=a.b.c', form)).status).toBe(400)
    expect((await send('', form)).status).toBe(400)
    expect((await send('{"logout_token":"a.b.c"}', 'application/json')).status).toBe(415)
  })
})

it('[OI14] a faulty file of providers is told whole at the start, without secrets', async () => {
  const path = join(folder, 'faulty.json')
  const provider = {
    id: 'A B',
    name: 'x',
    issuer: 'http://idp.example',
    clientId: 'glosa',
    clientSecret: 'do-not-tell',
    clientSecretFile: join(folder, 'nothing'),
    link: { claim: 'sub', to: 'name' },
  }
  await writeFile(path, JSON.stringify({ providers: [provider] }))
  const failing = spawnGlosa({ GLOSA_DATA: join(folder, 'never'), PORT: '0', GLOSA_OIDC_FILE: path })
  expect(await failing.ended).toBe(2)
  for (const place of ['id', 'issuer', 'link.to']) {
    expect(failing.output()).toContain(`GLOSA_OIDC_FILE: providers.0.${place}: `)
  }
  expect(failing.output()).not.toContain('do-not-tell')
})
