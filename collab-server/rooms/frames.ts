import { OutgoingMessage } from '@hocuspocus/server'
import type { Announcement } from '@glosa/domain/contract'
import type { RoomName } from '@glosa/domain/model'
import * as encoding from 'lib0/encoding'

/** The first byte of what follows a frame's address (Hocuspocus 4, `MessageType`). */
const frameType = { sync: 0, awareness: 1, auth: 2, syncReply: 4, close: 7, pong: 10 } as const
const syncType = { step1: 0, step2: 1, update: 2 } as const

/** A frame of a client, read as far as rooms care. Payloads are views into the frame. */
export type Frame =
  | { readonly kind: 'state-vector'; readonly payload: Uint8Array }
  | { readonly kind: 'content'; readonly payload: Uint8Array }
  | { readonly kind: 'presence'; readonly payload: Uint8Array }
  | { readonly kind: 'auth' }
  | { readonly kind: 'leave' }
  /** Known to the dialect, of no use from a client: stateless, queryAwareness and the like. */
  | { readonly kind: 'idle' }

const auth: Frame = { kind: 'auth' }
const leave: Frame = { kind: 'leave' }
const idle: Frame = { kind: 'idle' }

/** The bytes that every frame of a room starts with. */
const addressOf = (name: RoomName): Uint8Array => encoding.encode((encoder) => encoding.writeVarString(encoder, name))

/**
 * Reads a frame addressed to the room.
 * @returns `null` for anything that is not exactly one frame of this room
 */
export function readFrame(data: Uint8Array, address: Uint8Array): Frame | null {
  const at = address.length
  if (data.length <= at) return null
  for (let index = 0; index < at; index += 1) if (data[index] !== address[index]) return null
  switch (data[at]) {
    case frameType.sync:
    case frameType.syncReply: {
      const payload = payloadAt(data, at + 2)
      if (!payload) return null
      switch (data[at + 1]) {
        case syncType.step1:
          return { kind: 'state-vector', payload }
        case syncType.step2:
        case syncType.update:
          return { kind: 'content', payload }
        default:
          return null
      }
    }
    case frameType.awareness: {
      const payload = payloadAt(data, at + 1)
      return payload && { kind: 'presence', payload }
    }
    case frameType.auth:
      return auth
    case frameType.close:
      return leave
    case 3:
    case 5:
    case frameType.pong:
      return idle
    default:
      return null
  }
}

/** The length-prefixed bytes that fill the frame from `at` to its end. */
function payloadAt(data: Uint8Array, at: number): Uint8Array | null {
  let length = 0
  let factor = 1
  for (let index = at; index < data.length && index < at + 5; index += 1) {
    const byte = data[index] ?? 0
    length += (byte & 127) * factor
    if (byte < 128) return index + 1 + length === data.length ? data.subarray(index + 1) : null
    factor *= 128
  }
  return null
}

/**
 * The room name that an authentication frame asks for; `''` when it is longer than any room's.
 * @returns `null` when the frame is no authentication frame
 */
export function nameAskedFor(data: Uint8Array): string | null {
  const length = data[0] ?? 0
  // One byte of length: every room name is shorter than 64 characters.
  if (length === 0 || length > 64) return ''
  if (data.length < length + 2 || data[length + 1] !== frameType.auth) return null
  return new TextDecoder().decode(data.subarray(1, length + 1))
}

export const isPong = (data: Uint8Array) => data.length === 1 && data[0] === frameType.pong

/** The frames of one room that never change, and makers of the others. */
export interface RoomFrames {
  readonly address: Uint8Array
  readonly saved: Uint8Array
  readonly notSaved: Uint8Array
  readonly readWrite: Uint8Array
  readonly readOnly: Uint8Array
  /** Says nothing (presence of nobody): clients give a connection up that is silent for 30 s. */
  readonly aliveStill: Uint8Array
  announcement(announcement: Announcement): Uint8Array
  /** The answer to a state vector. */
  state(update: Uint8Array): Uint8Array
  update(update: Uint8Array): Uint8Array
  /** Asks the client for what the room lacks. @param vector the state vector of the room's text */
  question(vector: Uint8Array): Uint8Array
}

export function framesOf(name: RoomName): RoomFrames {
  const message = () => new OutgoingMessage(name)
  const aliveStill = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, name)
    encoding.writeVarUint(encoder, frameType.awareness)
    encoding.writeVarUint8Array(encoder, Uint8Array.of(0))
  })
  return {
    address: addressOf(name),
    saved: message().writeSyncStatus(true).toUint8Array(),
    notSaved: message().writeSyncStatus(false).toUint8Array(),
    readWrite: message().writeAuthenticated(false).toUint8Array(),
    readOnly: message().writeAuthenticated(true).toUint8Array(),
    aliveStill,
    announcement: (announcement) => message().writeStateless(JSON.stringify(announcement)).toUint8Array(),
    state: (update) => {
      const { encoder } = message().createSyncMessage()
      encoding.writeVarUint(encoder, syncType.step2)
      encoding.writeVarUint8Array(encoder, update)
      return encoding.toUint8Array(encoder)
    },
    update: (update) => message().createSyncMessage().writeUpdate(update).toUint8Array(),
    question: (vector) => {
      const { encoder } = message().createSyncMessage()
      encoding.writeVarUint(encoder, syncType.step1)
      encoding.writeVarUint8Array(encoder, vector)
      return encoding.toUint8Array(encoder)
    },
  }
}
