import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { announcementRoomOf, roomNameOf, type BodyId, type CommentId, type StoodFor } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { bodyId, materialId, Office } from '../support/office.ts'

const note = (visibility: 'private' | 'participants') => ({
  type: 'comment-lodged' as const,
  commentId: visibility.padEnd(20, '0').slice(0, 20) as CommentId,
  number: 1,
  roundId: null,
  kind: 'advisory' as const,
  visibility,
  place: { at: 'material' as const },
  text: 'between us',
  justification: null,
  proposedWording: null,
})

describe('rights', () => {
  it('[RM20] the end of a session closes its sockets at once, and what is on its way no longer counts', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    desk.type(0, 'on its way')
    office.revoke('anna')
    expect(desk.closeCode).toBe(4401)
    const frames = desk.outbox.splice(0)
    for (const frame of frames) desk.guest?.receive(frame)
    await office.deliverAll()
    expect(await office.rows()).toEqual([])
    const again = await office.sit('anna')
    expect([again.denied, again.closeCode]).toEqual(['session-ended', 4401])
  })

  it('[RM20] also while the person stands at the door, known already', async () => {
    const office = await Office.open(1)
    office.invite('anna')
    const { promise, resolve } = Promise.withResolvers<void>()
    office.beforeMaterial = promise
    const desk = office.connect('anna')
    desk.knock()
    await office.deliverAll()
    office.revoke('anna')
    expect(desk.closeCode).toBeNull()
    resolve()
    await office.deliverAll()
    expect([desk.closeCode, desk.denied, desk.synced]).toEqual([4401, 'session-ended', false])
    expect(office.rooms.stats().sockets).toBe(0)
  })

  it('[RM20] also when it ended where nobody could say so here', async () => {
    const office = await Office.open(1)
    const anna = await office.sitWith('anna', 'edit')
    const boris = await office.sitWith('boris', 'edit')
    office.endElsewhere('anna')
    office.clock.pass(999)
    await office.settle()
    expect([anna.closeCode, boris.closeCode]).toEqual([4401, null])
  })

  it('[VI9] a substitution that begins or ends while its deputy stands at the door counts', async () => {
    const office = await Office.open(1)
    office.inviteUnit('legal')
    const standing = async (...before: StoodFor[]) => {
      office.standIn('deputy', ...before)
      const { promise, resolve } = Promise.withResolvers<void>()
      office.beforeMaterial = promise
      const desk = office.connect('deputy')
      desk.knock()
      await office.deliverAll()
      return { desk, comesIn: () => (resolve(), office.deliverAll()) }
    }
    const leaving = await standing(office.headOf('legal'))
    office.standIn('deputy')
    await leaving.comesIn()
    expect([leaving.desk.closeCode, leaving.desk.denied]).toEqual([4403, 'not-found'])

    const coming = await standing()
    office.standIn('deputy', office.headOf('legal'))
    await coming.comesIn()
    expect([coming.desk.closeCode, coming.desk.denied]).toEqual([null, null])
    office.standIn('deputy')
    expect(coming.desk.closeCode).toBe(4403)
  })

  it('[RM21] whose invitation is taken back is shown out', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    office.happens('drafter', [{ type: 'participant-removed', participantId: office.person('anna').personId }])
    expect(desk.closeCode).toBe(4403)
  })

  it('[RM22] a right that is taken or given takes effect at once and is told', async () => {
    const office = await Office.open(1)
    const desk = await office.sitWith('anna', 'edit')
    office.invite('anna', 'comment')
    desk.type(0, 'too late')
    await office.deliverAll()
    expect([desk.sent[0]?.saved, desk.scope, desk.announced('right')]).toEqual([
      false,
      'readonly',
      [{ type: 'right', mayEdit: false }],
    ])
    expect(desk.announced('refused').map(({ code }) => code)).toEqual(['not-permitted'])
    office.invite('anna', 'edit')
    await office.deliverAll()
    expect([desk.scope, desk.announced('right').at(-1)]).toEqual(['read-write', { type: 'right', mayEdit: true }])
    expect(await office.rows()).toEqual([])
  })

  it('[RM22] a right that changes while somebody stands at the door counts', async () => {
    const office = await Office.open(1)
    office.invite('anna')
    const { promise, resolve } = Promise.withResolvers<void>()
    office.beforeMaterial = promise
    const desk = office.connect('anna')
    desk.knock()
    await office.deliverAll()
    office.invite('anna', 'read')
    resolve()
    await office.deliverAll()
    expect([desk.scope, desk.announced('admitted')[0]?.mayEdit]).toEqual(['readonly', false])
  })

  it.each([
    ['not signed in', 'nobody', true, roomNameOf(materialId, bodyId), 'not-signed-in', 4401],
    ['not invited', 'zora', false, roomNameOf(materialId, bodyId), 'not-found', 4403],
    ['a text of no part', 'anna', false, roomNameOf(materialId, 'z'.repeat(20) as BodyId), 'not-found', 4403],
    ['a room of another material', 'anna', false, `${'x'.repeat(20)}.${bodyId}`, 'not-found', 4403],
    ['an odd name', 'anna', false, '../../etc/passwd', 'not-found', 4403],
    ['a long name', 'anna', false, 'n'.repeat(100_000), 'not-found', 4403],
    ['a name every object has', 'anna', false, '__proto__', 'not-found', 4403],
    ['a name with a session', 'anna', false, `${roomNameOf(materialId, bodyId)}\0s1`, 'not-found', 4403],
  ])('[RM23] nobody is let in: %s', async (_case, name, unknown, room, code, closeCode) => {
    const office = await Office.open(1)
    office.invite('anna')
    const desk = office.connect(name, room)
    if (unknown) office.forget(name)
    desk.knock()
    await office.deliverAll()
    expect([desk.synced, desk.closeCode]).toEqual([false, closeCode])
    expect(office.refusals).toEqual([code])
    expect(office.rooms.stats()).toMatchObject({ sockets: 0 })
  })

  it('[RM24] the announcement room tells and takes nothing', async () => {
    const office = await Office.open(1)
    const writer = await office.sitWith('boris', 'edit')
    const desk = await office.sit('boris', announcementRoomOf(materialId))
    expect([desk.synced, desk.announced('admitted')[0]?.mayEdit]).toEqual([true, false])
    office.happens('drafter', [{ type: 'material-renamed', title: 'Fees 2' }])
    desk.type(0, 'nowhere to go')
    await office.deliverAll()
    expect(desk.announced('record').map(({ record }) => record.events[0])).toEqual([
      { type: 'material-renamed', title: 'Fees 2' },
    ])
    expect([desk.sent[0]?.saved, writer.text, await office.rows()]).toEqual([false, '', []])
  })

  it('[RM25] each hears what they may see', async () => {
    const office = await Office.open(1)
    const anna = await office.sitWith('anna', 'edit')
    const boris = await office.sitWith('boris', 'edit')
    const heard = (desk: typeof anna) => desk.announced('record').map(({ record }) => record.sequence)
    const [annaHad, borisHad] = [heard(anna).length, heard(boris).length]
    const hidden = office.happens('anna', [note('private')])
    const open = office.happens('anna', [note('participants')])
    await office.deliverAll()
    expect(heard(anna).slice(annaHad)).toEqual([hidden.sequence, open.sequence])
    expect(heard(boris).slice(borisHad)).toEqual([open.sequence])
  })

  it('[RM26] who is admitted is told where the material and the text are', async () => {
    const office = await Office.open(1)
    const anna = await office.sitWith('anna', 'edit')
    anna.type(0, 'one')
    await office.deliverAll()
    const boris = await office.sitWith('boris', 'read')
    expect(boris.announced('admitted')).toEqual([
      {
        type: 'admitted',
        clientId: boris.ydoc.clientID,
        mayEdit: false,
        bodySequence: 1,
        sequence: office.material.sequence,
      },
    ])
    expect(boris.ydoc.clientID).not.toBe(anna.ydoc.clientID)
  })

  it('[RM27] one person has only so many sockets, and nobody stands at the door for ever', async () => {
    const office = await Office.open(1, { maxSocketsPerPerson: 1 })
    const first = await office.sitWith('anna', 'edit')
    const second = await office.sit('anna')
    const silent = office.connect('anna')
    expect([first.closeCode, second.closeCode, second.denied]).toEqual([null, 4429, 'too-many-requests'])
    office.clock.pass(12_000)
    expect([first.closeCode, silent.closeCode]).toEqual([null, 4403])
  })

  it('[SI8] an IPv6 network has only so many sockets, whichever of its addresses they come from', async () => {
    const office = await Office.open(1)
    const rooms = office.opensRooms({ maxSocketsPerAddress: 2 })
    const server = createServer((request, response) => void rooms.handleRequest(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const comes = async (address: string) => {
      const headers = { 'x-forwarded-for': address }
      return (await fetch(`http://127.0.0.1:${port}/rooms/${materialId}/line/open`, { method: 'POST', headers })).status
    }
    expect([await comes('2001:db8:1:2::a'), await comes('2001:db8:1:2:ffff::b')]).toEqual([201, 201])
    expect([await comes('2001:db8:1:2::c'), await comes('2001:db8:1:3::a')]).toEqual([429, 201])
    // Nobody stands at the door for ever: their places are free again.
    office.clock.pass(12_000)
    expect(await comes('2001:db8:1:2::c')).toBe(201)
    await rooms.close()
    await new Promise((resolve) => server.close(resolve))
  })
})
