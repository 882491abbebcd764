import type { Timing } from './timing.ts'
import type { OpenWire, Wire } from './wire.ts'

/** Which way the frames go: by a WebSocket, or by requests because the network lets no WebSocket through. */
export type WireKind = 'socket' | 'line'

export interface AnyWire {
  readonly open: OpenWire
  /** The way in use now. */
  readonly kind: WireKind
  subscribe(listener: () => void): () => void
}

/** A WebSocket that takes longer than this to open is held up by something, milliseconds. */
const openPatience = 5_000
/** After so long of requests a WebSocket is tried again, milliseconds. */
const lineTime = 10 * 60_000
/** Where sockets worked before, a failure is more likely an outage. */
const failuresOfOutage = 3
/** So many sockets that open and bring nothing are held up by something that lets only the opening through. */
const mostSilences = 2

/**
 * Opens a WebSocket, and a line of requests in its place where none opens, or where one opens and
 * nothing ever comes through. Once requests got through they are used for a while without trying.
 */
export function anyWire(openSocket: OpenWire, openLine: OpenWire, timing: Timing): AnyWire {
  const listeners = new Set<() => void>()
  let kind: WireKind = 'socket'
  let lineUntil = 0
  let socketsWork = false
  let failures = 0
  /** Sockets in a row that opened and brought nothing. */
  let silences = 0

  const become = (next: WireKind) => {
    if (next === kind) return
    kind = next
    for (const listener of listeners) listener()
  }

  const open: OpenWire = (url, events) => {
    let closed = false
    let wire: Wire
    const line = (): Wire =>
      openLine(url, {
        opened: () => {
          lineUntil = timing.now() + lineTime
          failures = 0
          silences = 0
          socketsWork = false
          become('line')
          events.opened()
        },
        received: (bytes) => events.received(bytes),
        closed: (code) => events.closed(code),
      })
    if ((kind === 'line' && timing.now() < lineUntil) || silences >= mostSilences) {
      silences = 0
      return line()
    }

    let opened = false
    let heard = false
    let given = false
    const giveUp = () => {
      if (given || closed) return
      given = true
      cancel()
      wire.close()
      wire = line()
    }
    /** The socket brought nothing. @returns whether requests are worth trying */
    const failed = () => {
      failures += 1
      return failures >= (socketsWork ? failuresOfOutage : 1)
    }
    const cancel = timing.after(openPatience, () => {
      if (!opened && failed()) giveUp()
    })
    wire = openSocket(url, {
      opened: () => {
        if (given) return
        opened = true
        cancel()
        events.opened()
      },
      received: (bytes) => {
        if (given) return
        if (!heard) {
          heard = true
          failures = 0
          silences = 0
          socketsWork = true
          become('socket')
        }
        events.received(bytes)
      },
      closed: (code) => {
        if (given) return
        cancel()
        if (!opened && !closed && failed()) return giveUp()
        if (opened && !heard && !closed) silences += 1
        events.closed(code)
      },
    })
    return {
      send: (bytes) => wire.send(bytes),
      close: () => {
        if (opened && !heard && !given && !closed) silences += 1
        closed = true
        cancel()
        wire.close()
      },
    }
  }
  return {
    open,
    get kind() {
      return kind
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
