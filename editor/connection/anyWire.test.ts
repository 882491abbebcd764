import { describe, expect, it } from 'vitest'
import { anyWire } from './anyWire.ts'
import { playedTiming } from './playedServer.ts'
import type { OpenWire, WireEvents } from './wire.ts'

/** Wires whose other end the test plays. */
function played() {
  const wires: { events: WireEvents; sent: Uint8Array[]; closed: boolean }[] = []
  const open: OpenWire = (_url, events) => {
    const wire = { events, sent: [] as Uint8Array[], closed: false }
    wires.push(wire)
    return {
      send: (bytes) => void wire.sent.push(bytes),
      close: () => {
        wire.closed = true
      },
    }
  }
  const last = () => {
    const wire = wires.at(-1)
    if (!wire) throw new Error('nothing was opened')
    return wire
  }
  return { open, wires, last }
}

function network() {
  const { timing, pass } = playedTiming()
  const sockets = played()
  const lines = played()
  const any = anyWire(sockets.open, lines.open, timing)
  const told: string[] = []
  const enter = () =>
    any.open('wss://glosa.example/rooms/a', {
      opened: () => told.push('opened'),
      received: (bytes) => told.push(`received ${bytes.join()}`),
      closed: (code) => told.push(`closed ${code}`),
    })
  return { any, enter, sockets, lines, told, pass }
}
const word = Uint8Array.of(7)

describe('the way to the rooms', () => {
  it('[CN1] is a socket where sockets come through', () => {
    const { any, enter, sockets, lines, told, pass } = network()
    const wire = enter()
    sockets.last().events.opened()
    sockets.last().events.received(word)
    pass(60_000)
    wire.send(Uint8Array.of(1))
    sockets.last().events.closed(4409)
    expect(told).toEqual(['opened', 'received 7', 'closed 4409'])
    expect(sockets.last().sent).toHaveLength(1)
    expect(lines.wires).toHaveLength(0)
    expect(any.kind).toBe('socket')
  })

  it.each([
    ['is refused', (at: ReturnType<typeof network>) => at.sockets.last().events.closed(1006)],
    ['is held up', (at: ReturnType<typeof network>) => at.pass(5_000)],
  ])('[CN1] is a line when the first socket %s', (_, hinder) => {
    const at = network()
    const heard: string[] = []
    at.any.subscribe(() => heard.push(at.any.kind))
    const wire = at.enter()
    hinder(at)
    expect(at.lines.wires).toHaveLength(1)
    at.lines.last().events.opened()
    at.lines.last().events.received(word)
    wire.send(Uint8Array.of(1))
    // What the socket still says counts no more.
    at.sockets.last().events.closed(1006)
    expect(at.told).toEqual(['opened', 'received 7'])
    expect(at.lines.last().sent).toHaveLength(1)
    expect(heard).toEqual(['line'])
    wire.close()
    expect(at.lines.last().closed).toBe(true)
  })

  it('[CN1] is a line when sockets open and nothing ever comes through, twice', () => {
    const { enter, sockets, lines } = network()
    for (let count = 0; count < 2; count += 1) {
      enter()
      sockets.last().events.opened()
      sockets.last().events.closed(1006)
    }
    expect(lines.wires).toHaveLength(0)
    enter()
    expect(lines.wires).toHaveLength(1)
  })

  it('[CN2] stays a line for a while, then a socket is tried again', () => {
    const { any, enter, sockets, lines, pass } = network()
    enter()
    sockets.last().events.closed(1006)
    lines.last().events.opened()
    pass(60_000)
    enter()
    expect(sockets.wires).toHaveLength(1)
    pass(10 * 60_000)
    enter()
    expect(sockets.wires).toHaveLength(2)
    sockets.last().events.opened()
    sockets.last().events.received(word)
    expect(any.kind).toBe('socket')
  })

  it('[CN2] is an outage, not a hindrance, when a socket that worked does not open again once', () => {
    const { any, enter, sockets, lines, told } = network()
    enter()
    sockets.last().events.opened()
    sockets.last().events.received(word)
    sockets.last().events.closed(1006)
    for (let count = 0; count < 2; count += 1) {
      enter()
      sockets.last().events.closed(1006)
    }
    expect(lines.wires).toHaveLength(0)
    enter()
    sockets.last().events.closed(1006)
    // Nor does a line open: the server is away.
    lines.last().events.closed(1006)
    expect(any.kind).toBe('socket')
    expect(told.filter((line) => line.startsWith('closed'))).toHaveLength(4)
  })
})
