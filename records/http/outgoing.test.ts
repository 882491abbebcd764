import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { AnswerLost, NotSent, outgoingHttp } from './outgoing.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

/** A server that says these bytes to whatever it is asked, then hangs up; `null` says nothing. */
async function saying(words: string | null): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', () => {
      if (words !== null) socket.end(words)
    })
    if (words === null) setTimeout(() => socket.destroy(), 1_000).unref()
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/path?secret=1`
}

const send = outgoingHttp({ timeoutMs: 300 })
const ask = (url: string) => send({ method: 'POST', url, body: Buffer.from('x') })

it('[DE19] a closed port, an unknown host and a failed handshake sent nothing', async () => {
  const url = await saying('')
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
  await expect(ask(url)).rejects.toThrow(NotSent)
  await expect(ask('http://no-such-host.invalid/')).rejects.toThrow(NotSent)
  const plain = await saying('HTTP/1.1 200 OK\r\n\r\n')
  await expect(ask(plain.replace('http:', 'https:'))).rejects.toThrow(NotSent)
})

it.each([
  ['nothing', ''],
  ['half a header', 'HTTP/1.1 200 OK\r\nContent-Le'],
  ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
  ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['silence', null],
])('[DE19] an answer that is %s is lost', async (_what, words) => {
  await expect(ask(await saying(words))).rejects.toThrow(AnswerLost)
})

it('[DE19] a whole answer is returned whatever it says, and redirects are not followed', async () => {
  const url = await saying('HTTP/1.1 302 Found\r\nLocation: http://elsewhere.invalid/\r\nContent-Length: 2\r\n\r\nno')
  const answer = await ask(url)
  expect(answer).toMatchObject({ status: 302, certificate: null, endpoint: url.split('?')[0] })
  expect(Buffer.from(answer.body).toString()).toBe('no')
})
