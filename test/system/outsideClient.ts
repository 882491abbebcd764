import type { BodyId, MaterialId } from '@glosa/domain/model'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

/**
 * A client of the rooms written from docs/protocol.md alone: no library of ours, of Hocuspocus or
 * of lib0 reads or writes a byte here. When this and the page disagree, the page is wrong.
 */
export interface Wish {
  readonly port: number
  readonly materialId: MaterialId
  /** `null` for the announcement room. */
  readonly bodyId: BodyId | null
  readonly cookie: string
  readonly origin?: string
  /** What to connect with; a WebSocket when absent. */
  readonly connect?: (wish: Wish) => SocketLike
}

/** What the client needs of a socket. */
export interface SocketLike {
  on(event: 'open', listener: () => void): unknown
  on(event: 'message', listener: (data: Buffer) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'close', listener: (code: number, reason: Buffer) => void): unknown
  send(bytes: Uint8Array): void
  terminate(): void
}

const webSocket = (wish: Wish): SocketLike =>
  new WebSocket(`ws://127.0.0.1:${wish.port}/rooms/${wish.materialId}`, {
    headers: { cookie: wish.cookie, ...(wish.origin ? { origin: wish.origin } : {}) },
    perMessageDeflate: false,
  })

/** JSON of one announcement. */
export type Said = { readonly type: string } & Readonly<Record<string, unknown>>

const type = { sync: 0, awareness: 1, auth: 2, syncReply: 4, stateless: 5, leave: 7, syncStatus: 8 } as const
const step = { question: 0, answer: 1, update: 2 } as const

/** A number, seven bits a byte, the lowest first. */
export function varUint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}

/** Bytes with their length before them. */
export const varBytes = (bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.from(varUint(bytes.length)), bytes])
export const varText = (text: string): Uint8Array => varBytes(new TextEncoder().encode(text))

/** `[name][type][rest]` */
export const frameOf = (room: string, messageType: number, ...rest: (Uint8Array | readonly number[])[]): Uint8Array =>
  Buffer.concat([varText(room), Uint8Array.from(varUint(messageType)), ...rest.map((piece) => Uint8Array.from(piece))])

class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }
  number(): number {
    let value = 0
    let factor = 1
    for (;;) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new RangeError('the frame ends in a number')
      value += (byte & 127) * factor
      if (byte < 128) return value
      factor *= 128
    }
  }
  bytes(): Uint8Array {
    const length = this.number()
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }
  text(): string {
    return new TextDecoder().decode(this.bytes())
  }
}

/** One socket in one room. */
export class OutsideClient {
  readonly ydoc = new Y.Doc()
  readonly room: string
  readonly announcements: Said[] = []
  /** Every byte that the server ever sent, frame by frame. */
  readonly received: Uint8Array[] = []
  /** States of other people's cursors, as last heard, by client id. */
  readonly presence = new Map<number, Record<string, unknown> | null>()
  /** Frames with content received. */
  contents = 0
  /** Questions of the server: each ends the answer to one of ours. */
  questions = 0
  scope = ''
  readonly closed: Promise<{ readonly code: number; readonly reason: string; readonly at: number }>
  isClosed = false
  /** Acknowledgements that are awaited, oldest first; each answers one content frame of ours. */
  readonly #awaited: ((saved: boolean) => void)[] = []
  readonly #socket: SocketLike
  #synced: () => void = () => {}
  #failed: (error: Error) => void = () => {}
  readonly #isAnnouncementRoom: boolean

