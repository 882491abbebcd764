import { roomNameOf, type BodyId, type MaterialId } from '@glosa/domain/model'
import * as decoding from 'lib0/decoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { frameOnce, webSocketFrame } from './webSocketFrame.ts'
import { framesOf, readFrame } from './frames.ts'
import { FreshState } from './freshState.ts'

const name = roomNameOf('m'.repeat(20) as MaterialId, 'b'.repeat(20) as BodyId)
const frames = framesOf(name)

/** The text that a new client has after the frames. */
function textAfter(received: readonly Uint8Array[]): string {
  const ydoc = new Y.Doc()
  for (const frame of received) {
    const decoder = decoding.createDecoder(frame)
    decoding.readVarString(decoder)
    decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    Y.applyUpdate(ydoc, decoding.readVarUint8Array(decoder))
  }
  return ydoc.getText('t').toString()
}

function openText() {
  const ydoc = new Y.Doc()
  const fresh = new FreshState(frames)
  let encoded = 0
  ydoc.on('update', (update: Uint8Array) => fresh.add(update))
  const encode = () => {
    encoded += 1
    return Y.encodeStateAsUpdate(ydoc)
  }
  const type = (words: string) => ydoc.getText('t').insert(0, words)
  return { type, read: () => fresh.read(encode), encodings: () => encoded }
}

describe('what a client with nothing is sent', () => {
  it('[RM45] is encoded once for everybody, and what was written since is added', () => {
    const { type, read, encodings } = openText()
    type('first ')
    expect(read()[0]).toBe(read()[0])
    for (const letter of 'abc') type(letter)
    expect([textAfter(read()), read().length, encodings()]).toEqual(['cbafirst ', 2, 1])
    expect(read()[1]).toBe(read()[1])
    type('d')
    expect([textAfter(read()), encodings()]).toEqual(['dcbafirst ', 1])
  })

  it('[RM45] is encoded anew when too much was written since', () => {
    const { type, read, encodings } = openText()
    type('a')
    read()
    type('b'.repeat(70_000))
    expect([read().length, encodings(), textAfter(read()).length]).toEqual([1, 2, 70_001])
  })
})

describe('frames', () => {
  it.each([1, 125, 126, 65_535, 65_536, 200_000])('of %i bytes reach a WebSocket as they were', (length) => {
    const frame = webSocketFrame(new Uint8Array(length).fill(7))
    expect(frame[0]).toBe(0x82)
    const short = frame[1] ?? 0
    const [told, header] =
      short < 126 ? [short, 2] : short === 126 ? [frame.readUInt16BE(2), 4] : [Number(frame.readBigUInt64BE(2)), 10]
    expect([told, frame.length - header, frame.at(-1)]).toEqual([length, length, 7])
  })

  it('are framed once for everybody', () => {
    const framed = frameOnce()
    const [one, other] = [Uint8Array.of(1), Uint8Array.of(1)]
    expect(framed(one)).toBe(framed(one))
    const first = framed(one)
    expect([framed(other) === first, framed(other).equals(first)]).toEqual([false, true])
  })

  it('[RM33] are read only when whole and of this room', () => {
    const whole = frames.update(Uint8Array.of(0, 0))
    expect(readFrame(whole, frames.address)).toEqual({ kind: 'content', payload: Uint8Array.of(0, 0) })
    for (let length = 0; length < whole.length; length += 1) {
      expect(readFrame(whole.subarray(0, length), frames.address)).toBeNull()
    }
    expect(readFrame(Uint8Array.of(...whole, 0), frames.address)).toBeNull()
    const long = new Uint8Array(70_000).fill(1)
    expect(readFrame(frames.update(long), frames.address)).toEqual({ kind: 'content', payload: long })
  })
})
