import type { Actor } from '@glosa/domain/model'
import type { Document } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import type { RoomClock } from './clock.ts'
import type { RoomGuest } from './roomGuest.ts'
import type { RoomLimits } from './limits.ts'

/** One entry of an awareness message: a client's cursor and whatever else it shows. */
interface Entry {
  readonly clientId: number
  readonly clock: number
  readonly state: Readonly<Record<string, unknown>> | null
}

/** A socket shows up under its own id, and for a moment under the one it had before it was given that. */
const maxIdsPerGuest = 4
const maxEntries = 1_000

/**
 * Who is in the room and where. A client speaks for itself only, and its name is stamped from the
 * session; changes are collected and told together.
 */
export class Presence {
  readonly #document: Document
  readonly #clock: RoomClock
  readonly #limits: RoomLimits
  readonly #size: () => number
  readonly #holders = new Map<number, RoomGuest>()
  readonly #news = new Map<number, { readonly guest: RoomGuest; readonly entry: Entry }>()
  #cancel: (() => void) | null = null

  /** @param size how many are in the room */
  constructor(document: Document, clock: RoomClock, limits: RoomLimits, size: () => number) {
    this.#document = document
    this.#clock = clock
    this.#limits = limits
    this.#size = size
  }

  /**
   * Takes an awareness message.
   * @param mayUse whether nobody else owns the client id
   * @returns false for what is no awareness message
   */
  take(guest: RoomGuest, message: Uint8Array, mayUse: (clientId: number) => boolean): boolean {
    const entries = readEntries(message, this.#limits.maxPresenceBytes)
    if (!entries || !guest.actor) return false
    for (const { clientId, clock, state } of entries) {
      const holder = this.#holders.get(clientId)
      if (holder !== undefined ? holder !== guest : !mayUse(clientId) || this.#idsOf(guest) >= maxIdsPerGuest) continue
      // Going is worth telling only of somebody who came.
      if (state === null && holder === undefined) continue
      this.#holders.set(clientId, guest)
      this.#news.set(clientId, { guest, entry: { clientId, clock, state: state && stamped(state, guest.actor) } })
    }
    if (this.#news.size > 0) this.#cancel ??= this.#clock.after(this.#waitMs(), () => this.tell())
    return true
  }

  /** Tells everybody what changed since the last time. */
  tell(): void {
    this.#cancel?.()
    this.#cancel = null
    const { awareness } = this.#document
    for (const { guest, entry } of this.#news.values()) {
      if (guest.phase !== 'inside') continue
      const { clientId, clock, state } = entry
      const known = awareness.meta.get(clientId)
      const there = awareness.states.has(clientId)
      if (known && (clock < known.clock || (clock === known.clock && !(state === null && there)))) continue
      if (state === null && !there) continue
      awareness.meta.set(clientId, { clock, lastUpdated: this.#clock.now() })
      if (state) awareness.states.set(clientId, { ...state })
      else awareness.states.delete(clientId)
      const ids = [clientId]
      const change = {
        added: state && !there ? ids : [],
        updated: state && there ? ids : [],
        removed: state ? [] : ids,
      }
      // Hocuspocus takes it from here: it remembers whose the state is and broadcasts.
      awareness.emit('update', [change, { source: 'connection', connection: guest.connection }])
    }
    this.#news.clear()
  }

  left(guest: RoomGuest): void {
    for (const [clientId, holder] of this.#holders) {
      if (holder !== guest) continue
      this.#holders.delete(clientId)
      this.#news.delete(clientId)
    }
  }

  end(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#news.clear()
  }

  #idsOf(guest: RoomGuest): number {
    let ids = 0
    for (const holder of this.#holders.values()) if (holder === guest) ids += 1
    return ids
  }

  /** Each change goes to everybody, so in a large room it may take a little longer. */
  #waitMs(): number {
    return Math.max(this.#limits.presenceMs, this.#size() * 2)
  }
}

function stamped(state: Readonly<Record<string, unknown>>, actor: Actor): Record<string, unknown> {
  const { personId, displayName } = actor
  const shown: Record<string, unknown> = { ...state, person: { personId, displayName } }
  // The field that cursors of the stock binding read.
  if ('user' in state) {
    const user: unknown = state['user']
    const colour = typeof user === 'object' && user !== null && 'color' in user ? user.color : undefined
    shown['user'] = { name: displayName, ...(typeof colour === 'string' ? { color: colour.slice(0, 32) } : {}) }
  }
  return shown
}

/** `null` for garbage, and for a state longer than `maxBytes`. */
function readEntries(message: Uint8Array, maxBytes: number): Entry[] | null {
  try {
    const decoder = decoding.createDecoder(message)
    const count = decoding.readVarUint(decoder)
    if (count > maxEntries) return null
    const entries: Entry[] = []
    for (let index = 0; index < count; index += 1) {
      const clientId = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const text = decoding.readVarString(decoder)
      if (text.length > maxBytes) return null
      const state: unknown = JSON.parse(text)
      if (state === null) entries.push({ clientId, clock, state })
      else if (isRecord(state)) entries.push({ clientId, clock, state })
      else return null
    }
    return entries
  } catch (error) {
    // What lib0 and JSON.parse throw on garbage.
    if (error instanceof Error) return null
    throw error
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
