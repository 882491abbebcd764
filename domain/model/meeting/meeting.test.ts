import { describe, expect, it } from 'vitest'
import {
  absentee,
  amendmentId,
  applied,
  asMember,
  asReviewer,
  asSecretary,
  formerMember,
  given,
  guestCouncillor,
  hashOf,
  hiddenMaterial,
  hiddenPaper,
  itemId,
  meetingAfter,
  member,
  members,
  paper,
  readerFor,
  versionOf,
  type MeetingStep,
} from '../../../test/support/meetings.ts'
import {
  adopted,
  asked,
  convened,
  facts,
  first,
  inState,
  opened,
  planned,
  present,
  proposed,
  refusal,
  resolved,
  wish,
  withPaper,
} from '../../../test/support/meetingSteps.ts'
import {
  administrator,
  hours,
  materialId,
  recordsManager,
  secretary,
  start,
  stranger,
} from '../../../test/support/people.ts'
import { isRefused, refused } from '../refusals.ts'
import { canonicalJson } from '../canonicalJson.ts'
import {
  addAgendaItem,
  agendaNumbers,
  applyMeetingRecord,
  cancelMeeting,
  changeAgendaVersion,
  changeMeeting,
  changeMembers,
  closeMeeting,
  conveneMeeting,
  correctResolution,
  decideAmendment,
  mayActAtMeeting,
  meetingActions,
  meetingShownTo,
  minutesOf,
  openMeeting,
  orderAgenda,
  planMeeting,
  proposeAmendment,
  readsByAgenda,
  recordAttendance,
  recordResolution,
  withdrawAgendaItem,
  type Meeting,
  type MeetingAction,
  type MeetingReader,
} from './index.ts'
import { printedMinutesOf } from '../exports/index.ts'

const second = itemId('second')
const pause = itemId('pause')
const withHidden: MeetingStep = [secretary, (meeting) => addAgendaItem(asSecretary, meeting, second, hiddenPaper, null)]

describe('rights at a meeting', () => {
  const people: Readonly<Record<string, MeetingReader>> = {
    secretary: asSecretary,
    member: asMember,
    'councillor not invited': readerFor(guestCouncillor),
    'who reads a material': asReviewer,
    'former member': readerFor(formerMember),
    stranger: readerFor(stranger),
    administrator: readerFor(administrator),
    'records manager': readerFor(recordsManager, materialId),
  }
  const may = (who: string, state: Meeting['state']) =>
    meetingActions.filter((action) => mayActAtMeeting(people[who] ?? asMember, action, inState[state]) === true)
  const reading: readonly MeetingAction[] = ['read']

  it.each([
    ['secretary', 'planned', [...reading, 'prepare', 'convene', 'cancel']],
    ['secretary', 'convened', [...reading, 'prepare', 'cancel', 'open', 'answer']],
    ['secretary', 'held', [...reading, 'prepare', 'record', 'close', 'answer']],
    ['secretary', 'closed', [...reading, 'correct', 'answer']],
    ['secretary', 'cancelled', reading],
    ['member', 'planned', reading],
    ['member', 'convened', [...reading, 'propose-amendment', 'ask', 'answer', 'share-question']],
    ['member', 'held', [...reading, 'propose-amendment', 'ask', 'answer', 'share-question']],
    ['member', 'closed', [...reading, 'answer', 'share-question']],
    ['member', 'cancelled', [...reading, 'share-question']],
    ['councillor not invited', 'planned', reading],
    ['councillor not invited', 'held', [...reading, 'answer']],
    ['who reads a material', 'planned', []],
    ['who reads a material', 'convened', [...reading, 'answer']],
    ['who reads a material', 'closed', [...reading, 'answer']],
    ['records manager', 'closed', [...reading, 'answer']],
    ['former member', 'convened', []],
    ['stranger', 'convened', []],
    ['administrator', 'closed', []],
  ] as const)('[ME2] %s may do no more than this at a meeting that is %s', (who, state, actions) => {
    expect(may(who, state)).toEqual(actions)
  })

  it.each(meetingActions)('[ME3] a meeting does not exist for who may not read it: %s', (action) => {
    expect(refusal(mayActAtMeeting(readerFor(stranger), action, inState.held))).toBe('not-found')
    expect(refusal(mayActAtMeeting(asReviewer, action, inState.planned))).toBe('not-found')
  })

  it('[ME4] shows who is no member the items whose material they read, with the numbers of the whole agenda', () => {
    const meeting = meetingAfter(planned, withHidden, withPaper, convened)
    const shown = (reader: MeetingReader) => {
      const answer = meetingShownTo(reader, meeting)
      return isRefused(answer) ? answer.refused : answer.agenda.map(({ id }) => id)
    }
    expect(shown(asReviewer)).toEqual([first])
    expect(shown(asMember)).toEqual([second, first])
    expect(shown(readerFor(guestCouncillor, hiddenMaterial))).toEqual([second])
    expect(shown(readerFor(stranger))).toBe('not-found')
    expect(agendaNumbers(meeting.agenda).get(first)).toBe(2)
  })

  it('[ME5] shows members no agenda before the meeting is convened', () => {
    expect(meetingShownTo(asMember, inState.planned)).toMatchObject({ title: '24. schůze', agenda: [] })
    expect(meetingShownTo(asSecretary, inState.planned)).toMatchObject({ agenda: [{ id: first }] })
  })

  it('[ME6] opens the papers of a convened agenda to those invited who are still on the council', () => {
    expect(readsByAgenda(member, inState.convened, materialId)).toBe(true)
    expect(readsByAgenda(member, inState.planned, materialId)).toBe(false)
    expect(readsByAgenda(member, inState.convened, hiddenMaterial)).toBe(false)
    expect(readsByAgenda(guestCouncillor, inState.convened, materialId)).toBe(false)
    expect(readsByAgenda(formerMember, inState.convened, materialId)).toBe(false)
  })
})

