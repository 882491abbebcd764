import type { AgendaItemId, MeetingEvent, MeetingId, Sha256 } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { paper } from '../support/meetings.ts'
import { materialId, Office } from '../support/office.ts'

const meetingId = 'meeting'.padEnd(20, '0') as MeetingId
const itemId = 'item'.padEnd(20, '0') as AgendaItemId
const onAgenda: MeetingEvent = {
  type: 'agenda-item-added',
  itemId,
  subject: { ...paper, materialId } as typeof paper,
  before: null,
  tabled: false,
}

/** An office with a meeting that anna, of the council, is invited to. */
async function officeWithMeeting(): Promise<Office> {
  const office = await Office.open(1)
  office.employ('secretary', 'staff', 'secretary')
  const { personId, displayName } = office.employ('anna', 'council-member')
  const facts = {
    body: 'board',
    title: '24. schůze',
    startsAt: office.clock.now(),
    endsAt: office.clock.now(),
  } as const
  const members = [{ personId, displayName, unitId: null, unitName: null }]
  office.meets([{ type: 'meeting-planned', ...facts, place: 'Sál', members }])
  return office
}
const heard = (desk: Awaited<ReturnType<Office['listen']>>) => desk.announced('meeting').map(({ sequence }) => sequence)

it('[MZ4] tells of a meeting to whoever may see what happened, and no more than that it did', async () => {
  const office = await officeWithMeeting()
  const [secretary, anna] = [await office.listen('secretary', meetingId), await office.listen('anna', meetingId)]
  const reader = await office.listen('drafter', meetingId)
  expect([reader.denied, reader.closeCode]).toEqual(['not-found', 4403])
  office.meets([onAgenda])
  await office.deliverAll()
  // An agenda in preparation is the secretary's alone.
  expect([heard(secretary), heard(anna)]).toEqual([[2], []])
  office.meets([{ type: 'meeting-convened' }])
  await office.deliverAll()
  expect([heard(secretary), heard(anna)]).toEqual([[2, 3], [3]])
  expect(anna.announced('meeting')).toEqual([{ type: 'meeting', meetingId, sequence: 3 }])
  anna.type(0, 'nowhere to go')
  await office.deliverAll()
  expect(anna.sent[0]?.saved).toBe(false)
  expect((await office.listen('drafter', meetingId)).denied).toBeNull()
  office.person('stranger')
  expect((await office.listen('stranger', meetingId)).denied).toBe('not-found')
  expect((await office.listen('secretary', 'm'.repeat(19).concat('0') as MeetingId)).denied).toBe('not-found')
})

it('[VZ1] tells of a newer locked version of a paper, to whoever may see its item and nobody else', async () => {
  const office = await officeWithMeeting()
  const [secretary, anna] = [await office.listen('secretary', meetingId), await office.listen('anna', meetingId)]
  const lock = async () => {
    const version = { number: office.material.versions.length + 1, hash: '0'.repeat(64) as Sha256, parts: [] }
    office.happens('secretary', [{ type: 'material-locked', version, deliveries: [] }])
    await office.deliverAll()
  }
  // A paper of no agenda is nobody's business here.
  await lock()
  expect([heard(secretary), heard(anna)]).toEqual([[], []])
  office.meets([onAgenda])
  await lock()
  expect([heard(secretary), heard(anna)]).toEqual([[2, 2], []])
  office.meets([{ type: 'meeting-convened' }])
  await office.deliverAll()
  await lock()
  expect([heard(secretary), heard(anna)]).toEqual([
    [2, 2, 3, 3],
    [3, 3],
  ])
})

it('[MZ5] shows out who may not read the meeting any more, and lets in who comes back with other rights', async () => {
  const office = await officeWithMeeting()
  office.meets([onAgenda, { type: 'meeting-convened' }])
  const anna = await office.listen('anna', meetingId)
  const boris = await office.sitWith('boris', 'read').then(() => office.listen('boris', meetingId))
  expect(boris.denied).toBeNull()
  office.happens('drafter', [{ type: 'participant-removed', participantId: office.person('boris').personId }])
  office.meets([{ type: 'meeting-opened', presentIds: [] }])
  await office.deliverAll()
  expect([heard(anna), heard(boris), boris.closeCode]).toEqual([[3], [], 4403])

  const { sessionId, displayName, unitId, unitName } = office.employ('anna', 'staff')
  office.rooms.sessionChanged(sessionId, { displayName, unitId, unitName, roles: ['staff'] })
  expect(anna.closeCode).toBe(1001)
  expect((await office.listen('anna', meetingId)).denied).toBe('not-found')

  const secretary = await office.listen('secretary', meetingId)
  office.revoke('secretary')
  expect(secretary.closeCode).toBe(4401)
  expect(office.rooms.stats().sockets).toBe(0)
})

it('[MZ5] shows out deputies when their substitution ends, at once and by the clock, and sessions that ended elsewhere', async () => {
  const office = await officeWithMeeting()
  office.meets([onAgenda, { type: 'meeting-convened' }])
  office.inviteUnit('legal')
  office.standIn('deputy', office.headOf('legal'))
  const deputy = await office.listen('deputy', meetingId)
  expect(deputy.denied).toBeNull()
  office.standIn('deputy')
  expect(deputy.closeCode).toBe(1001)
  expect((await office.listen('deputy', meetingId)).denied).toBe('not-found')

  office.standIn('deputy', office.headOf('legal', office.clock.now() + 500))
  const again = await office.listen('deputy', meetingId)
  const anna = await office.listen('anna', meetingId)
  office.endElsewhere('anna')
  office.clock.pass(999)
  await office.settle()
  expect([again.closeCode, anna.closeCode]).toEqual([1001, 4401])
})
