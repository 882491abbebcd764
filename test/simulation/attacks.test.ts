import { roomNameOf, type PersonId } from '@glosa/domain/model'
import * as encoding from 'lib0/encoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { bodyId, materialId, Office } from '../support/office.ts'
import type { OfficeDesk } from '../support/officeDesk.ts'

/** A copy of somebody's document that writes under any id. */
const copyAs = (desk: OfficeDesk, clientId: number) => {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(desk.ydoc))
  ydoc.clientID = clientId
  return ydoc
}
const changeOf = (ydoc: Y.Doc, change: () => void) => {
  const before = Y.encodeStateVector(ydoc)
  change()
  return Y.encodeStateAsUpdate(ydoc, before)
}
const frame = (name: string, ...rest: number[]) =>
  encoding.encode((encoder) => {
    encoding.writeVarString(encoder, name)
    for (const byte of rest) encoding.writeUint8(encoder, byte)
  })

describe('somebody who means harm', () => {
  let office: Office
  let alice: OfficeDesk
  let mallory: OfficeDesk
  const room = roomNameOf(materialId, bodyId)

  beforeEach(async () => {
    office = await Office.open(7, { maxUpdateBytes: 2_000, maxBodyBytes: 3_000 })
    alice = await office.sitWith('alice', 'edit')
    mallory = await office.sitWith('mallory', 'edit')
    alice.type(0, 'honest')
    await office.deliverAll()
  })

  const nothingChanged = async (code: string, closeCode: number | null = 4400) => {
    await office.deliverAll()
    expect(await office.rows()).toHaveLength(1)
    expect(alice.text).toBe('honest')
    expect(office.refusals).toContain(code)
    expect(mallory.closeCode).toBe(closeCode)
    const line = office.journal.find(({ facts }) => facts['code'] === code)
    expect(line?.facts).toMatchObject({ event: 'content-refused', personId: 'office:mallory' })
    expect(JSON.stringify(line?.facts)).not.toContain('FORGED')
    alice.type(6, ' words')
    await office.deliverAll()
    expect([alice.sent.at(-1)?.saved, (await office.replay()).getText('t').toString()]).toEqual([true, 'honest words'])
  }

  it('[RM30] cannot write under the id of somebody who wrote', async () => {
    const fake = copyAs(alice, alice.ydoc.clientID)
    mallory.sendUpdate(changeOf(fake, () => fake.getText('t').insert(0, 'FORGED ')))
    await nothingChanged('client-id-taken')
  })

  it('[RM30] cannot write under an id that was only handed out', async () => {
    const bystander = await office.sitWith('boris', 'edit')
    const fake = copyAs(alice, bystander.ydoc.clientID)
    mallory.sendUpdate(changeOf(fake, () => fake.getText('t').insert(0, 'FORGED ')))
    await nothingChanged('client-id-taken')
  })

  it('[RM31] cannot leave text that waits for the next letter of somebody else', async () => {
    const fake = copyAs(alice, alice.ydoc.clientID)
    fake.getText('t').insert(6, 'B')
    const own = copyAs(alice, mallory.ydoc.clientID)
    Y.applyUpdate(own, Y.encodeStateAsUpdate(fake))
    mallory.sendUpdate(changeOf(own, () => own.getText('t').insert(7, 'FORGED')))
    await nothingChanged('missing-dependencies')
  })

  it('[RM32] cannot send what is no update', async () => {
    mallory.sendUpdate(Uint8Array.of(9, 9, 9, 9, 9))
    await nothingChanged('update-undecodable')
  })

  it('[RM32] cannot send an update that is too large', async () => {
    const own = copyAs(alice, mallory.ydoc.clientID)
    mallory.sendUpdate(changeOf(own, () => own.getText('t').insert(0, 'FORGED'.repeat(1_000))))
    await nothingChanged('too-large')
  })

  it('[RM32] cannot make the text grow without end', async () => {
    for (const at of [0, 1, 2]) {
      mallory.type(at, String(at).repeat(1_500))
      await office.deliverAll()
    }
    expect(mallory.sent.map(({ saved }) => saved)).toEqual([true, false, null])
    expect(office.refusals[0]).toBe('body-too-large')
    expect((await office.replay()).getText('t').length).toBe(1_506)
  })

  it.each([
    ['garbage', frame(room, 0, 2, 5, 1)],
    ['a frame cut short', frame(room, 0)],
    ['an unknown type', frame(room, 77)],
    ['a broadcast of the server', frame(room, 6, 1, 65)],
    ['a frame of another room', frame('x'.repeat(41), 0, 2, 2, 0, 0)],
    ['nothing', new Uint8Array(0)],
    ['presence that is garbage', frame(room, 1, 3, 1, 200, 9)],
    ['a state vector that is garbage', frame(room, 0, 0, 2, 200, 200)],
  ])('[RM33] cannot get through with %s', async (_case, bytes) => {
    mallory.sendRaw(bytes)
    await nothingChanged('update-undecodable')
  })

  it('[RM34] cannot write with a right to read', async () => {
    const reader = await office.sitWith('rita', 'read')
    reader.type(0, 'FORGED ')
    await office.deliverAll()
    expect([reader.sent[0]?.saved, reader.closeCode, alice.text]).toEqual([false, null, 'honest'])
    expect(office.refusals).toContain('not-permitted')
    expect(await office.rows()).toHaveLength(1)
  })

  it('[RM35] cannot show up as somebody else, nor move their cursor', async () => {
    alice.awareness.setLocalStateField('user', { name: 'Alice', color: '#123456' })
    alice.sendAwareness()
    const show = async () => {
      await office.deliverAll()
      office.clock.pass(100)
      await office.deliverAll()
    }
    await show()
    const aliceId = alice.awareness.clientID
    const spoof = new Awareness(new Y.Doc())
    spoof.clientID = aliceId
    for (let clock = 0; clock < 9; clock += 1) spoof.setLocalState({ user: { name: 'Alice (really Mallory)' } })
    mallory.sendAwareness([aliceId], spoof)
    mallory.awareness.setLocalState({ user: { name: 'Alice' }, person: { personId: 'office:alice' } })
    mallory.sendAwareness()
    await show()
    const seen = (clientId: number) => alice.awareness.getStates().get(clientId)
    expect(mallory.awareness.getStates().get(aliceId)).toEqual({
      user: { name: 'alice', color: '#123456' },
      person: { personId: 'office:alice', displayName: 'alice' },
    })
    expect(seen(mallory.awareness.clientID)).toEqual({
      user: { name: 'mallory' },
      person: { personId: 'office:mallory', displayName: 'mallory' },
    })
    spoof.setLocalState(null)
    mallory.sendAwarenessBytes(encodeAwarenessUpdate(spoof, [aliceId]))
    await show()
    expect(mallory.awareness.getStates().has(aliceId)).toBe(true)
    mallory.hangUp()
    await show()
    expect(seen(mallory.awareness.clientID)).toBeUndefined()
    spoof.destroy()
  })

  it('[RM36] cannot flood the room', async () => {
    const flooded = await Office.open(1, { framesPerSecond: 10, frameBurst: 20, updatesPerSecond: 5, updateBurst: 5 })
    const typist = await flooded.sitWith('mallory', 'edit')
    for (let letter = 0; letter < 8; letter += 1) typist.type(0, 'x')
    await flooded.deliverAll()
    expect([typist.closeCode, typist.sent.filter(({ saved }) => saved).length]).toEqual([4429, 5])
    const asker = await flooded.sit('mallory')
    for (let question = 0; question < 30; question += 1) asker.askForState()
    await flooded.deliverAll()
    expect(asker.closeCode).toBe(4429)
  })

  it('[RM36] cannot fill the memory while a commit takes its time, nor before being admitted', async () => {
    const small = await Office.open(1, { maxQueuedFrames: 10 })
    const typist = await small.sitWith('mallory', 'edit')
    small.log.held = true
    for (let letter = 0; letter < 20; letter += 1) typist.type(0, 'x')
    while (typist.deliver(true));
    expect(typist.closeCode).toBe(4429)
    const stranger = small.connect('stranger')
    for (let question = 0; question < 100; question += 1) stranger.askForState()
    while (stranger.deliver(true));
    expect(stranger.closeCode).toBe(4429)
  })

  it('[RM37] who does not drain is cut off, who is silent too', async () => {
    alice.bufferedAmount = 20 * 1024 * 1024
    office.clock.pass(1_000)
    expect([alice.closeCode, office.journal.some(({ facts }) => facts['event'] === 'too-slow')]).toEqual([4408, true])
    office.clock.pass(80_000)
    expect(mallory.closeCode).toBe(4408)
  })

  it('[RM38] the server itself cannot write past the log', async () => {
    await office.rooms.look(materialId, bodyId, (ydoc) => ydoc.getText('t').insert(0, 'PAST THE LOG'))
    await office.deliverAll()
    expect(alice.closeCode).toBe(4409)
    expect(office.journal.some(({ level, facts }) => level === 'error' && facts['event'] === 'room-broken')).toBe(true)
    const back = await office.sit('alice')
    expect([back.text, await office.rows()]).toEqual(['honest', [expect.objectContaining({ sequence: 1 })]])
  })

  it('[RM39] a socket that closes twice is gone once', async () => {
    mallory.hangUp()
    mallory.guest?.gone()
    mallory.guest?.end(1000, '')
    await office.settle()
    expect(office.rooms.stats().sockets).toBe(1)
    expect(office.person('mallory').personId).toBe('office:mallory' as PersonId)
  })
})
