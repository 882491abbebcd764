import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** Message types of the Hocuspocus dialect that this client speaks. */
const frameTypes = {
  sync: 0,
  awareness: 1,
  auth: 2,
  syncReply: 4,
  stateless: 5,
  close: 7,
  status: 8,
  ping: 9,
  pong: 10,
} as const

const syncTypes = { step1: 0, step2: 1, update: 2 } as const
const authTypes = { token: 0, denied: 1, authenticated: 2 } as const

/** What the server said in one frame; `unknown` is anything this client has no use for. */
export type Frame =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step2' | 'update' | 'awareness'; readonly update: Uint8Array }
  | { readonly type: 'authenticated'; readonly readOnly: boolean }
  | { readonly type: 'denied'; readonly reason: string }
  | { readonly type: 'stateless'; readonly text: string }
  /** Answer to one content frame, in the order of sending; accepted means durable. */
  | { readonly type: 'status'; readonly accepted: boolean }
  | { readonly type: 'ping' }
  | { readonly type: 'close' }
  | { readonly type: 'unknown' }

/**
 * Reads one frame of a room.
 * @throws Error when the bytes end early: the connection is broken and is to be opened again
 */
export function readFrame(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes)
  decoding.readVarString(decoder)
  switch (decoding.readVarUint(decoder)) {
    case frameTypes.sync:
    case frameTypes.syncReply:
      return readSync(decoder)
    case frameTypes.awareness:
      return { type: 'awareness', update: decoding.readVarUint8Array(decoder) }
    case frameTypes.auth:
      return readAuth(decoder)
    case frameTypes.stateless:
      return { type: 'stateless', text: decoding.readVarString(decoder) }
    case frameTypes.status:
      return { type: 'status', accepted: decoding.readVarUint(decoder) === 1 }
    case frameTypes.ping:
      return { type: 'ping' }
    case frameTypes.close:
      return { type: 'close' }
    default:
      return { type: 'unknown' }
  }
}

function readSync(decoder: decoding.Decoder): Frame {
  const kind = decoding.readVarUint(decoder)
  const payload = decoding.readVarUint8Array(decoder)
  if (kind === syncTypes.step1) return { type: 'step1', stateVector: payload }
  if (kind === syncTypes.step2) return { type: 'step2', update: payload }
  return kind === syncTypes.update ? { type: 'update', update: payload } : { type: 'unknown' }
}

function readAuth(decoder: decoding.Decoder): Frame {
  const kind = decoding.readVarUint(decoder)
  if (kind === authTypes.denied) return { type: 'denied', reason: decoding.readVarString(decoder) }
  if (kind === authTypes.authenticated) {
    return { type: 'authenticated', readOnly: decoding.readVarString(decoder) === 'readonly' }
  }
  return { type: 'unknown' }
}

/** Builds the frames of one room. */
export const framesFor = (roomName: string) => {
  const frame = (type: number, rest: (encoder: encoding.Encoder) => void = () => {}) => {
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, roomName)
    encoding.writeVarUint(encoder, type)
    rest(encoder)
    return encoding.toUint8Array(encoder)
  }
  const sync = (kind: number, payload: Uint8Array) =>
    frame(frameTypes.sync, (encoder) => {
      encoding.writeVarUint(encoder, kind)
      encoding.writeVarUint8Array(encoder, payload)
    })
  return {
    /** The token is empty: the session cookie says who knocks. */
    auth: () =>
      frame(frameTypes.auth, (encoder) => {
        encoding.writeVarUint(encoder, authTypes.token)
        encoding.writeVarString(encoder, '')
      }),
    step1: (stateVector: Uint8Array) => sync(syncTypes.step1, stateVector),
    update: (update: Uint8Array) => sync(syncTypes.update, update),
    awareness: (update: Uint8Array) =>
      frame(frameTypes.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update)),
    pong: () => frame(frameTypes.pong),
  }
}
