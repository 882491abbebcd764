import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** What came in a frame, as far as the load generator cares. */
export type Incoming =
  | { readonly kind: 'update'; readonly update: Uint8Array; readonly isSync: boolean }
  | { readonly kind: 'ask'; readonly stateVector: Uint8Array }
  | { readonly kind: 'ack'; readonly ok: boolean }
  | { readonly kind: 'admitted' }
  | { readonly kind: 'stateless'; readonly json: string }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'other' }

export interface Dialect {
  readonly hello: () => Uint8Array[]
  readonly askFrame: (stateVector: Uint8Array) => Uint8Array
  readonly answerFrame: (update: Uint8Array) => Uint8Array
  readonly updateFrame: (update: Uint8Array) => Uint8Array
  readonly read: (frame: Uint8Array) => Incoming
  /** Whether a frame carries an update, told from its first bytes. */
  readonly isUpdate: (frame: Uint8Array) => boolean
}

const other: Incoming = { kind: 'other' }

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}

function readSync(decoder: decoding.Decoder): Incoming {
  const type = decoding.readVarUint(decoder)
  const payload = decoding.readVarUint8Array(decoder)
  if (type === 0) return { kind: 'ask', stateVector: payload }
  return { kind: 'update', update: payload, isSync: type === 1 }
}

/** Hocuspocus 4: every frame starts with the room's name. */
export function hocuspocusDialect(room: string, token = 'bench'): Dialect {
  const nameBytes = room.length
  const sync = (type: number, payload: Uint8Array) =>
    frame((encoder) => {
      encoding.writeVarString(encoder, room)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint(encoder, type)
      encoding.writeVarUint8Array(encoder, payload)
    })
  return {
    hello: () => [
      frame((encoder) => {
        encoding.writeVarString(encoder, room)
        encoding.writeVarUint(encoder, 2)
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, token)
        encoding.writeVarString(encoder, '4.8.0')
      }),
    ],
    askFrame: (stateVector) => sync(0, stateVector),
    answerFrame: (update) => sync(1, update),
    updateFrame: (update) => sync(2, update),
    // [length of the name][name][0 sync][2 update]
    isUpdate: (bytes) => bytes[nameBytes + 1] === 0 && bytes[nameBytes + 2] === 2,
    read(bytes) {
      const decoder = decoding.createDecoder(bytes)
      decoding.readVarString(decoder)
      switch (decoding.readVarUint(decoder)) {
        case 0:
        case 4:
          return readSync(decoder)
        case 2: {
          const verdict = decoding.readVarUint(decoder)
          return verdict === 2 ? { kind: 'admitted' } : { kind: 'denied', reason: decoding.readVarString(decoder) }
        }
        case 5:
          return { kind: 'stateless', json: decoding.readVarString(decoder) }
        case 8:
          return { kind: 'ack', ok: decoding.readVarUint(decoder) === 1 }
        default:
          return other
      }
    },
  }
}

/** y-websocket: the room is in the URL. Also what the relay carries. */
export function ywebsocketDialect(): Dialect {
  const sync = (type: number, payload: Uint8Array) =>
    frame((encoder) => {
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint(encoder, type)
      encoding.writeVarUint8Array(encoder, payload)
    })
  return {
    hello: () => [],
    askFrame: (stateVector) => sync(0, stateVector),
    answerFrame: (update) => sync(1, update),
    updateFrame: (update) => sync(2, update),
    isUpdate: (bytes) => bytes[0] === 0 && bytes[1] === 2,
    read(bytes) {
      const decoder = decoding.createDecoder(bytes)
      return decoding.readVarUint(decoder) === 0 ? readSync(decoder) : other
    },
  }
}
