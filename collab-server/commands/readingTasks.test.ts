import { openMemoryStorage } from '@glosa/storage'
import {
  meetingLogOf,
  readingLogOf,
  stampOf,
  type Actor,
  type MeetingEvent,
  type ReadingEvent,
} from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import {
  guestCouncillor,
  hashOf,
  itemId,
  meetingId,
  member,
  members,
  otherPart,
  paper,
  versionOf,
} from '../../test/support/meetings.ts'
import { hours, materialId, partId, reviewer, secretary, start } from '../../test/support/people.ts'
import { createMeetings } from './meetings/meetings.ts'
import { createReadings } from './readings.ts'
import { readingTasks } from './readingTasks.ts'

const planned: MeetingEvent = {
  type: 'meeting-planned',
  body: 'board',
  members,
  title: '24. schůze rady',
  startsAt: hours(48),
  endsAt: hours(51),
  place: 'Zasedací místnost',
}
const onAgenda: MeetingEvent = {
  type: 'agenda-item-added',
  itemId: itemId('a'),
  subject: paper,
  before: null,
  tabled: false,
}
const convened: MeetingEvent = { type: 'meeting-convened' }

/** A meeting with this history, and somebody who has read these parts. */
async function tasksAfter(events: readonly MeetingEvent[], read: readonly ReadingEvent[] = [], who: Actor = member) {
  const { officeLog } = await openMemoryStorage()
  const deps = { officeLog, now: () => start }
  const context = { ...deps, meetings: createMeetings(deps, () => undefined), readings: createReadings(deps) }
  await context.meetings.stream.decideAndAppend(stampOf(secretary), meetingLogOf(meetingId), () => events)
  if (read.length > 0) {
    await context.readings.decideAndAppend(stampOf(who), readingLogOf(who.personId), () => read)
  }
  return readingTasks(context, who)
}
const inbox = async (...asked: Parameters<typeof tasksAfter>) =>
  [...(await tasksAfter(...asked))].map(([id, { dueAt }]) => [id, dueAt])
const mark = (letter: string, complete: boolean): ReadingEvent => ({
  type: 'part-read',
  materialId,
  partId,
  version: 1,
  hash: hashOf(letter),
  upTo: 100,
  complete,
})

describe('papers to read', () => {
  const waiting = [[materialId, hours(48)]]

  it('[IB5] wait for the members of a convened meeting until it begins, and for nobody else', async () => {
    expect(await inbox([planned, onAgenda, convened])).toEqual(waiting)
    expect(await inbox([planned, onAgenda])).toEqual([])
    expect(await inbox([planned, onAgenda, convened], [], guestCouncillor)).toEqual([])
    expect(await inbox([planned, onAgenda, convened], [], reviewer)).toEqual([])
    expect(await inbox([planned, onAgenda, convened, { type: 'meeting-cancelled', reason: 'x' }])).toEqual([])
    const withdrawn: MeetingEvent = { type: 'agenda-item-withdrawn', itemId: itemId('a'), reason: 'x' }
    expect(await inbox([planned, onAgenda, convened, withdrawn])).toEqual([])
  })

  it('[IB5] are done when they are read to the end, and wait again when they changed since', async () => {
    const changed: MeetingEvent = { type: 'agenda-version-changed', itemId: itemId('a'), version: versionOf(2, 'b') }
    expect(await inbox([planned, onAgenda, convened], [mark('a', false)])).toEqual(waiting)
    expect(await inbox([planned, onAgenda, convened], [mark('a', true)])).toEqual([])
    expect(await inbox([planned, onAgenda, convened, changed], [mark('a', true)])).toEqual(waiting)
  })
  it('[MZ3] name their place on the agenda and the part to go on with: the one begun, or the first not read', async () => {
    const [first] = paper.kind === 'material' ? paper.parts : []
    if (!first) throw new Error('a paper has parts')
    const long: MeetingEvent = {
      ...onAgenda,
      subject: { ...paper, parts: [first, { ...first, partId: otherPart, hash: hashOf('b') }] } as typeof paper,
    }
    const next = async (...read: ReadingEvent[]) => (await tasksAfter([planned, long, convened], read)).get(materialId)
    expect(await next()).toMatchObject({ meetingId, itemId: itemId('a'), partId })
    expect(await next(mark('a', true))).toMatchObject({ partId: otherPart })
    expect(await next({ ...mark('b', false), partId: otherPart } as ReadingEvent)).toMatchObject({ partId: otherPart })
  })
})
