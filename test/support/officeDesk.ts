import type { Announcement } from '@glosa/domain/contract'
import type { Guest, SocketEnd } from '@glosa/collab-server/rooms/index.ts'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'

const fromServer = Symbol('from the server')

/**
 * A person's end of a socket: a Y.Doc that speaks the Hocuspocus dialect, written independently of
 * the server's code. What is sent lies in `outbox` and what comes in `inbox` until delivered.
 */
export class OfficeDesk {
  readonly person: string
  readonly roomName: string
  readonly ydoc = new Y.Doc()
  readonly awareness = new Awareness(this.ydoc)
  outbox: Uint8Array[] = []
  inbox: Uint8Array[] = []
  guest: Guest | null = null
  readyState = 1
  closeCode: number | null = null
  /** Bytes that the other end claims not to have drained. */
  bufferedAmount = 0
  readonly heard: Announcement[] = []
  /** Own updates in the order of sending: `true` saved, `false` refused, `null` unanswered. */
  readonly sent: { readonly payload: Uint8Array; saved: boolean | null }[] = []
  scope: string | null = null
  denied: string | null = null
  synced = false
  /** Bytes of all state frames received. */
  stateBytes = 0
  readonly #answered: number[] = []

  constructor(person: string, roomName: string) {
    this.person = person
    this.roomName = roomName
    this.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== fromServer) this.sendUpdate(update)
    })
  }

  readonly socket: SocketEnd = socketOf(this)

  get text(): string {
    return this.ydoc.getText('t').toString()
  }

  type(at: number, words: string): void {
    this.ydoc.getText('t').insert(Math.min(at, this.ydoc.getText('t').length), words)
  }

  erase(at: number, length: number): void {
    const text = this.ydoc.getText('t')
    const from = Math.min(at, text.length)
    text.delete(from, Math.min(length, text.length - from))
  }

  knock(name = this.roomName): void {
    this.#send(name, (encoder) => {
      encoding.writeVarUint(encoder, 2)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarString(encoder, '')
    })
    this.askForState()
  }

  askForState(vector = Y.encodeStateVector(this.ydoc)): void {
    this.#sync(0, vector)
  }

  sendUpdate(update: Uint8Array): void {
    this.#answered.push(this.sent.push({ payload: update, saved: null }) - 1)
    this.#sync(2, update)
  }

  sendAwareness(clientIds = [this.awareness.clientID], awareness = this.awareness): void {
    this.sendAwarenessBytes(encodeAwarenessUpdate(awareness, clientIds))
  }

  sendAwarenessBytes(bytes: Uint8Array): void {
    this.#send(this.roomName, (encoder) => {
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint8Array(encoder, bytes)
    })
  }

  sendRaw(frame: Uint8Array): void {
    this.outbox.push(frame)
  }

  /** Lets one waiting message of this desk's pick through; false when none waits. */
  deliver(toServer: boolean): boolean {
    const frame = (toServer ? this.outbox : this.inbox).shift()
    if (!frame) return false
    if (!toServer) this.#receive(frame)
    else if (this.readyState === 1) this.guest?.receive(frame)
    return true
  }

  /** The client's connection breaks. */
  hangUp(): void {
    this.readyState = 3
    this.outbox = []
    this.inbox = []
    this.guest?.gone()
  }

  announced<T extends Announcement['type']>(type: T): Extract<Announcement, { type: T }>[] {
    return this.heard.filter((item): item is Extract<Announcement, { type: T }> => item.type === type)
  }

  #sync(type: number, payload: Uint8Array): void {
    this.#send(this.roomName, (encoder) => {
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint(encoder, type)
      encoding.writeVarUint8Array(encoder, payload)
    })
  }

  #send(name: string, write: (encoder: encoding.Encoder) => void): void {
    this.outbox.push(
      encoding.encode((encoder) => {
        encoding.writeVarString(encoder, name)
        write(encoder)
      }),
    )
  }

  #receive(frame: Uint8Array): void {
    if (frame.length === 1) return
    const decoder = decoding.createDecoder(frame)
    if (decoding.readVarString(decoder) !== this.roomName) throw new Error('a frame of another room')
    switch (decoding.readVarUint(decoder)) {
      case 0:
      case 4:
        return this.#receiveSync(decoder)
      case 1:
        return applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), fromServer)
      case 2:
        if (decoding.readVarUint(decoder) === 2) this.scope = decoding.readVarString(decoder)
        else this.denied = decoding.readVarString(decoder)
        return
      case 5: {
        const announcement: Announcement = JSON.parse(decoding.readVarString(decoder))
        this.heard.push(announcement)
        if (announcement.type === 'admitted' && announcement.clientId > 0) this.ydoc.clientID = announcement.clientId
        return
      }
      case 8: {
        const saved = decoding.readVarUint(decoder) === 1
        const index = this.#answered.shift()
        const sent = index === undefined || index < 0 ? undefined : this.sent[index]
        if (sent) sent.saved = saved
        return
      }
      default:
        throw new Error('a frame of unknown type')
    }
  }

  #receiveSync(decoder: decoding.Decoder): void {
    const type = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (type === 0) {
      // Answered like any other write; not one of the person's own updates.
      this.#answered.push(-1)
      return this.#sync(1, Y.encodeStateAsUpdate(this.ydoc, payload))
    }
    if (type === 1) {
      this.stateBytes += payload.length
      this.synced = true
    }
    Y.applyUpdate(this.ydoc, payload, fromServer)
  }
}

/** The server's end of the desk's socket. */
const socketOf = (desk: OfficeDesk): SocketEnd => ({
  get readyState() {
    return desk.readyState
  },
  get bufferedAmount() {
    return desk.bufferedAmount
  },
  send(data) {
    if (desk.readyState === 1) desk.inbox.push(data.slice())
  },
  close(code) {
    desk.closeCode ??= code
    desk.readyState = 3
  },
  terminate() {
    desk.readyState = 3
  },
})
