import { parseBodyId, parseMaterialId } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { playedServer, playedTiming } from './playedServer.ts'
import { keepRooms } from './roomKeeper.ts'

const materialId = parseMaterialId('a'.repeat(20))
const bodyId = parseBodyId('b'.repeat(20))
if (!materialId || !bodyId) throw new Error('wrong ids')

function keep() {
  const server = playedServer(`${materialId}.${bodyId}`)
  const { timing, pass } = playedTiming()
  if (!materialId || !bodyId) throw new Error('wrong ids')
  const keeper = keepRooms({
    materialId,
    origin: 'wss://office',
    openWire: server.openWire,
    timing,
    onAnnouncement: () => {},
  })
  const room = keeper.enter(bodyId)
  return { server, pass, keeper, room, bodyId }
}

describe('the rooms of a page', () => {
  it('[MP17] a page that is left waits until its last words are durable', () => {
    const { server, pass, keeper, room } = keep()
    server.admit(1)
    room.ydoc.getText('body').insert(0, 'naposled')
    keeper.leave()
    expect(server.wires[0]?.gone).toBe(false)
    server.accept()
    expect(server.wires[0]?.gone).toBe(true)
    expect(server.text.getText('body').toString()).toBe('naposled')
    pass(60_000)
    expect(server.wires).toHaveLength(1)
  })

  it('[MP17] a page that is left with everything saved closes at once', () => {
    const { server, keeper } = keep()
    server.admit(1)
    keeper.leave()
    expect(server.wires[0]?.gone).toBe(true)
  })

  it('[MP5] tells of late words also when their text is no longer shown, until they are dismissed', () => {
    const { server, pass, keeper, room, bodyId: id } = keep()
    const heard: unknown[] = []
    keeper.subscribe(() => heard.push(keeper.rejected))
    server.admit(1)
    room.ydoc.getText('body').insert(0, 'pozdě')
    pass(16)
    server.nack()
    expect(keeper.rejected).toEqual({ bodyId: id, words: 'pozdě' })
    keeper.drop(id)
    expect(keeper.rejected).toBeNull()
    expect(heard).toHaveLength(2)
  })

  it('[MP5] goes on with a fresh copy after late words', () => {
    const { server, pass, keeper, room, bodyId: id } = keep()
    server.admit(1)
    room.ydoc.getText('body').insert(0, 'pozdě')
    pass(16)
    server.nack()
    const fresh = keeper.renew(id)
    server.admit(2)
    expect(fresh.ydoc).not.toBe(room.ydoc)
    expect(fresh.ydoc.getText('body').toString()).toBe('')
    expect(fresh.state.type).toBe('saved')
  })
})
