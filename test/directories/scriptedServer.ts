import type { Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { BerReader, BerWriter, PagedResultsControl } from 'ldapts'
import { throwawayCertificates } from '@glosa/auth/demo'

/** A request as it came over the wire. */
export interface ScriptedRequest {
  readonly id: number
  readonly kind: 'bind' | 'search' | 'unbind' | 'other'
  /** Of a bind: the name; of a search: the base. */
  readonly name: string
  readonly password: string | null
  /** Of a search; 0 means no limit and that aliases are never followed. */
  readonly sizeLimit: number
  readonly aliases: number
  /** The message without what is around it: filter and attributes are in here. */
  readonly bytes: Buffer
  /** How many connections came before this one. */
  readonly connection: number
}

/** What the server does with a request: send these bytes, hang up, or say nothing. */
export type ScriptedAnswer = Buffer | readonly Buffer[] | 'hang-up' | 'silence'

/** An LDAPS server that does what a test says, right or wrong. */
export interface ScriptedServer {
  readonly url: string
  readonly port: number
  readonly ca: string
  readonly requests: readonly ScriptedRequest[]
  readonly connections: () => number
  close(): Promise<void>
}

/** @param answer what to do with each request; unbinds hang up by themselves */
export async function startScriptedServer(
  answer: (request: ScriptedRequest) => ScriptedAnswer,
): Promise<ScriptedServer> {
  const { ca, certificate, key } = throwawayCertificates(['127.0.0.1'], Date.now())
  const requests: ScriptedRequest[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer({ cert: certificate, key }, (socket) => {
    const connection = connections
    connections += 1
    converse(socket, connection, (request) => {
      requests.push(request)
      return request.kind === 'unbind' ? 'hang-up' : answer(request)
    })
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `ldaps://127.0.0.1:${address.port}`,
    port: address.port,
    ca,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function converse(socket: TLSSocket, connection: number, answer: (request: ScriptedRequest) => ScriptedAnswer): void {
  let pending = Buffer.alloc(0)
  socket.on('error', () => socket.destroy())
  socket.on('data', (data: Buffer) => {
    pending = Buffer.concat([pending, data])
    for (;;) {
      const reader = new BerReader(pending)
      if (reader.readSequence() === null || reader.remain < reader.length) return
      const end = reader.offset + reader.length
      const message = pending.subarray(0, end)
      pending = pending.subarray(end)
      const said = answer(requestOf(message, connection))
      if (said === 'hang-up') return socket.destroy()
      if (said === 'silence') continue
      for (const bytes of Buffer.isBuffer(said) ? [said] : said) socket.write(bytes)
    }
  })
}

const kinds: Readonly<Record<number, ScriptedRequest['kind']>> = { 0x60: 'bind', 0x63: 'search', 0x42: 'unbind' }

function requestOf(message: Buffer, connection: number): ScriptedRequest {
  const reader = new BerReader(message)
  reader.readSequence()
  const id = reader.readInt() ?? 0
  const kind = kinds[reader.peek() ?? 0] ?? 'other'
  const request = { id, kind, name: '', password: null, sizeLimit: 0, aliases: 0, bytes: message, connection }
  reader.readSequence()
  if (kind === 'bind') {
    reader.readInt()
    return { ...request, name: reader.readString() ?? '', password: reader.readString(0x80) }
  }
  if (kind === 'search') {
    const name = reader.readString() ?? ''
    reader.readEnumeration()
    const aliases = reader.readEnumeration() ?? -1
    return { ...request, name, aliases, sizeLimit: reader.readInt() ?? -1 }
  }
  return request
}

function message(
  id: number,
  operation: number,
  body: (w: BerWriter) => void,
  controls?: (w: BerWriter) => void,
): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeInt(id)
  writer.startSequence(operation)
  body(writer)
  writer.endSequence()
  if (controls) {
    writer.startSequence(0xa0)
    controls(writer)
    writer.endSequence()
  }
  writer.endSequence()
  return Buffer.from(writer.buffer)
}

const result = (code: number, text: string) => (writer: BerWriter) => {
  writer.writeEnumeration(code)
  writer.writeString('')
  writer.writeString(text)
}

/** The answer to a bind. */
export const bindDone = ({ id }: ScriptedRequest, code = 0, text = ''): Buffer => message(id, 0x61, result(code, text))

/** One entry of a search. */
export const entry = (
  { id }: ScriptedRequest,
  dn: string,
  attributes: Readonly<Record<string, readonly (string | Buffer)[]>>,
): Buffer =>
  message(id, 0x64, (w) => {
    w.writeString(dn)
    w.startSequence()
    for (const [name, values] of Object.entries(attributes)) {
      w.startSequence()
      w.writeString(name)
      w.startSequence(0x31)
      for (const value of values) {
        if (typeof value === 'string') w.writeString(value)
        else w.writeBuffer(value, 0x04)
      }
      w.endSequence()
      w.endSequence()
    }
    w.endSequence()
  })

/** “Look there as well”, in the middle of a search. */
export const reference = ({ id }: ScriptedRequest, ...urls: readonly string[]): Buffer =>
  message(id, 0x73, (w) => {
    for (const url of urls) w.writeString(url)
  })

/** The end of a search, with the cookie of the next page if there is one. */
export const searchDone = ({ id }: ScriptedRequest, code = 0, cookie = ''): Buffer =>
  message(id, 0x65, result(code, ''), (w) => {
    const value = new BerWriter()
    value.startSequence()
    value.writeInt(0)
    value.writeString(cookie)
    value.endSequence()
    w.startSequence()
    w.writeString(PagedResultsControl.type)
    w.writeBuffer(value.buffer, 0x04)
    w.endSequence()
  })

/** “Ask there instead”: the result code of a referral with its addresses (RFC 4511 §4.1.10). */
export const referral = ({ id }: ScriptedRequest, ...urls: readonly string[]): Buffer =>
  message(id, 0x65, (w) => {
    result(10, '')(w)
    w.startSequence(0xa3)
    for (const url of urls) w.writeString(url)
    w.endSequence()
  })

/** A server that says good-bye unasked (RFC 4511 §4.4.1). */
export const noticeOfDisconnection = (): Buffer =>
  message(0, 0x78, (w) => {
    result(52, 'going down')(w)
    w.writeString('1.3.6.1.4.1.1466.20036', 0x8a)
  })
