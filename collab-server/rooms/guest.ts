import type { Announcement } from '@glosa/domain/contract'
import { closeCodes } from '@glosa/domain/contract'
import { parseRoomName, type Actor, type MaterialId, type RefusalCode } from '@glosa/domain/model'
import type { Connection, Hocuspocus, WebSocketLike } from '@hocuspocus/server'
import { Allowance } from './allowance.ts'
import type { RoomClock } from './clock.ts'
import { isPong, nameAskedFor } from './frames.ts'
import type { RoomLimits } from './limits.ts'
import type { Room } from './room.ts'

/** The server's end of a socket; `ws` has it, and so has a test. */
export interface SocketEnd {
  readonly readyState: number
  /** Bytes sent but not yet taken by the network. */
  readonly bufferedAmount: number
  /** Sends a message; does nothing when the socket is not open any more. */
  send(data: Uint8Array): void
  close(code: number, reason: string): void
  /** Drops the socket without waiting for anybody. */
  terminate(): void
  /** Asks the other end's software for a sign of life. */
  ping?(): void
}

/** What is known of a socket before anybody is admitted. */
export interface Knock {
  readonly materialId: MaterialId
  readonly cookie: string | undefined
  /** Network address, for counting only. */
  readonly address: string
  /** Number of the body schema that the client was built with; `null` when it does not say. */
  readonly bodySchemaNumber: number | null
}

export interface GuestEvents {
  /** Called once, when the socket is closed or given up. */
  readonly left: (guest: Guest) => void
  /** The room asked for has a name that no room can have. */
  readonly oddName: (guest: Guest) => void
}

type Phase = 'knocking' | 'entering' | 'inside' | 'gone'

const maxKnockingFrames = 64
const maxKnockingBytes = 1024 * 1024

/**
 * One socket and whoever came through it. Takes its frames one at a time, in order: the next one
 * is looked at when the text of the one before is saved.
 */
export class Guest implements WebSocketLike {
  readonly knock: Knock
  readonly #socket: SocketEnd
  readonly #clock: RoomClock
  readonly #limits: RoomLimits
  readonly #events: GuestEvents
  readonly #frames: Allowance
  readonly #updates: Allowance
  readonly since: number
  phase: Phase = 'knocking'
  client: ReturnType<Hocuspocus['handleConnection']> | null = null
  connection: Connection | null = null
  actor: Actor | null = null
  room: Room | null = null
  /** The person's right to write now, whatever the gate says. */
  mayEdit = false
  /** The right as told in the handshake. */
  toldMayEdit = false
  /** The Yjs client id handed out to this socket; 0 in a room without text. */
  clientId = 0
  /** Says why nobody was admitted; the socket closes after the frame that tells it. */
  refusal: { readonly code: RefusalCode; readonly closeCode: number } | null = null
  /** An earlier frame is being saved. */
  busy = false
  heardAt: number
  /** Something was sent since the last sweep. */
  spoken = false
  spokenAt: number
  /** Allowed on top of the limit of undrained bytes: a long text is sent in one piece. */
  undrainedAllowance = 0
  /** Refusals that were logged already: a stubborn client must not fill the log. */
  readonly logged = new Set<RefusalCode>()
  #queue: Uint8Array[] = []
  #queuedBytes = 0

  constructor(knock: Knock, socket: SocketEnd, clock: RoomClock, limits: RoomLimits, events: GuestEvents) {
    this.knock = knock
    this.#socket = socket
    this.#clock = clock
    this.#limits = limits
    this.#events = events
    this.since = clock.now()
    this.heardAt = this.since
    this.spokenAt = this.since
    this.#frames = new Allowance(limits.framesPerSecond, limits.frameBurst, this.since)
    this.#updates = new Allowance(limits.updatesPerSecond, limits.updateBurst, this.since)
  }

  get readyState(): number {
    return this.#socket.readyState
  }
  get undrainedBytes(): number {
    return this.#socket.bufferedAmount
  }

  /** A message from the socket. */
  receive(data: Uint8Array): void {
    if (this.phase === 'gone') return
    const now = this.#clock.now()
    this.heardAt = now
    if (!this.#frames.take(now)) return this.end(closeCodes.tooMany, 'too-many-requests')
    if (isPong(data)) return
    if (this.phase === 'inside' && !this.busy && this.#queue.length === 0) {
      this.room?.take(this, data)
      return
    }
    if (this.phase === 'knocking') {
      const name = nameAskedFor(data)
      if (name !== null) {
        // Hocuspocus understands more names than there are rooms.
        if (!parseRoomName(name)) return this.#events.oddName(this)
        this.phase = 'entering'
        this.client?.handleMessage(data)
        return
      }
    }
    const [maxFrames, maxBytes] =
      this.phase === 'inside'
        ? [this.#limits.maxQueuedFrames, this.#limits.maxQueuedBytes]
        : [maxKnockingFrames, maxKnockingBytes]
    this.#queue.push(data)
    this.#queuedBytes += data.length
    if (this.#queue.length > maxFrames || this.#queuedBytes > maxBytes)
      this.end(closeCodes.tooMany, 'too-many-requests')
  }

  /** Whether the person may send one more update now. */
  mayUpdate(): boolean {
    return this.#updates.take(this.#clock.now())
  }

  /** Takes the frames that waited. */
  resume(): void {
    this.busy = false
    while (!this.busy && this.phase === 'inside') {
      const data = this.#queue.shift()
      if (!data) return
      this.#queuedBytes -= data.length
      this.room?.take(this, data)
    }
  }

  send(data: unknown): void {
    if (this.phase === 'gone') return
    if (!(data instanceof Uint8Array)) throw new TypeError('frames are bytes')
    this.#socket.send(data)
    this.spoken = true
    if (this.refusal && this.phase !== 'inside') this.end(this.refusal.closeCode, this.refusal.code)
  }

  tell(announcement: Announcement): void {
    if (this.room && this.phase === 'inside') this.send(this.room.frames.announcement(announcement))
  }

  /** Asks the other end's software for a sign of life. */
  ping(): void {
    this.#socket.ping?.()
  }

  /** Hocuspocus closes a socket by this name. */
  close(code?: number, reason?: string): void {
    this.end(code ?? closeCodes.notAdmitted, reason ?? '')
  }

  /** Closes the socket; nothing that arrives afterwards counts. */
  end(code: number, reason: string): void {
    if (this.phase === 'gone') return
    this.#socket.close(code, reason)
    this.gone()
  }

  /** Drops a socket whose other end does not take what it is sent. */
  cut(code: number, reason: string): void {
    this.#socket.close(code, reason)
    this.#socket.terminate()
    this.gone()
  }

  /** A sign of life that is no frame. */
  heard(): void {
    this.heardAt = this.#clock.now()
  }

  /** The socket is closed. Harmless when called again. */
  gone(): void {
    if (this.phase === 'gone') return
    this.phase = 'gone'
    this.#queue = []
    this.#queuedBytes = 0
    this.client?.handleClose({ code: 1000, reason: '' })
    this.#events.left(this)
  }
}
