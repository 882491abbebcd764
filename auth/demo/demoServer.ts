import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { BerReader, BerWriter, BindRequest, PagedResultsControl, PasswordPolicyControl } from 'ldapts'
import { DemoTree, operationalAttributes, type DemoEntry, type TreeEntry } from './demoTree.ts'
import { readSearchRequest, type DemoSearchRequest } from './searchRequest.ts'
import type { ThrowawayCertificates } from './certificate.ts'

/** A running demo server. */
export interface DemoServer {
  readonly port: number
  /** Holds these entries from now on. Nobody can do this over the network. */
  replace(entries: readonly DemoEntry[]): void
  /** Closes the door and every connection. */
  close(): Promise<void>
}

const messageLimit = 256 * 1024
const sizeLimit = 500
const idleTime = 10 * 60_000
const pagesKept = 16
const whoAmI = '1.3.6.1.4.1.4203.1.11.3'

const op = {
  bind: 0x60,
  bindAnswer: 0x61,
  unbind: 0x42,
  search: 0x63,
  entry: 0x64,
  searchDone: 0x65,
  abandon: 0x50,
  extended: 0x77,
  extendedAnswer: 0x78,
} as const
/** Requests that would change something, with the answer to each. */
const writes: Readonly<Record<number, number>> = { 0x66: 0x67, 0x68: 0x69, 0x4a: 0x6b, 0x6c: 0x6d, 0x6e: 0x6f }

const code = {
  success: 0,
  sizeLimitExceeded: 4,
  protocolError: 2,
  unavailableCriticalExtension: 12,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  unwillingToPerform: 53,
} as const

/**
 * A read-only LDAPv3 server over TLS, on loopback only and never in production: the demo office
 * signs in over the real protocol, without a directory being installed. Bind, search with paging,
 * the password policy's answer and "who am I" are all it does.
 * @throws Error when NODE_ENV is production
 */
export async function startDemoServer(options: {
  readonly entries: readonly DemoEntry[]
  readonly certificates: ThrowawayCertificates
  /** 0: the system picks one. */
  readonly port: number
}): Promise<DemoServer> {
  if (process.env['NODE_ENV'] === 'production') throw new Error('the demo directory never runs in production')
  let tree = new DemoTree(options.entries)
  const connections = new Set<Socket>()
  const { certificate, key } = options.certificates
  const server = createServer({ cert: certificate, key, minVersion: 'TLSv1.2' }, (socket) => serve(socket, () => tree))
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    // An entry and the end of a search are two writes; without this each search waits 40 ms for an acknowledgement.
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => connections.delete(socket))
  })
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the demo directory has no port')
  return {
    port: address.port,
    replace(entries) {
      tree = new DemoTree(entries)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of connections) socket.destroy()
      }),
  }
}

/** Cuts the stream into messages; whatever is not one ends the connection. */
function serve(socket: TLSSocket, tree: () => DemoTree): void {
  const conversation = new Conversation(socket, tree)
  let pending: Buffer = Buffer.alloc(0)
  const garbage = () => socket.destroy()
  socket.on('error', garbage)
  socket.setTimeout(idleTime, garbage)
  socket.on('data', (data: Buffer) => {
    pending = pending.length > 0 ? Buffer.concat([pending, data]) : data
    try {
      while (pending.length > 0) {
        if (pending[0] !== 0x30) return garbage()
        const reader = new BerReader(pending)
        const whole = reader.readSequence()
        if (whole === null) return
        if (reader.length < 0 || reader.length > messageLimit) return garbage()
        if (reader.remain < reader.length) return
        const end = reader.offset + reader.length
        const message = new BerReader(pending.subarray(0, end))
        pending = pending.subarray(end)
        message.readSequence()
        const id = message.readInt()
        const operation = message.readSequence()
        if (id === null || operation === null) return garbage()
        if (!conversation.answer(id, operation, message)) return garbage()
      }
    } catch {
      // The reader throws whatever it likes at malformed bytes; none of it may reach the process.
      garbage()
    }
  })
}

interface RequestControls {
  readonly page: { readonly size: number; readonly cookie: string } | null
  readonly passwordPolicy: boolean
  readonly unknownCritical: boolean
}

