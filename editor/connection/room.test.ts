import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { closeCodes } from '@glosa/domain/contract'
import { instant, systemStamp } from '@glosa/domain/model'
import { playedServer, playedTiming } from './playedServer.ts'
import { connectRoom } from './room.ts'

const roomName = 'aaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbb'

function enter() {
  const server = playedServer(roomName)
  const { timing, pass } = playedTiming()
  const ydoc = new Y.Doc()
  const room = connectRoom({ url: 'wss://office/rooms/a', roomName, ydoc, timing, openWire: server.openWire })
  const words = ydoc.getText('body')
  return { server, pass, ydoc, room, words }
}

describe('a live text in the browser', () => {
  it('[MP1] writes under the client id that the server handed out', () => {
    const { server, ydoc, room, words } = enter()
    server.admit(4711)
    words.insert(0, 'a')
    expect(ydoc.clientID).toBe(4711)
    expect(room.awareness.clientID).toBe(4711)
    expect([...Y.decodeStateVector(Y.encodeStateVector(ydoc)).keys()]).toEqual([4711])
  })

  it('[MP2] says saved only when every own update is acknowledged', () => {
    const { server, pass, room, words } = enter()
    server.admit(1)
    expect(room.state).toEqual({ type: 'saved', at: null })
    words.insert(0, 'a')
    expect(room.state.type).toBe('saving')
    pass(16)
    words.insert(1, 'b')
    pass(16)
    server.accept()
    expect(room.state.type).toBe('saving')
    server.accept()
    expect(room.state).toEqual({ type: 'saved', at: 1_000_032 })
  })

  it('[MP3] sends what was typed within one frame as one update', () => {
    const { server, pass, words } = enter()
    server.admit(1)
    for (const letter of 'provizorium') words.insert(words.length, letter)
    pass(16)
    expect(server.wires[0]?.updates).toHaveLength(1)
    server.accept()
    expect(server.text.getText('body').toString()).toBe('provizorium')
  })

  it('[MP4] sends again after a loss what was not acknowledged, and it is once in the text', () => {
    const { server, pass, room, words } = enter()
    server.admit(1)
    words.insert(0, 'jednou')
    pass(16)
    server.acceptSilently()
    server.drop()
    words.insert(6, ' offline')
    expect(room.state).toEqual({ type: 'offline', unsaved: 2 })
    expect(room.editable).toBe(true)
    pass(5_000)
    server.admit(2)
    server.accept()
    expect(server.text.getText('body').toString()).toBe('jednou offline')
    expect(room.state.type).toBe('saved')
  })

  it('[MP5] keeps the words that came too late and sends nothing more after a refusal', () => {
    const { server, pass, room, words } = enter()
    server.admit(1)
    words.insert(0, 'včas')
    pass(16)
    server.accept()
    words.insert(4, ' pozdě')
    pass(16)
    server.announce({ type: 'gate', closed: true })
    expect(room.editable).toBe(false)
    server.nack()
    expect(room.state).toEqual({ type: 'rejected', code: 'gate-closed', words: 'pozdě' })
    words.insert(0, 'x')
    pass(10_000)
    expect(server.wires).toHaveLength(1)
  })

  it('[MP5] offers the words that were not even sent when the lock came', () => {
    const { server, pass, room, words } = enter()
    server.admit(1)
    server.announce({ type: 'gate', closed: true })
    words.insert(0, 'za závorou')
    pass(100)
    expect(server.wires[0]?.updates).toEqual([])
    expect(room.state.type).toBe('locked')
    server.announce({
      type: 'record',
      record: { sequence: 2, at: instant(1), by: systemStamp, events: [{ type: 'material-locked' }] },
    })
    expect(room.state).toEqual({ type: 'rejected', code: 'material-locked', words: 'za závorou' })
  })

  it('[MP5] sends what waited when the gate opens again', () => {
    const { server, pass, room, words } = enter()
    server.admit(1)
    server.announce({ type: 'gate', closed: true })
    words.insert(0, 'přece')
    pass(100)
    server.announce({ type: 'gate', closed: false })
    server.accept()
    expect(room.state.type).toBe('saved')
    expect(server.text.getText('body').toString()).toBe('přece')
  })

  it('[MP5] offers offline words when the material was locked meanwhile', () => {
    const { server, pass, room, words } = enter()
    server.admit(1)
    server.drop()
    words.insert(0, 've vlaku')
    pass(5_000)
    server.admit(2, false)
    expect(room.state).toMatchObject({ type: 'rejected', words: 've vlaku' })
  })

  it('[MP5] offers the words of a person who is not admitted any more', () => {
    const { server, pass, room, words } = enter()
    server.admit(1)
    server.drop()
    words.insert(0, 'bez přístupu')
    pass(5_000)
    server.drop(closeCodes.notAdmitted)
    expect(room.state).toMatchObject({ type: 'rejected', words: 'bez přístupu' })
  })

  it('[MP6] keeps the words when the session ends, and goes on after signing in again', () => {
    const { server, pass, room, words } = enter()
    server.admit(1)
    words.insert(0, 'a')
    server.drop(closeCodes.sessionEnded)
    expect(room.state).toEqual({ type: 'session-ended', unsaved: 1 })
    pass(60_000)
    expect(server.wires).toHaveLength(1)
    room.retryNow()
    server.admit(2)
    server.accept()
    expect(room.state.type).toBe('saved')
  })

  it('[MP7] does not try again where it is not admitted', () => {
    const { server, pass, room } = enter()
    server.drop(closeCodes.notAdmitted)
    expect(room.state.type).toBe('not-admitted')
    pass(60_000)
    expect(server.wires).toHaveLength(1)
  })

  it('[MP8] opens a lost connection again within five seconds, however often it failed', () => {
    const { server, pass } = enter()
    for (let tries = 1; tries <= 12; tries++) {
      expect(server.wires).toHaveLength(tries)
      server.drop(tries % 2 ? closeCodes.moved : 1006)
      pass(5_000)
    }
    expect(server.wires).toHaveLength(13)
  })

  it('[MP8] gives up a wire on which updates are not answered', () => {
    const { server, pass, words } = enter()
    server.admit(1)
    words.insert(0, 'a')
    pass(25_000)
    expect(server.wires).toHaveLength(2)
  })

  it('[MP9] lets nobody type while storage is away, and says it', () => {
    const { server, pass, room, words } = enter()
    server.admit(1)
    server.announce({ type: 'storage', available: false })
    expect(room.state).toEqual({ type: 'storage-away', unsaved: 0 })
    expect(room.editable).toBe(false)
    words.insert(0, 'a')
    pass(16)
    expect(server.wires[0]?.updates).toEqual([])
    server.announce({ type: 'storage', available: true })
    server.accept()
    expect(room.state.type).toBe('saved')
  })

  it('[MP9] shows read-only to who may not edit, and follows a changed right', () => {
    const { server, room } = enter()
    server.admit(1, false)
    expect(room.state.type).toBe('read-only')
    server.announce({ type: 'right', mayEdit: true })
    expect(room.editable).toBe(true)
    server.announce({ type: 'right', mayEdit: false })
    expect(room.editable).toBe(false)
  })

  it('[MP10] takes the letters of others once per frame and never sends them back', () => {
    const { server, pass, ydoc, words } = enter()
    server.admit(1)
    const other = new Y.Doc()
    other.clientID = 99
    let rounds = 0
    ydoc.on('update', () => rounds++)
    other.on('update', (update) => server.broadcast(update))
    for (const letter of 'rada') other.getText('body').insert(other.getText('body').length, letter)
    expect(words.toString()).toBe('')
    pass(16)
    expect(words.toString()).toBe('rada')
    expect(rounds).toBe(1)
    expect(server.wires[0]?.updates).toEqual([])
  })

  it('[MP11] opens a new wire after bytes that are no frame', () => {
    const { server, pass } = enter()
    server.admit(1)
    server.sendBytes(new Uint8Array([200, 200]))
    pass(5_000)
    expect(server.wires).toHaveLength(2)
  })
})
