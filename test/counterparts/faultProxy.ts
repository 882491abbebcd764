import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What happens to one request on its way. */
export type Fault =
  | 'none'
  /** The connection breaks before the other side saw the request … */
  | 'lost-before'
  /** … or after it did its work. */
  | 'lost-after'
  /** No answer ever comes; the other side saw nothing … */
  | 'silent-before'
  /** … or did its work. */
  | 'silent-after'
  /** An answer that makes no sense, after the work was done. */
  | 'garbage'
  /** An error page of a server in between, before … */
  | 'error-before'
  /** … or after the work. */
  | 'error-after'
  /** "Too many requests", surely not processed. */
  | 'busy'

export const everyFault: readonly Exclude<Fault, 'none'>[] = [
  'lost-before',
  'lost-after',
  'silent-before',
  'silent-after',
  'garbage',
  'error-before',
  'error-after',
  'busy',
]

export interface AskedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Uint8Array
}

/** Stands between an adapter and its counterpart and does to each request what it is told. */
export interface FaultProxy {
  readonly url: string
  /** Requests seen so far. */
  readonly seen: number
  /** Asked for each request, with its number from 1; no faults when not set. */
  onRequest: (number: number, asked: AskedRequest) => Fault
  /** Stops taking connections: nothing can be sent. */
  cut(): Promise<void>
  restore(): Promise<void>
  close(): Promise<void>
}

const garbage = Buffer.from('\u0000<html><body>Proxy error &nbsp; <br></html> {"ok":tru')

/** @param target origin of the counterpart, e.g. "http://127.0.0.1:8080" */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const sockets = new Set<Socket>()
  let seen = 0
  let server: Server
  const handle = async (incoming: IncomingMessage, answer: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const path = incoming.url ?? '/'
    seen += 1
    const body = Buffer.concat(chunks)
    const fault = proxy.onRequest(seen, { method: incoming.method ?? 'GET', path, headers: incoming.headers, body })
    if (fault === 'lost-before') return incoming.socket.destroy()
    if (fault === 'silent-before') return
    if (fault === 'busy') return answer.writeHead(429).end()
    if (fault === 'error-before') return answer.writeHead(502).end('Bad Gateway')
    const real = await forward(target, incoming, path, body)
    switch (fault) {
      case 'lost-after':
        return incoming.socket.destroy()
      case 'silent-after':
        return
      case 'garbage':
        return answer.writeHead(200, { 'Content-Type': 'text/html' }).end(garbage)
      case 'error-after':
        return answer.writeHead(502).end('Bad Gateway')
      case 'none':
        return answer.writeHead(real.status, real.headers).end(real.body)
    }
  }
  const listen = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server = createServer((incoming, answer) => {
        handle(incoming, answer).catch((error: unknown) => answer.destroy(error instanceof Error ? error : undefined))
      })
      server.on('connection', (socket) => {
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
      })
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
    })
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  const port = await listen(0)
  const proxy = {
    url: `http://127.0.0.1:${port}`,
    get seen() {
      return seen
    },
    onRequest: (): Fault => 'none',
    cut,
    async restore() {
      await listen(port)
    },
    close: cut,
  } as FaultProxy
  return proxy
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

interface Real {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

function forward(target: string, incoming: IncomingMessage, path: string, body: Buffer): Promise<Real> {
  return new Promise((resolve, reject) => {
    const { connection: _, ...headers } = incoming.headers
    const outgoing = request(`${target}${path}`, { method: incoming.method ?? 'GET', headers, agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const { connection: _, 'transfer-encoding': __, ...kept } = response.headers
        resolve({ status: response.statusCode ?? 502, headers: kept, body: Buffer.concat(chunks) })
      })
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}