/** One connection: who is bound on it and which searches it has half read. */
class Conversation {
  readonly #socket: TLSSocket
  readonly #tree: () => DemoTree
  #bound: TreeEntry | null = null
  readonly #pages = new Map<string, number>()

  constructor(socket: TLSSocket, tree: () => DemoTree) {
    this.#socket = socket
    this.#tree = tree
  }

  /** @returns false when the connection should end */
  answer(id: number, operation: number, reader: BerReader): boolean {
    if (operation === op.abandon) return true
    if (operation === op.unbind) return false
    if (operation === op.bind) this.#bind(id, reader)
    else if (operation === op.search) this.#search(id, reader)
    else if (operation === op.extended) this.#extended(id, reader)
    else {
      const answer = writes[operation]
      if (answer === undefined) return false
      this.#result(id, answer, code.unwillingToPerform, 'the demo directory is read-only')
    }
    return true
  }

  #bind(id: number, reader: BerReader): void {
    const request = new BindRequest({ messageId: id })
    request.parseMessage(reader)
    const controls = readControls(reader)
    this.#bound = null
    const done = (result: number, text = '', policyError?: number) =>
      this.#result(id, op.bindAnswer, result, text, (w) => {
        if (controls.passwordPolicy && policyError !== undefined) writePolicyControl(w, policyError)
      })
    if (request.password === '') {
      if (request.dn === '') return done(code.inappropriateAuthentication, 'anonymous bind disallowed')
      return done(code.unwillingToPerform, 'unauthenticated bind (DN with no password) disallowed')
    }
    let entry: TreeEntry | null
    try {
      entry = this.#tree().find(request.dn)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      return done(code.invalidDnSyntax, 'invalid DN')
    }
    const right = samePassword(request.password, entry?.source.password)
    if (entry === null || !right || entry.source.state === 'locked') return done(code.invalidCredentials)
    // PasswordExpired (0) of the password policy draft.
    if (entry.source.state === 'expired-password') return done(code.invalidCredentials, '', 0)
    // As OpenLDAP does it: the bind succeeds, and only the control says that nothing else is allowed yet.
    if (entry.source.state === 'must-change') return done(code.success, '', 2)
    this.#bound = entry
    done(code.success)
  }

  #search(id: number, reader: BerReader): void {
    const request = readSearchRequest(reader)
    const controls = readControls(reader)
    if (controls.unknownCritical) return this.#result(id, op.searchDone, code.unavailableCriticalExtension)
    if (request.base === '' && request.scope === 'base') return this.#rootEntry(id)
    if (this.#bound === null) return this.#result(id, op.searchDone, code.unwillingToPerform, 'authentication required')
    let found: readonly TreeEntry[] | null
    try {
      found = this.#tree().search(request.base, request.scope, request.filter)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      return this.#result(id, op.searchDone, code.invalidDnSyntax, 'invalid DN')
    }
    if (found === null) return this.#result(id, op.searchDone, code.noSuchObject)

    const { page } = controls
    const from = page === null || page.cookie === '' ? 0 : (this.#pages.get(page.cookie) ?? found.length)
    const wanted = Math.min(request.sizeLimit || Infinity, page?.size ?? sizeLimit)
    const slice = found.slice(from, from + wanted)
    for (const entry of slice) this.#entry(id, entry, request)
    const next = from + slice.length
    const more = next < found.length
    if (page === null) return this.#result(id, op.searchDone, more ? code.sizeLimitExceeded : code.success)
    const cookie = more ? randomUUID() : ''
    if (more) this.#pages.set(cookie, next)
    for (const old of this.#pages.keys()) if (this.#pages.size > pagesKept) this.#pages.delete(old)
    this.#result(id, op.searchDone, code.success, '', (w) => writePagedControl(w, cookie))
  }

  #rootEntry(id: number): void {
    this.#send(id, op.entry, (w) => {
      w.writeString('')
      w.startSequence()
      writeAttribute(w, 'supportedLDAPVersion', ['3'])
      writeAttribute(w, 'supportedControl', [PagedResultsControl.type, PasswordPolicyControl.type])
      writeAttribute(w, 'supportedExtension', [whoAmI])
      writeAttribute(w, 'vendorName', ['Glosa demo directory'])
      w.endSequence()
    })
    this.#result(id, op.searchDone, code.success)
  }

  #entry(id: number, entry: TreeEntry, request: DemoSearchRequest): void {
    const wanted = new Set(request.attributes)
    const everyUser = wanted.size === 0 || wanted.has('*')
    this.#send(id, op.entry, (w) => {
      w.writeString(entry.source.dn)
      w.startSequence()
      for (const [lower, { name, values }] of entry.attributes) {
        const byGroup = operationalAttributes.has(lower) ? wanted.has('+') : everyUser
        if (byGroup || wanted.has(lower)) writeAttribute(w, name, request.withValues ? values : [])
      }
      w.endSequence()
    })
  }

  #extended(id: number, reader: BerReader): void {
    const name = reader.readString(0x80)
    if (name !== whoAmI) return this.#result(id, op.extendedAnswer, code.protocolError, 'unsupported operation')
    const who = this.#bound ? `dn:${this.#bound.source.dn}` : ''
    this.#send(id, op.extendedAnswer, (w) => {
      writeResult(w, code.success, '')
      w.writeString(who, 0x8b)
    })
  }

  #result(id: number, operation: number, result: number, text = '', controls?: (w: BerWriter) => void): void {
    this.#send(id, operation, (w) => writeResult(w, result, text), controls)
  }

  #send(id: number, operation: number, body: (w: BerWriter) => void, controls?: (w: BerWriter) => void): void {
    const writer = new BerWriter()
    writer.startSequence()
    writer.writeInt(id)
    writer.startSequence(operation)
    body(writer)
    writer.endSequence()
    if (controls) {
      const list = new BerWriter()
      controls(list)
      if (list.buffer.length > 0) writer.writeBuffer(list.buffer, 0xa0)
    }
    writer.endSequence()
    this.#socket.write(writer.buffer)
  }
}

