import type { KnownBody, Stretch } from '@glosa/domain/body'
import * as Y from 'yjs'
import type { RoomGuest } from './roomGuest.ts'

/** The origin of every change to the document. Another one means that somebody wrote past the log. */
const fromLog = Symbol('from the log')

/** So much is taken into the document at once at most, unless one update alone is larger. */
const mostRowsBehind = 100
const mostBytesBehind = 64 * 1024
/** A longer update is not passed on as it came: a client that comes back names every deletion there ever was. */
const mostBytesAsItCame = 4 * 1024

/** A durable update. */
export interface DurableUpdate {
  readonly payload: Uint8Array
  /** All it writes, where that was found to be new; `null` where nobody looked or some of it was there already. */
  readonly stretches: readonly Stretch[] | null
  /** Who has it already; `null` when nobody has. */
  readonly by: RoomGuest | null
}

export interface TextDocumentEvents {
  /** Something to send to everybody but, at most, whose it is. */
  readonly news: (update: Uint8Array, by: RoomGuest | null) => void
  /** Something wrote past the log: the document differs from it. */
  readonly writtenPast: () => void
}

/**
 * The document of a text. To take one keystroke in costs nearly as much as to take in fifty, and nobody needs the
 * document to type: what is new and depends on nothing missing is passed on as it came, and taken in when somebody
 * looks, or with others a little later.
 */
export class TextDocument implements KnownBody {
  readonly #ydoc = new Y.Doc({ gc: true })
  readonly #events: TextDocumentEvents
  #behind: Uint8Array[] = []
  #bytesBehind = 0
  /** Clocks that are ahead of the document's, by client id. */
  readonly #ahead = new Map<number, number>()
  #fault: unknown = null
  #takingIn = false
  #telling = false

  constructor(events: TextDocumentEvents) {
    this.#events = events
    this.#ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      // Within a change of ours, Yjs also clears away marks that two people made twice: everybody's copy does so itself.
      if (!this.#takingIn) events.writtenPast()
      else if (this.#telling && origin === fromLog) events.news(update, null)
    })
  }

  clockOf(clientId: number): number {
    return this.#ahead.get(clientId) ?? Y.getState(this.#ydoc.store, clientId)
  }

  /**
   * The document with every durable update in it; for reading only.
   * @throws when the updates do not make a document, now and ever after
   */
  whole(): Y.Doc {
    if (this.#fault !== null) throw this.#fault
    if (this.#behind.length === 0) return this.#ydoc
    const payloads = this.#behind
    this.#behind = []
    this.#bytesBehind = 0
    this.#ahead.clear()
    this.#takeIn(payloads)
    return this.#ydoc
  }

  /** Updates wait to be taken in. */
  get isBehind(): boolean {
    return this.#behind.length > 0
  }

  /** Takes in updates that nobody is told of: loading is no news. */
  load(payloads: readonly Uint8Array[]): void {
    this.#takeIn(payloads)
  }

  /** Adds durable updates, in their order, and tells what is new. */
  add(updates: readonly DurableUpdate[]): void {
    let news = 0
    for (const update of updates) {
      if (!this.#isAllNew(update)) break
      news += 1
      this.#events.news(update.payload, update.by)
      this.#behind.push(update.payload)
      this.#bytesBehind += update.payload.length
      for (const { clientId, to } of update.stretches ?? []) this.#ahead.set(clientId, to)
    }
    if (news < updates.length) {
      this.whole()
      this.#telling = true
      try {
        this.#takeIn(updates.slice(news).map(({ payload }) => payload))
      } finally {
        this.#telling = false
      }
    } else if (this.#behind.length >= mostRowsBehind || this.#bytesBehind >= mostBytesBehind) {
      this.whole()
    }
  }

  destroy(): void {
    this.#behind = []
    this.#ydoc.destroy()
  }

  /** Since it was inspected, the same may have come by another socket. */
  #isAllNew({ payload, stretches }: DurableUpdate): boolean {
    if (!stretches || payload.length > mostBytesAsItCame) return false
    return stretches.every(({ clientId, from }) => from === this.clockOf(clientId))
  }

  /** One transaction for all: its clean-up takes time with every client id ever seen. */
  #takeIn(payloads: readonly Uint8Array[]): void {
    this.#takingIn = true
    try {
      Y.transact(
        this.#ydoc,
        () => {
          for (const payload of payloads) Y.applyUpdate(this.#ydoc, payload, fromLog)
        },
        fromLog,
        false,
      )
    } catch (error) {
      this.#fault = error
      throw error
    } finally {
      this.#takingIn = false
    }
  }
}
