import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Announcement } from '@glosa/domain/contract'
import type { Timing } from './timing.ts'
import type { OpenWire, WireEvents } from './wire.ts'

/** Time that passes only when a test says so. */
export function playedTiming() {
  let now = 1_000_000
  let timers: { at: number; run: () => void }[] = []
  const timing: Timing = {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    nextFrame: (run) => timing.after(16, run),
    random: () => 0.5,
  }
  const pass = (ms: number) => {
    const until = now + ms
    for (;;) {
      const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      timers = timers.filter((timer) => timer !== due)
      now = Math.max(now, due.at)
      due.run()
    }
    now = until
  }
  return { timing, pass }
}

/** The other end of the wires: the test decides what is answered and when. */
export function playedServer(roomName: string) {
  const text = new Y.Doc()
  const wires: { events: WireEvents; updates: Uint8Array[]; gone: boolean }[] = []
  const frame = (type: number, rest: (encoder: encoding.Encoder) => void) => {
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, roomName)
    encoding.writeVarUint(encoder, type)
    rest(encoder)
    return encoding.toUint8Array(encoder)
  }
  const current = () => {
    const wire = wires.at(-1)
    if (!wire || wire.gone) throw new Error('no open wire')
    return wire
  }
  const send = (bytes: Uint8Array) => current().events.received(bytes)
  const openWire: OpenWire = (_url, events) => {
    const wire = { events, updates: [] as Uint8Array[], gone: false }
    wires.push(wire)
    return {
      send: (bytes) => {
        if (wire.gone) return
        const decoder = decoding.createDecoder(bytes)
        if (decoding.readVarString(decoder) !== roomName) throw new Error('another room')
        if (decoding.readVarUint(decoder) !== 0) return
        const kind = decoding.readVarUint(decoder)
        const payload = decoding.readVarUint8Array(decoder)
        if (kind !== 0) return void wire.updates.push(payload)
        send(
          frame(0, (encoder) => {
            encoding.writeVarUint(encoder, 1)
            encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(text, payload))
          }),
        )
      },
      close: () => {
        wire.gone = true
      },
    }
  }
  const announce = (news: Announcement) =>
    send(frame(5, (encoder) => encoding.writeVarString(encoder, JSON.stringify(news))))
  return {
    text,
    openWire,
    announce,
    wires,
    admit: (clientId: number, mayEdit = true) => {
      current().events.opened()
      announce({ type: 'admitted', clientId, mayEdit, bodySequence: 0, sequence: 1 })
    },
    /** Takes the oldest update without an answer into the text and says so. */
    accept: () => {
      const update = current().updates.shift()
      if (!update) throw new Error('nothing to accept')
      Y.applyUpdate(text, update)
      send(frame(8, (encoder) => encoding.writeVarUint(encoder, 1)))
    },
    /** Takes the oldest update into the text, but the answer is lost. */
    acceptSilently: () => {
      const update = current().updates.shift()
      if (update) Y.applyUpdate(text, update)
    },
    nack: () => {
      current().updates.shift()
      send(frame(8, (encoder) => encoding.writeVarUint(encoder, 0)))
    },
    broadcast: (update: Uint8Array) =>
      send(
        frame(0, (encoder) => {
          encoding.writeVarUint(encoder, 2)
          encoding.writeVarUint8Array(encoder, update)
        }),
      ),
    drop: (code = 1006) => {
      const wire = current()
      wire.gone = true
      wire.events.closed(code)
    },
    sendBytes: send,
  }
}
