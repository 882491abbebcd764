import { inspectUpdate, knownBody } from '@glosa/domain/body'
import { isRefused, roomNameOf, type BodyId, type PersonId, type Sha256 } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { bodyId, materialId, Office, otherBodyId } from '../support/office.ts'
import { seeds } from '../support/random.ts'

const secretary = 'office:secretary' as PersonId
const docOf = (state: Uint8Array) => {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, state)
  return ydoc
}
const contains = (ydoc: Y.Doc, update: Uint8Array) => {
  const facts = inspectUpdate(knownBody(ydoc), update)
  return !isRefused(facts) && facts.empty
}
const locks = (office: Office) =>
  office.happens('drafter', [
    { type: 'material-locked', version: { number: 1, hash: '0'.repeat(64) as Sha256, parts: [] }, deliveries: [] },
  ])

describe('the gate', () => {
  it.each(seeds(120))('[RM2] seed %i: an update is in the cut if and only if it was admitted before', async (seed) => {
    const office = await Office.open(seed)
    const desks = []
    for (const name of ['anna', 'boris', 'cyril']) desks.push(await office.sitWith(name, 'edit'))
    office.log.held = true
    for (let step = 20 + office.next(120); step > 0; step -= 1) await office.somethingHappens()
    const closing = office.rooms.closeGate(materialId, [bodyId], secretary)
    for (let step = office.next(120); step > 0; step -= 1) await office.somethingHappens()
    await office.deliverAll()

    const cut = (await closing).cut.get(bodyId)
    if (!cut) throw new Error('no cut')
    const rows = await office.rows()
    expect(rows.findIndex(({ kind }) => kind === 'gate')).toBe(rows.length - 1)
    expect(cut.sequence).toBe(rows.length)
    const locked = docOf(cut.state)
    expect(locked.getText('t').toString()).toBe((await office.replay(cut.sequence)).getText('t').toString())
    for (const desk of desks) {
      expect(desk.closeCode).toBeNull()
      for (const { payload, saved } of desk.sent) {
        expect(saved).not.toBeNull()
        if (saved) expect(contains(locked, payload)).toBe(true)
      }
      const refused = desk.sent.filter(({ saved }) => saved === false)
      if (refused.length > 0) expect(desk.announced('refused').map(({ code }) => code)).toContain('gate-closed')
      expect(desk.announced('gate')).toEqual([{ type: 'gate', closed: true }])
    }
    const live = await office.rooms.look(materialId, bodyId, (ydoc) => ydoc.getText('t').toString())
    expect(live).toBe(locked.getText('t').toString())
  })

  it('[RM2] updates do come too late in these runs', async () => {
    let late = 0
    for (const seed of seeds(20)) {
      const office = await Office.open(seed)
      const desk = await office.sitWith('anna', 'edit')
      desk.type(0, 'before')
      await office.deliverAll()
      desk.type(0, 'late ')
      await office.rooms.closeGate(materialId, [bodyId], secretary)
      await office.deliverAll()
      late += desk.sent.filter(({ saved }) => saved === false).length
    }
    expect(late).toBe(20)
  })

  it('[RM3] closes all texts of a material in one step', async () => {
    const office = await Office.open(1)
    const first = await office.sitWith('anna', 'edit')
    const second = await office.sit('anna', roomNameOf(materialId, otherBodyId))
    office.log.held = true
    first.type(0, 'in time')
    while (first.deliver(true));
    const closing = office.rooms.closeGate(materialId, [bodyId, otherBodyId], secretary)
    await office.settle()
    second.type(0, 'too late')
    while (second.deliver(true));
    await office.deliverAll()
    const { cut } = await closing
    const text = (id: BodyId) =>
      docOf(cut.get(id)?.state ?? Uint8Array.of(0, 0))
        .getText('t')
        .toString()
    expect([text(bodyId), text(otherBodyId)]).toEqual(['in time', ''])
    expect([first.sent[0]?.saved, second.sent[0]?.saved]).toEqual([true, false])
  })

  it('[RM4] opens again when the lock did not happen, and says so in the log', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    const gate = await office.rooms.closeGate(materialId, [bodyId], secretary)
    await gate.reopen()
    await office.deliverAll()
    desk.type(0, 'again')
    await office.deliverAll()
    expect(desk.sent.map(({ saved }) => saved)).toEqual([true])
    expect(desk.announced('gate').map(({ closed }) => closed)).toEqual([true, false])
    expect((await office.rows()).map(({ kind }) => kind)).toEqual(['gate', 'gate-reopened', 'update'])
  })

  it('[RM5] a sealed text admits nobody, takes nothing and never opens', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    const gate = await office.rooms.closeGate(materialId, [bodyId], secretary)
    locks(office)
    gate.seal()
    await gate.reopen()
    desk.type(0, 'late')
    await office.deliverAll()
    expect(desk.sent.map(({ saved }) => saved)).toEqual([false])
    expect(desk.announced('record').flatMap(({ record }) => record.events.map(({ type }) => type))).toContain(
      'material-locked',
    )
    const newcomer = await office.sit('anna')
    expect([newcomer.denied, newcomer.closeCode]).toEqual(['material-locked', 4403])
    expect((await office.rows()).map(({ kind }) => kind)).toEqual(['gate'])
    const edited = await office.rooms.edit(materialId, bodyId, secretary, (fork) => {
      fork.getText('t').insert(0, 'past the gate')
      return null
    })
    expect(edited).toEqual({ refused: 'material-locked' })
  })

  it('[RM6] a gate left by a crash before the lock opens on load; one with its lock stays closed', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    desk.type(0, 'text')
    await office.deliverAll()
    await office.rooms.closeGate(materialId, [bodyId], secretary)
    await office.settle()

    const restarted = office.opensRooms()
    expect((await restarted.read(materialId, bodyId)).sequence).toBeGreaterThanOrEqual(2)
    await office.settle()
    expect((await office.rows()).map(({ kind }) => kind)).toEqual(['update', 'gate', 'gate-reopened'])

    await (
      await restarted.closeGate(materialId, [bodyId], secretary)
    ).cut
    locks(office)
    const again = office.opensRooms()
    await again.read(materialId, bodyId)
    await office.settle()
    expect((await office.rows()).at(-1)?.kind).toBe('gate')
  })

  it('[RM7] asks the history before it opens again: the lock may have happened although its answer was lost', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    const gate = await office.rooms.closeGate(materialId, [bodyId], secretary)
    office.materialAway = true
    await gate.reopen()
    desk.type(0, 'not yet')
    await office.deliverAll()
    expect(desk.sent.at(-1)?.saved).toBe(false)
    locks(office)
    office.materialAway = false
    office.clock.pass(1_000)
    await office.deliverAll()
    expect((await office.rows()).map(({ kind }) => kind)).toEqual(['gate'])
  })

  it('[RM8] gives up and opens again when the gate rows do not become durable in time', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    office.log.held = true
    const closing = office.rooms.closeGate(materialId, [bodyId], secretary)
    const failed = expect(closing).rejects.toThrow('storage does not answer')
    await office.settle()
    office.clock.pass(10_000)
    await failed
    await office.deliverAll()
    desk.type(0, 'on')
    await office.deliverAll()
    expect(desk.sent.map(({ saved }) => saved)).toEqual([true])
    expect((await office.rows()).map(({ kind }) => kind)).toEqual(['gate', 'gate-reopened', 'update'])
  })

  it('[RM9] two who lock at once take turns', async () => {
    const office = await Office.open(1)
    const first = await office.rooms.closeGate(materialId, [bodyId], secretary)
    let turned = false
    const second = office.rooms.closeGate(materialId, [bodyId], secretary).then((gate) => {
      turned = true
      return gate
    })
    await office.settle()
    expect(turned).toBe(false)
    await first.reopen()
    const gate = await second
    expect(gate.cut.get(bodyId)?.sequence).toBe(3)
    gate.seal()
  })
})