  private constructor(wish: Wish) {
    this.#isAnnouncementRoom = wish.bodyId === null
    this.room = `${wish.materialId}.${wish.bodyId ?? 'announcements'}`
    this.#socket = (wish.connect ?? webSocket)(wish)
    this.#socket.on('open', () => {
      // Token and version are not looked at: the cookie says who it is.
      this.send(this.frame(type.auth, varUint(0), varText(''), varText('4.8.0')))
    })
    this.#socket.on('message', (data: Buffer) => this.#take(new Uint8Array(data)))
    this.#socket.on('error', (error) => this.#failed(error))
    this.closed = new Promise((resolve) => {
      this.#socket.on('close', (code, reason) => {
        this.isClosed = true
        resolve({ code, reason: reason.toString(), at: performance.now() })
        this.#failed(new Error(`closed with ${code} ${reason.toString()}`))
      })
    })
  }

  /** Connects, is admitted and has the text. Rejects when that is not to be. */
  static connect(wish: Wish): Promise<OutsideClient> {
    return new Promise((resolve, reject) => {
      const client = new OutsideClient(wish)
      client.#synced = () => resolve(client)
      client.#failed = reject
    })
  }

  /** A frame of this room. */
  frame(messageType: number, ...rest: (Uint8Array | readonly number[])[]): Uint8Array {
    return frameOf(this.room, messageType, ...rest)
  }

  send(bytes: Uint8Array): void {
    this.#socket.send(bytes)
  }

  /** Sends an update. Resolves with the answer: saved, or refused and nothing changed. Stays open when the socket closes. */
  sendUpdate(update: Uint8Array): Promise<boolean> {
    return new Promise((resolve) => {
      this.#awaited.push(resolve)
      this.send(this.frame(type.sync, varUint(step.update), varBytes(update)))
    })
  }

  /** Writes a paragraph at the end under the client id handed out. */
  write(words: string): Promise<boolean> {
    return this.sendUpdate(
      this.edit(() => {
        const paragraph = new Y.XmlElement('paragraph')
        this.ydoc.getXmlFragment('body').push([paragraph])
        paragraph.insert(0, [new Y.XmlText(words)])
      }),
    )
  }

  /** What an edit of the own copy adds to it. */
  edit(change: () => void): Uint8Array {
    const updates: Uint8Array[] = []
    const keep = (update: Uint8Array) => void updates.push(update)
    this.ydoc.on('update', keep)
    this.ydoc.transact(change)
    this.ydoc.off('update', keep)
    return Y.mergeUpdates(updates)
  }

  showCursor(clientId: number, clock: number, state: unknown): void {
    const entry = Buffer.concat([
      Uint8Array.from([...varUint(1), ...varUint(clientId), ...varUint(clock)]),
      varText(JSON.stringify(state)),
    ])
    this.send(this.frame(type.awareness, varBytes(entry)))
  }

  get clientId(): number {
    return this.ydoc.clientID
  }
  get text(): string {
    return this.ydoc.getXmlFragment('body').toString()
  }

  heard(kind: string): Said[] {
    return this.announcements.filter((said) => said.type === kind)
  }

  close(): void {
    this.#socket.terminate()
  }

  #take(bytes: Uint8Array): void {
    this.received.push(bytes)
    const reader = new Reader(bytes)
    if (reader.text() !== this.room) throw new Error('a frame of another room')
    switch (reader.number()) {
      case type.sync:
      case type.syncReply:
        return this.#takeSync(reader)
      case type.awareness:
        return this.#takePresence(new Reader(reader.bytes()))
      case type.auth: {
        const verdict = reader.number()
        if (verdict === 1) return this.#failed(new Error(`denied: ${reader.text()}`))
        this.scope = reader.text()
        return
      }
      case type.stateless: {
        const said: Said = JSON.parse(reader.text())
        this.announcements.push(said)
        if (said.type !== 'admitted') return
        this.ydoc.clientID = Number(said['clientId'])
        this.send(this.frame(type.sync, varUint(step.question), varBytes(Y.encodeStateVector(this.ydoc))))
        return
      }
      case type.syncStatus:
        this.#awaited.shift()?.(reader.number() === 1)
        return
      case type.leave:
    }
  }

  #takeSync(reader: Reader): void {
    const kind = reader.number()
    const payload = reader.bytes()
    if (kind === step.question) {
      // The answer to the server's question is content too, and is acknowledged like it.
      this.#awaited.push(() => {})
      const missing = Y.encodeStateAsUpdate(this.ydoc, payload)
      this.send(this.frame(type.sync, varUint(step.answer), varBytes(missing)))
      // It comes after the whole text, which may come in several pieces.
      return this.#nowSynced()
    }
    this.contents += 1
    Y.applyUpdate(this.ydoc, payload, 'server')
    if (kind === step.answer && this.#isAnnouncementRoom) this.#nowSynced()
  }

  #nowSynced(): void {
    this.questions += 1
    this.#synced()
  }

  #takePresence(reader: Reader): void {
    for (let count = reader.number(); count > 0; count -= 1) {
      const clientId = reader.number()
      reader.number()
      this.presence.set(clientId, JSON.parse(reader.text()))
    }
  }
}