describe('an agenda', () => {
  it('[ME7] numbers everything but breaks, in the order of the items', () => {
    const meeting = meetingAfter(
      planned,
      [secretary, (now) => addAgendaItem(asSecretary, now, second, { kind: 'point', title: 'Různé' }, null)],
      [
        secretary,
        (now) => addAgendaItem(asSecretary, now, pause, { kind: 'break', title: 'Oběd', minutes: 60 }, second),
      ],
      [secretary, (now) => addAgendaItem(asSecretary, now, first, paper, pause)],
    )
    expect(meeting.agenda.map(({ id }) => id)).toEqual([first, pause, second])
    expect([...agendaNumbers(meeting.agenda)]).toEqual([
      [first, 1],
      [second, 2],
    ])
    const turned = applied(meeting, secretary, given(orderAgenda(asSecretary, meeting, [second, pause, first])))
    expect([...agendaNumbers(turned.agenda)]).toEqual([
      [second, 1],
      [first, 2],
    ])
  })

  it('[ME8] marks what is added after the invitation as tabled, breaks excepted', () => {
    const add = (meeting: Meeting, id: string, kind: 'point' | 'break') =>
      addAgendaItem(
        asSecretary,
        meeting,
        itemId(id),
        kind === 'point' ? { kind, title: 'Bod' } : { kind, title: 'Oběd', minutes: 30 },
        null,
      )
    expect(add(inState.planned, 'late', 'point')).toMatchObject([{ tabled: false }])
    expect(add(inState.convened, 'late', 'point')).toMatchObject([{ tabled: true }])
    expect(add(inState.held, 'late', 'break')).toMatchObject([{ tabled: false }])
    const meeting = applied(inState.convened, secretary, given(add(inState.convened, 'late', 'point')))
    expect(meeting.agenda.at(-1)?.tabled).toMatchObject({ by: { personId: secretary.personId } })
  })

  it('[ME9] has a material once, adds a repeated request once, and takes no order of another agenda', () => {
    const { convened: meeting } = inState
    expect(refusal(addAgendaItem(asSecretary, meeting, itemId('again'), paper, null))).toBe('already-on-agenda')
    expect(addAgendaItem(asSecretary, meeting, first, paper, null)).toEqual([])
    expect(refusal(addAgendaItem(asSecretary, meeting, second, hiddenPaper, itemId('nowhere')))).toBe('item-not-found')
    for (const order of [[], [second], [first, first], [first, second]]) {
      expect(refusal(orderAgenda(asSecretary, meeting, order))).toBe('conflict')
    }
  })

  it('[ME10] forgets an item that is taken off while planned, and keeps a withdrawn one with the reason afterwards', () => {
    expect(withdrawAgendaItem(asSecretary, inState.planned, first, null)).toEqual([
      { type: 'agenda-item-removed', itemId: first },
    ])
    expect(refusal(withdrawAgendaItem(asSecretary, inState.convened, first, null))).toBe('reason-required')
    const withdrawn = applied(
      inState.convened,
      secretary,
      given(withdrawAgendaItem(asSecretary, inState.convened, first, 'Předkladatel stáhl')),
    )
    expect(withdrawn.agenda[0]?.withdrawn).toMatchObject({ reason: 'Předkladatel stáhl' })
    // It may come back as another item, and needs no result itself.
    expect(given(addAgendaItem(asSecretary, withdrawn, second, paper, null))).toHaveLength(1)
    const held = applied(withdrawn, secretary, given(openMeeting(asSecretary, withdrawn, present)))
    expect(refusal(recordResolution(asSecretary, held, first, adopted))).toBe('item-not-found')
    expect(given(closeMeeting(asSecretary, held, hashOf('c')))).toHaveLength(1)
  })

  it('[ME11] takes a newer version in the place of an older one until it is decided on', () => {
    const newer = versionOf(2, 'b')
    const changed = applied(
      inState.convened,
      secretary,
      given(changeAgendaVersion(asSecretary, inState.convened, first, newer)),
    )
    expect(changed.agenda[0]?.subject).toMatchObject({ materialId, version: 2, hash: hashOf('b') })
    expect(changeAgendaVersion(asSecretary, changed, first, newer)).toEqual([])
    expect(refusal(changeAgendaVersion(asSecretary, changed, first, versionOf(1, 'a')))).toBe('version-not-found')
    const held = applied(inState.held, secretary, given(recordResolution(asSecretary, inState.held, first, adopted)))
    expect(refusal(changeAgendaVersion(asSecretary, held, first, newer))).toBe('already-resolved')
  })
})

