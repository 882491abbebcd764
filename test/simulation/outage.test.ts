import { inspectUpdate, knownBody } from '@glosa/domain/body'
import { isRefused } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { bodyId, materialId, Office } from '../support/office.ts'
import { seeds } from '../support/random.ts'

describe('storage away', () => {
  it.each(seeds(60))('[RM10] seed %i: nothing acknowledged is ever lost', async (seed) => {
    const office = await Office.open(seed)
    const desks = []
    for (const name of ['anna', 'boris', 'cyril']) desks.push(await office.sitWith(name, 'edit'))
    office.log.held = true
    for (let step = 60 + office.next(150); step > 0; step -= 1) {
      const luck = office.next(40)
      if (luck === 0) office.log.away = true
      else if (luck < 4) office.log.away = false
      else if (luck === 4) office.log.losesNextAnswer = true
      else if (luck < 8) office.clock.pass(office.next(400))
      await office.somethingHappens()
    }
    // The power fails here: what counts is in the log.
    const text = await office.replay()
    for (const desk of desks) {
      for (const { payload, saved } of desk.sent) {
        const facts = inspectUpdate(knownBody(text), payload)
        if (saved) expect(!isRefused(facts) && facts.empty).toBe(true)
      }
    }
    // Or it does not, and storage comes back.
    office.log.away = false
    for (let tries = 0; tries < 3; tries += 1) {
      await office.deliverAll()
      office.clock.pass(5_000)
      await office.deliverAll()
    }
    const final = (await office.replay()).getText('t').toString()
    for (const desk of desks) {
      expect(desk.text).toBe(final)
      expect(desk.sent.every(({ saved }) => saved === true)).toBe(true)
    }
    expect(new Set((await office.rows()).map(({ sequence }) => sequence)).size).toBe((await office.rows()).length)
  })

  it('[RM11] writers wait unacknowledged, are told, and are acknowledged when storage is back', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    office.log.away = true
    desk.type(0, 'waiting')
    await office.deliverAll()
    expect([desk.sent[0]?.saved, desk.announced('storage')]).toEqual([null, [{ type: 'storage', available: false }]])
    const newcomer = await office.sitWith('boris', 'edit')
    expect([newcomer.text, newcomer.announced('storage').length]).toEqual(['', 1])
    expect(office.rooms.stats()).toMatchObject({ outages: 1, pendingRows: 1 })
    office.log.away = false
    office.clock.pass(100)
    await office.deliverAll()
    expect([desk.sent[0]?.saved, newcomer.text]).toEqual([true, 'waiting'])
    expect(desk.announced('storage').at(-1)).toEqual({ type: 'storage', available: true })
  })

  it('[RM12] a room with rows that wait stays in memory although everybody left', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    office.log.away = true
    desk.type(0, 'kept')
    await office.deliverAll()
    desk.hangUp()
    office.clock.pass(60_000)
    await office.settle()
    expect(office.rooms.stats().rooms).toBe(1)
    office.log.away = false
    office.clock.pass(60_000)
    await office.deliverAll()
    office.clock.pass(60_000)
    await office.settle()
    expect(office.rooms.stats().rooms).toBe(0)
    expect((await office.replay()).getText('t').toString()).toBe('kept')
  })

  it('[RM13] a text that cannot be loaded refuses people and is never shown empty', async () => {
    const office = await Office.open(1)
    office.invite('anna')
    office.log.away = true
    const desk = await office.sit('anna')
    expect([desk.synced, desk.denied, desk.closeCode]).toEqual([false, 'storage-unavailable', 1001])
    await expect(office.rooms.read(materialId, bodyId)).rejects.toThrow('away')
    office.log.away = false
    expect((await office.sit('anna')).synced).toBe(true)
  })

  it('[RM14] a node that lost its text to another drops the room and sends everybody to look again', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    desk.type(0, 'mine ')
    await office.deliverAll()
    const otherNode = office.opensRooms()
    const elsewhere = office.connect('anna', undefined, otherNode)
    elsewhere.knock()
    await office.deliverAll()
    elsewhere.type(0, 'theirs ')
    await office.deliverAll()
    desk.type(0, 'unaware ')
    await office.deliverAll()
    expect([desk.closeCode, desk.sent.at(-1)?.saved]).toEqual([4409, null])
    expect(office.rooms.stats().rooms).toBe(0)
    const back = await office.sit('anna')
    expect(back.text).toBe('theirs mine ')
  })

  it('[RM15] who cannot be kept waiting is sent away with nothing lost', async () => {
    const office = await Office.open(1, { maxPendingRows: 1 })
    const anna = await office.sitWith('anna', 'edit')
    const boris = await office.sitWith('boris', 'edit')
    office.log.held = true
    anna.type(0, 'a')
    boris.type(0, 'b')
    while (anna.deliver(true));
    while (boris.deliver(true));
    await office.settle()
    expect([anna.closeCode, boris.closeCode, boris.sent[0]?.saved]).toEqual([null, 4429, null])
  })

  it('[RM16] a commit that takes too long is told as an outage', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    office.log.held = true
    desk.type(0, 'slow')
    while (desk.deliver(true));
    office.clock.pass(5_000)
    while (desk.deliver(false));
    expect(desk.announced('storage')).toEqual([{ type: 'storage', available: false }])
    await office.deliverAll()
    expect(desk.announced('storage').at(-1)).toEqual({ type: 'storage', available: true })
  })

  it('[RM17] going down finishes what was admitted, keeps a snapshot and says 1001', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    office.log.held = true
    desk.type(0, 'last words')
    while (desk.deliver(true));
    const closed = office.rooms.close()
    desk.type(0, 'not taken ')
    await office.deliverAll()
    await closed
    expect([desk.sent.map(({ saved }) => saved), desk.closeCode]).toEqual([[true, null], 1001])
    const kept = await office.storage.bodyLog.load(bodyId)
    expect([kept.snapshot?.sequence, kept.rows.length]).toEqual([1, 0])
    expect(office.rooms.stats()).toEqual({ rooms: 0, sockets: 0, pendingRows: 0, outages: 0 })
  })
})