function readControls(reader: BerReader): RequestControls {
  let page: RequestControls['page'] = null
  let passwordPolicy = false
  let unknownCritical = false
  if (reader.peek() === 0xa0) {
    reader.readSequence()
    const end = reader.offset + reader.length
    while (reader.offset < end) {
      reader.readSequence()
      const controlEnd = reader.offset + reader.length
      const type = reader.readString()
      const critical = reader.offset < controlEnd && reader.peek() === 0x01 && reader.readBoolean() === true
      if (type === PagedResultsControl.type && reader.offset < controlEnd) {
        const value = new BerReader(reader.readString(0x04, true) ?? Buffer.alloc(0))
        value.readSequence()
        page = { size: Math.max(1, value.readInt() ?? 1), cookie: value.readString(0x04, true)?.toString() ?? '' }
      } else if (type === PasswordPolicyControl.type) {
        passwordPolicy = true
      } else if (critical) {
        unknownCritical = true
      }
      reader.offset = controlEnd
    }
  }
  return { page, passwordPolicy, unknownCritical }
}

function writeResult(writer: BerWriter, result: number, text: string): void {
  writer.writeEnumeration(result)
  writer.writeString('')
  writer.writeString(text)
}

function writeAttribute(writer: BerWriter, name: string, values: readonly string[]): void {
  writer.startSequence()
  writer.writeString(name)
  writer.startSequence(0x31)
  for (const value of values) writer.writeString(value)
  writer.endSequence()
  writer.endSequence()
}

function writeControl(writer: BerWriter, type: string, value: (w: BerWriter) => void): void {
  const content = new BerWriter()
  content.startSequence()
  value(content)
  content.endSequence()
  writer.startSequence()
  writer.writeString(type)
  writer.writeBuffer(content.buffer, 0x04)
  writer.endSequence()
}

const writePagedControl = (writer: BerWriter, cookie: string) =>
  writeControl(writer, PagedResultsControl.type, (w) => {
    w.writeInt(0)
    w.writeString(cookie)
  })

const writePolicyControl = (writer: BerWriter, error: number) =>
  writeControl(writer, PasswordPolicyControl.type, (w) => w.writeEnumeration(error, 0x81))

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Demo passwords are public; the comparison still takes one time for everybody, so that limits and floors can be tested. */
function samePassword(given: string, kept: string | undefined): boolean {
  const same = timingSafeEqual(digest(given), digest(kept ?? ''))
  return same && kept !== undefined
}
