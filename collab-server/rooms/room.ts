import { closeCodes, type Announcement } from '@glosa/domain/contract'
import { isRefused, type BodyId, type MaterialId, type RefusalCode, type RoomName } from '@glosa/domain/model'
import type { Document } from '@hocuspocus/server'
import * as Y from 'yjs'
import type { RoomClock } from './clock.ts'
import { framesOf, readFrame, type RoomFrames } from './frames.ts'
import type { RoomGuest } from './roomGuest.ts'
import type { RoomLimits } from './limits.ts'
import type { LiveText } from './liveText.ts'
import { Presence } from './presence.ts'

/** Where refusals of frames are reported. */
export interface RoomWitness {
  refused(guest: RoomGuest, code: RefusalCode, bytes: number): void
}

/** Between so many and the next ones the server hears what writers send: in a hall of 200, sending takes 2 ms. */
const guestsAtOnce = 64

/** What is being sent to everybody. */
interface Sending {
  readonly frame: Uint8Array
  /** The one who has it already. */
  readonly writer: RoomGuest | null
  /** Who is not sent it yet, the first last. */
  readonly guests: RoomGuest[]
}

/** A state vector of a client that has nothing. */
const isEmptyVector = (vector: Uint8Array) => vector.length === 1 && vector[0] === 0

