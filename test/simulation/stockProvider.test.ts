import { createServer, type Server } from 'node:http'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { roomNameOf } from '@glosa/domain/model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { bodyId, materialId, Office } from '../support/office.ts'

const fromOffice = 'https://glosa.example'

/** A WebSocket as a browser has it: with the session cookie and the page's origin. */
const socketOf = (cookie: string, origin = fromOffice) =>
  class extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin } })
    }
  }

describe('over a real socket', () => {
  let office: Office
  let server: Server
  let url: string
  const open: { destroy(): void }[] = []

  beforeEach(async () => {
    office = await Office.open(1)
    office.invite('anna')
    office.invite('boris')
    server = createServer()
    server.on('upgrade', (request, socket, head) => office.rooms.handleUpgrade(request, socket, head))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (typeof address !== 'object' || !address) throw new Error('no port')
    url = `ws://127.0.0.1:${address.port}/rooms/${materialId}`
  })

  afterEach(async () => {
    for (const provider of open.splice(0)) provider.destroy()
    await office.rooms.close()
    await new Promise((resolve) => server.close(resolve))
  })

  const provide = (cookie: string, at = url) => {
    const websocketProvider = new HocuspocusProviderWebsocket({ url: at, WebSocketPolyfill: socketOf(cookie) })
    const provider = new HocuspocusProvider({
      websocketProvider,
      name: roomNameOf(materialId, bodyId),
      document: new Y.Doc(),
      token: 'x',
    })
    provider.attach()
    open.push(provider, websocketProvider)
    return provider
  }
  const when = (provider: HocuspocusProvider, event: string, holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return
        provider.off(event, look)
        resolve()
      }
      provider.on(event, look)
      look()
    })

  it('[RM50] the stock provider works, saved means durable, and words travel', async () => {
    const anna = provide('anna')
    const boris = provide('boris')
    await when(anna, 'synced', () => anna.synced)
    await when(boris, 'synced', () => boris.synced)
    anna.document.getText('t').insert(0, 'hello')
    await when(anna, 'unsyncedChanges', () => anna.unsyncedChanges === 0)
    expect((await office.replay()).getText('t').toString()).toBe('hello')
    await new Promise<void>((resolve) => {
      const look = () => boris.document.getText('t').toString() === 'hello' && resolve()
      boris.document.on('update', look)
      look()
    })
    const late = provide('boris')
    await when(late, 'synced', () => late.synced)
    await when(late, 'unsyncedChanges', () => late.unsyncedChanges === 0)
    expect(late.document.getText('t').toString()).toBe('hello')
    expect((await office.rows()).length).toBe(1)
  })

  it('[RM50] the stock provider is told why it may not come in', async () => {
    const provider = provide('nobody')
    const reason = await new Promise((resolve) =>
      provider.on('authenticationFailed', (e: { reason: string }) => resolve(e.reason)),
    )
    expect(['not-signed-in', 'not-found']).toContain(reason)
  })

  it.each([
    ['another path', '/rooms/short', fromOffice, 404],
    ['a path that goes on', `/rooms/${materialId}/x`, fromOffice, 404],
    ['another site', `/rooms/${materialId}`, 'https://evil.example', 403],
  ])('[RM51] an upgrade is turned away: %s', async (_case, path, origin, status) => {
    office.originAllowed = (headers) => headers.origin === fromOffice
    const answer = await new Promise((resolve) => {
      const socket = new WebSocket(new URL(path, url), { headers: { origin, cookie: 'anna' } })
      socket.on('error', () => {})
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    })
    expect(answer).toBe(status)
  })

  it('[RM52] a frame beyond the limit, and text instead of bytes, close the socket', async () => {
    const closeCodeAfter = (send: (socket: WebSocket) => void) =>
      new Promise((resolve) => {
        const socket = new WebSocket(url, { headers: { origin: fromOffice, cookie: 'anna' } })
        socket.on('error', () => {})
        socket.on('open', () => send(socket))
        socket.on('close', resolve)
      })
    expect(await closeCodeAfter((socket) => socket.send(new Uint8Array(5 * 1024 * 1024)))).toBe(1009)
    expect(await closeCodeAfter((socket) => socket.send('hello'))).toBe(4403)
  })
})