describe('the course of a meeting', () => {
  it.each([
    [
      'nobody is invited',
      meetingAfter([secretary, () => planMeeting(secretary, 'board', facts, [])], withPaper),
      'no-members',
    ],
    ['nothing is to be decided', meetingAfter(planned), 'agenda-empty'],
  ] as const)('[ME12] is not convened while %s', (_why, meeting, code) => {
    expect(refusal(conveneMeeting(asSecretary, meeting, start))).toBe(code)
  })

  it('[ME12] is not convened when its time is past', () => {
    expect(refusal(conveneMeeting(asSecretary, inState.planned, hours(97)))).toBe('deadline-in-the-past')
  })

  it('[ME13] changes what calendars show only until it opens, and counts the changes', () => {
    const { convened: meeting } = inState
    const moved = applied(meeting, secretary, given(changeMeeting(asSecretary, meeting, { place: 'Sál 300' })))
    expect(moved).toMatchObject({ place: 'Sál 300', title: '24. schůze', calendarRevision: 1 })
    expect(changeMeeting(asSecretary, moved, { place: 'Sál 300' })).toEqual([])
    expect(refusal(changeMeeting(asSecretary, moved, { endsAt: hours(90) }))).toBe('invalid-input')
    const fewer = applied(moved, secretary, given(changeMembers(asSecretary, moved, members.slice(1))))
    expect(fewer.calendarRevision).toBe(2)
    for (const change of [
      (at: Meeting) => changeMeeting(asSecretary, at, { place: 'x' }),
      (at: Meeting) => changeMembers(asSecretary, at, []),
      (at: Meeting) => cancelMeeting(asSecretary, at, 'x'),
    ]) {
      expect(refusal(change(inState.held))).toBe('meeting-already-open')
      expect(refusal(change(inState.closed))).toBe('meeting-closed')
      expect(refusal(change(inState.cancelled))).toBe('meeting-cancelled')
    }
  })

  it('[ME14] counts no more votes than people present, and only members are present', () => {
    const { held } = inState
    const three = { ...adopted, vote: { for: 2, against: 1, abstained: 0 } }
    expect(recordResolution(asSecretary, held, first, three)).toEqual(
      refused('vote-exceeds-present', { votes: 3, present: 2 }),
    )
    const later = applied(
      held,
      secretary,
      given(recordAttendance(asSecretary, held, [...present, absentee.personId, absentee.personId])),
    )
    expect(given(recordResolution(asSecretary, later, first, three))).toHaveLength(1)
    expect(refusal(recordAttendance(asSecretary, held, [stranger.personId]))).toBe('invalid-input')
  })

  it.each([
    ['an adopted resolution without a number', { ...adopted, number: null }, 'resolution-number-required'],
    ['a number on what was not adopted', { ...adopted, outcome: 'postponed' }, 'resolution-number-required'],
  ] as const)('[ME15] refuses %s', (_what, resolution, code) => {
    expect(refusal(recordResolution(asSecretary, inState.held, first, resolution))).toBe(code)
  })

  it('[ME15] gives no number twice at a meeting, and lets an item keep its own', () => {
    const meeting = meetingAfter(planned, withPaper, withHidden, convened, opened, resolved)
    expect(refusal(recordResolution(asSecretary, meeting, second, adopted))).toBe('resolution-number-taken')
    expect(given(recordResolution(asSecretary, meeting, first, { ...adopted, text: 'Jinak.' }))).toHaveLength(1)
  })

  it('[ME16] closes only when every material has its result and every amendment its decision', () => {
    const open = meetingAfter(planned, withPaper, convened, opened, proposed)
    expect(refusal(closeMeeting(asSecretary, open, hashOf('c')))).toBe('items-without-resolution')
    const undecided = meetingAfter(planned, withPaper, convened, opened, proposed, resolved)
    expect(closeMeeting(asSecretary, undecided, hashOf('c'))).toEqual(
      refused('amendments-undecided', { amendments: 1 }),
    )
    const { id } = undecided.agenda[0]?.amendments[0] ?? { id: amendmentId('none') }
    const decided = applied(undecided, secretary, given(decideAmendment(asSecretary, undecided, first, id, true, null)))
    expect(given(closeMeeting(asSecretary, decided, hashOf('c')))).toHaveLength(1)
  })

  it('[ME17] a closed record changes only by corrections, which keep what stood there', () => {
    const { closed: meeting } = inState
    for (const change of [
      recordResolution(asSecretary, meeting, first, adopted),
      recordAttendance(asSecretary, meeting, []),
      addAgendaItem(asSecretary, meeting, second, hiddenPaper, null),
      withdrawAgendaItem(asSecretary, meeting, first, 'x'),
      orderAgenda(asSecretary, meeting, [first]),
      closeMeeting(asSecretary, meeting, hashOf('d')),
      proposeAmendment(asMember, meeting, first, wish),
    ]) {
      expect(refusal(change)).toBe('meeting-closed')
    }
    const right = { ...adopted, text: 'Rada schvaluje smlouvu.' }
    const corrected = applied(
      meeting,
      secretary,
      given(correctResolution(asSecretary, meeting, first, right, 'Chyba v psaní')),
    )
    expect(corrected.agenda[0]).toMatchObject({
      resolved: { resolution: right },
      corrected: [{ resolution: adopted, reason: 'Chyba v psaní' }],
    })
    expect(corrected.closed).toEqual(meeting.closed)
    expect(refusal(correctResolution(asSecretary, inState.held, first, right, 'x'))).toBe('meeting-not-open')
  })

  it('[ME18] the record of a meeting holds agenda, attendance, amendments, votes and resolutions, and no question', () => {
    const meeting = meetingAfter(planned, withPaper, convened, asked, opened, proposed, resolved)
    const record = canonicalJson(minutesOf(meeting))
    for (const word of ['R/1/2026', 'desetinu', '24. schůze', member.personId, 'MAT-2026-0001']) {
      expect(record).toContain(word)
    }
    expect(record).not.toContain('Proč?')
    const printed = printedMinutesOf(meeting, 'Kraj')
    expect(JSON.stringify(printed)).not.toContain('Proč?')
    expect(printed).toMatchObject({
      present: ['member', 'other'],
      closed: null,
      items: [{ number: 1, material: { number: 'MAT-2026-0001' }, amendments: [{ result: 'undecided' }] }],
    })
  })

  it('[ME19] a record that was folded in already changes nothing, and neither does an event of a newer release', () => {
    const { held } = inState
    const by = { personId: secretary.personId, displayName: '', unitId: null, unitName: null }
    const record = { sequence: held.sequence, at: hours(9), by, events: given([{ type: 'meeting-convened' }]) }
    expect(applyMeetingRecord(held, record)).toBe(held)
    const unknown = JSON.parse('[{"type":"meeting-moved-to-mars"}]') as readonly never[]
    const after = applyMeetingRecord(held, { ...record, sequence: held.sequence + 1, events: unknown })
    expect(after).toEqual({ ...held, sequence: held.sequence + 1, changedAt: hours(9) })
  })
})