/** What a client lacks; `null` when its vector is none. */
function missingIn(ydoc: Y.Doc, vector: Uint8Array): Uint8Array | null {
  try {
    return Y.encodeStateAsUpdate(ydoc, vector)
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/**
 * A text with the people in it, or, without text, a place where a material's announcements are
 * heard. Speaks the Hocuspocus dialect; writing happens here and nowhere else: to Hocuspocus
 * itself every connection is read-only.
 */
export class Room {
  readonly name: RoomName
  readonly materialId: MaterialId
  readonly bodyId: BodyId | null
  /** Who is here, for Hocuspocus; the text is not in it. */
  readonly document: Document
  readonly text: LiveText | null
  readonly frames: RoomFrames
  readonly guests = new Set<RoomGuest>()
  readonly presence: Presence
  readonly #witness: RoomWitness
  /** Calls that need the room in memory. */
  holds = 0
  ended = false
  /** The server is going down: what is admitted is finished, nothing more is taken. */
  deaf = false
  cancelUnload: (() => void) | null = null
  #news: { readonly update: Uint8Array; readonly by: RoomGuest | null }[] = []
  #sending: Sending | null = null
  #willSend = false

  constructor(
    name: RoomName,
    materialId: MaterialId,
    bodyId: BodyId | null,
    document: Document,
    text: LiveText | null,
    clock: RoomClock,
    limits: RoomLimits,
    witness: RoomWitness,
  ) {
    this.name = name
    this.materialId = materialId
    this.bodyId = bodyId
    this.document = document
    this.text = text
    this.frames = framesOf(name)
    this.#witness = witness
    this.presence = new Presence(document, clock, limits, () => this.guests.size)
  }

  /** Takes one frame of somebody inside. */
  take(guest: RoomGuest, data: Uint8Array): void {
    if (this.ended || this.deaf) return
    try {
      this.#take(guest, data)
    } catch (error) {
      // Given up meanwhile: everybody was sent to look for it again.
      if (!this.ended) throw error
    }
  }

  #take(guest: RoomGuest, data: Uint8Array): void {
    const frame = readFrame(data, this.frames.address)
    if (!frame) return this.#refuse(guest, 'update-undecodable', data.length)
    switch (frame.kind) {
      case 'state-vector':
        return this.#answer(guest, frame.payload)
      case 'content':
        return this.#write(guest, frame.payload)
      case 'presence':
        if (!this.text) return
        if (!this.presence.take(guest, frame.payload, (clientId) => this.#mayShow(guest, clientId))) {
          this.#refuse(guest, 'update-undecodable', data.length)
        }
        return
      case 'leave':
        return guest.end(1000, 'left')
      case 'auth':
      case 'idle':
        return
    }
  }

  /** Tells everybody inside. */
  tell(announcement: Announcement): void {
    this.sendAll(this.frames.announcement(announcement))
  }

  /**
   * Sends something new in the text, with whatever else becomes durable in this turn of the event loop.
   * @param by whose it is: they have it, and are sent it only together with what is of others
   */
  passOn(update: Uint8Array, by: RoomGuest | null): void {
    this.#news.push({ update, by })
    this.#sendLater()
  }

  /** Sends to everybody inside, after what they are being sent already. */
  sendAll(frame: Uint8Array): void {
    this.finishSending()
    for (const guest of this.guests) if (guest.phase === 'inside') guest.send(frame)
  }

  #sendLater(): void {
    if (this.#willSend) return
    this.#willSend = true
    setImmediate(() => {
      this.#willSend = false
      if (this.ended) return
      this.#sendSome(guestsAtOnce)
      if (this.#sending || this.#news.length > 0) this.#sendLater()
    })
  }

  /** What is told next must not pass the words that became durable before it. */
  finishSending(): void {
    while (this.#sending || this.#news.length > 0) this.#sendSome(Number.POSITIVE_INFINITY)
  }

  /** Goes on with what is being sent, or begins with what is new. */
  #sendSome(mostGuests: number): void {
    this.#sending ??= this.#takeNews()
    if (!this.#sending) return
    const { frame, writer, guests } = this.#sending
    for (let sent = 0; sent < mostGuests; sent += 1) {
      const guest = guests.pop()
      if (!guest) break
      if (guest !== writer && guest.phase === 'inside') guest.send(frame)
    }
    if (guests.length === 0) this.#sending = null
  }

  #takeNews(): Sending | null {
    const news = this.#news
    this.#news = []
    const [first] = news
    if (!first) return null
    const update = news.length === 1 ? first.update : Y.mergeUpdates(news.map((each) => each.update))
    return {
      frame: this.frames.update(update),
      writer: news.every(({ by }) => by === first.by) ? first.by : null,
      guests: [...this.guests].toReversed(),
    }
  }

  /** Tells a guest's software whether the person may write; the gate and outages are told on their own. */
  sendScope(guest: RoomGuest): void {
    guest.send(guest.mayEdit ? this.frames.readWrite : this.frames.readOnly)
  }

  #answer(guest: RoomGuest, vector: Uint8Array): void {
    if (!this.text) {
      guest.send(this.frames.state(Uint8Array.of(0, 0)))
      guest.send(this.frames.saved)
      return
    }
    if (isEmptyVector(vector)) {
      for (const frame of this.text.freshFrames()) {
        guest.undrainedAllowance = Math.max(guest.undrainedAllowance, frame.length)
        guest.send(frame)
      }
    } else {
      const missing = missingIn(this.text.document, vector)
      if (!missing) return this.#refuse(guest, 'update-undecodable', vector.length)
      guest.undrainedAllowance = Math.max(guest.undrainedAllowance, missing.length)
      guest.send(this.frames.state(missing))
    }
    guest.send(this.frames.question(Y.encodeStateVector(this.text.document)))
  }

  #write(guest: RoomGuest, payload: Uint8Array): void {
    if (payload.length === 2 && payload[0] === 0 && payload[1] === 0) return guest.send(this.frames.saved)
    const { actor } = guest
    if (!this.text || !actor) return this.#notSaved(guest, 'not-permitted', payload.length)
    if (!guest.mayUpdate()) return this.#tooMuch(guest, payload.length)
    if (this.text.congested) return this.#tooMuch(guest, payload.length)
    guest.busy = true
    const answer = this.text.admit(
      { personId: actor.personId, payload, mayEdit: guest.mayEdit, by: guest },
      {
        saved: () => guest.send(this.frames.saved),
        settled: () => guest.resume(),
        lost: () => guest.end(closeCodes.moved, 'moved'),
      },
    )
    if (answer === 'admitted') return
    guest.busy = false
    if (answer === 'nothing-new') return guest.send(this.frames.saved)
    if (!isRefused(answer)) return
    switch (answer.refused) {
      case 'gate-closed':
      case 'material-locked':
      case 'not-permitted':
      case 'body-too-large':
      case 'text-too-deep':
        return this.#notSaved(guest, answer.refused, payload.length)
      default:
        return this.#refuse(guest, answer.refused, payload.length)
    }
  }

  /** An honest client was overtaken, or its person went too far: it hears no, and that its copy is no longer the text. */
  #notSaved(guest: RoomGuest, code: RefusalCode, bytes: number): void {
    this.#witness.refused(guest, code, bytes)
    guest.send(this.frames.notSaved)
    guest.tell({ type: 'refused', code })
  }

  /** No honest client sends this. */
  #refuse(guest: RoomGuest, code: RefusalCode, bytes: number): void {
    this.#witness.refused(guest, code, bytes)
    guest.tell({ type: 'refused', code })
    guest.end(closeCodes.violation, code)
  }

  /** Nothing is lost: the client comes back and sends again what was not acknowledged. */
  #tooMuch(guest: RoomGuest, bytes: number): void {
    this.#witness.refused(guest, 'too-many-requests', bytes)
    guest.end(closeCodes.tooMany, 'too-many-requests')
  }

  #mayShow(guest: RoomGuest, clientId: number): boolean {
    const owner = this.text?.owners.ownerOf(clientId) ?? null
    return owner === null || owner === guest.actor?.personId
  }
}
