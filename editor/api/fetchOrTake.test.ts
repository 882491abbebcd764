import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchOrTake } from './fetchOrTake.ts'

describe('fetchOrTake', () => {
  let server: Server
  let address: string
  let asked: string[]

  beforeEach(async () => {
    asked = []
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.headers['x-ahead'] ?? 'now'}`)
      response.end(String(asked.length))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  })
  afterEach(async () => {
    globalThis.glosaAskedAhead = undefined
    await new Promise((resolve) => server.close(resolve))
  })

  const ahead = () => fetch(address, { headers: { 'x-ahead': 'ahead' } })

  it('[UI18] gives an answer that was asked for ahead once, and then asks anew', async () => {
    globalThis.glosaAskedAhead = new Map([[address, ahead()]])
    expect(await (await fetchOrTake(address, { method: 'GET' })).text()).toBe('1')
    expect(await (await fetchOrTake(address, { method: 'GET' })).text()).toBe('2')
    expect(asked).toEqual(['GET ahead', 'GET now'])
  })

  it('[UI18] asks anew where the question asked ahead did not get through, and for every act', async () => {
    const failed = Promise.reject(new TypeError('no connection'))
    failed.catch(() => undefined)
    globalThis.glosaAskedAhead = new Map([[address, failed]])
    expect(await (await fetchOrTake(address, { method: 'GET' })).text()).toBe('1')
    globalThis.glosaAskedAhead = new Map([[address, ahead()]])
    await fetchOrTake(address, { method: 'POST' })
    expect(asked).toContain('POST now')
  })
})
