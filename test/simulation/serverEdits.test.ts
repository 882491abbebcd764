import { refused, type PersonId } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { bodyId, materialId, Office, otherBodyId } from '../support/office.ts'
import { seeds } from '../support/random.ts'

const secretary = 'office:secretary' as PersonId
const insert = (words: string) => (fork: Y.Doc) => {
  fork.getText('t').insert(0, words)
  return null
}

describe('edits by the server', () => {
  it.each(seeds(30))(
    '[RM40] seed %i: mix with typing, see everything admitted before, and are in the log',
    async (seed) => {
      const office = await Office.open(seed)
      const desks = [await office.sitWith('anna', 'edit'), await office.sitWith('boris', 'edit')]
      office.log.held = true
      const edits = []
      for (let step = 80; step > 0; step -= 1) {
        await office.somethingHappens()
        if (office.next(8) === 0) edits.push(office.rooms.edit(materialId, bodyId, secretary, insert(`[${step}]`)))
      }
      await office.deliverAll()
      const sequences = (await Promise.all(edits)).map((done) => ('sequence' in done ? done.sequence : 0))
      expect(sequences).toEqual([...sequences].sort((one, other) => one - other))
      await office.deliverAll()
      const text = (await office.replay()).getText('t').toString()
      for (const desk of desks) expect(desk.text).toBe(text)
      const rows = await office.rows()
      for (const sequence of sequences)
        expect(rows[sequence - 1]).toMatchObject({ kind: 'update', personId: secretary })
      const ids = new Set(
        rows.flatMap((row) =>
          row.kind === 'update' && row.personId === secretary ? [...Y.parseUpdateMeta(row.payload).from.keys()] : [],
        ),
      )
      expect(ids.size).toBeLessThanOrEqual(1)
    },
  )

  it('[RM40] see what was admitted and is not durable yet', async () => {
    const office = await Office.open(1)
    const anna = await office.sitWith('anna', 'edit')
    office.log.held = true
    anna.type(0, 'admitted')
    while (anna.deliver(true));
    let seen = ''
    const done = office.rooms.edit(materialId, bodyId, secretary, (fork) => {
      seen = fork.getText('t').toString()
      fork.getText('t').delete(0, 8)
      return null
    })
    await office.deliverAll()
    expect([seen, await done, anna.text]).toEqual(['admitted', { sequence: 2 }, ''])
  })

  it('[RM41] one that refuses, or changes nothing, leaves no trace', async () => {
    const office = await Office.open(1)
    expect(await office.rooms.edit(materialId, bodyId, secretary, () => refused('quote-changed'))).toEqual({
      refused: 'quote-changed',
    })
    expect(await office.rooms.edit(materialId, bodyId, secretary, () => null)).toEqual({ sequence: 0 })
    expect(await office.rows()).toEqual([])
  })

  it('[RM42] one that comes after the gate is refused', async () => {
    const office = await Office.open(1)
    await office.rooms.closeGate(materialId, [bodyId], secretary)
    expect(await office.rooms.edit(materialId, bodyId, secretary, insert('late'))).toEqual({ refused: 'gate-closed' })
    expect((await office.rows()).map(({ kind }) => kind)).toEqual(['gate'])
  })

  it('[RM42] one that does not become durable in time fails, and the next one still fits', async () => {
    const office = await Office.open(1)
    office.log.held = true
    const first = expect(office.rooms.edit(materialId, bodyId, secretary, insert('first '))).rejects.toThrow('storage')
    await office.settle()
    office.clock.pass(10_000)
    await first
    const second = office.rooms.edit(materialId, bodyId, secretary, insert('second '))
    const failed = expect(second).rejects.toThrow('storage')
    await failed
    await office.deliverAll()
    office.log.held = false
    expect(await office.rooms.edit(materialId, bodyId, secretary, insert('third '))).toEqual({ sequence: 2 })
    expect((await office.replay()).getText('t').toString()).toBe('third first ')
  })

  it('[RM43] a text is founded once', async () => {
    const office = await Office.open(1)
    const ydoc = new Y.Doc()
    ydoc.getText('t').insert(0, 'template')
    await office.rooms.found(otherBodyId, secretary, Y.encodeStateAsUpdate(ydoc))
    await expect(office.rooms.found(otherBodyId, secretary, Y.encodeStateAsUpdate(ydoc))).rejects.toThrow('once')
    const { state, sequence } = await office.rooms.read(materialId, otherBodyId)
    const read = new Y.Doc()
    Y.applyUpdate(read, state)
    expect([read.getText('t').toString(), sequence]).toEqual(['template', 1])
  })
})

describe('snapshots', () => {
  it('[RM44] are written when a room empties, and the text, its rows and whose ids are whose come back', async () => {
    const office = await Office.open(1)
    const anna = await office.sitWith('anna', 'edit')
    anna.type(0, 'kept words')
    await office.deliverAll()
    const annaId = anna.ydoc.clientID
    anna.hangUp()
    office.clock.pass(30_000)
    await office.settle()
    expect(office.rooms.stats().rooms).toBe(0)
    expect((await office.storage.bodyLog.load(bodyId)).snapshot).toMatchObject({
      sequence: 1,
      clients: [{ clientId: annaId, personId: 'office:anna' }],
    })
    const mallory = await office.sitWith('mallory', 'edit')
    expect(mallory.text).toBe('kept words')
    mallory.ydoc.clientID = annaId
    mallory.type(0, 'forged ')
    await office.deliverAll()
    expect([mallory.closeCode, office.refusals]).toEqual([4400, ['client-id-taken']])
  })

  it('[RM45] are written after many rows, and a newcomer still gets every word', async () => {
    const office = await Office.open(1, { snapshotRows: 10 })
    const anna = await office.sitWith('anna', 'edit')
    for (let letter = 0; letter < 30; letter += 1) anna.type(0, 'x')
    await office.deliverAll()
    office.clock.pass(1_000)
    await office.settle()
    expect((await office.storage.bodyLog.load(bodyId)).snapshot?.sequence).toBe(30)
    anna.type(0, 'tail ')
    await office.deliverAll()
    const boris = await office.sitWith('boris', 'read')
    expect(boris.text).toBe(`tail ${'x'.repeat(30)}`)
    expect(boris.outbox).toEqual([])
  })

  it('[RM46] a client with a part of the text gets the rest, and gives what the room lacks', async () => {
    const office = await Office.open(1)
    const anna = await office.sitWith('anna', 'edit')
    anna.type(0, 'online ')
    await office.deliverAll()
    const state = Y.encodeStateAsUpdate(anna.ydoc)
    anna.hangUp()
    const boris = await office.sitWith('boris', 'edit')
    boris.type(0, 'meanwhile ')
    await office.deliverAll()

    const offline = new Y.Doc()
    Y.applyUpdate(offline, state)
    offline.clientID = anna.ydoc.clientID
    offline.getText('t').insert(7, 'offline')
    const back = office.connect('anna')
    Y.applyUpdate(back.ydoc, Y.encodeStateAsUpdate(offline))
    // Typed while there was no connection: it goes with the answer to the room's question.
    back.outbox.length = 0
    back.knock()
    await office.deliverAll()
    expect([back.text, boris.text]).toEqual(['meanwhile online offline', 'meanwhile online offline'])
    expect((await office.replay()).getText('t').toString()).toBe('meanwhile online offline')
  })
})
