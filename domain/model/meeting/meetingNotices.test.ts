import { describe, expect, it } from 'vitest'
import {
  absentee,
  asDrafter,
  asMember,
  asSecretary,
  formerMember,
  itemId,
  member,
  meetingAfter,
  members,
  otherMember,
  paper,
  questionId,
  versionOf,
} from '../../../test/support/meetings.ts'
import { drafter, hours, secretary } from '../../../test/support/people.ts'
import { stampOf, type Actor } from '../people.ts'
import { addAgendaItem, answerQuestion, askQuestion, conveneMeeting, planMeeting } from './decide/index.ts'
import type { MeetingEvent } from './events.ts'
import type { Meeting } from './meeting.ts'
import { meetingNotices } from './meetingNotices.ts'

const everybody = [member, otherMember, absentee, formerMember, drafter, secretary]
const office = {
  readerOf: (id: Actor['personId']) => everybody.find(({ personId }) => personId === id) ?? null,
}
const item = itemId('item')
const question = questionId('question')
const facts = { title: '24. schůze', startsAt: hours(100), endsAt: hours(103), place: 'Sál' }
const planned = (): Meeting =>
  meetingAfter(
    [secretary, () => planMeeting(secretary, 'board', facts, members)],
    [secretary, (meeting) => addAgendaItem(asSecretary, meeting, item, paper, null)],
  )
const convened = (): Meeting =>
  meetingAfter(
    [secretary, () => planMeeting(secretary, 'board', facts, members)],
    [secretary, (meeting) => addAgendaItem(asSecretary, meeting, item, paper, null)],
    [secretary, (meeting) => conveneMeeting(asSecretary, meeting, hours(0))],
  )

/** Who is told what when somebody does this to the meeting. */
function told(by: Actor, meeting: Meeting, ...events: readonly MeetingEvent[]): string[] {
  const record = { sequence: meeting.sequence, at: hours(90), by: stampOf(by), events }
  return meetingNotices(record, meeting, office).map(
    ({ personId, kind }) => `${everybody.find((other) => other.personId === personId)?.displayName} ${kind}`,
  )
}
const names = (kind: string) => [member, otherMember, absentee].map(({ displayName }) => `${displayName} ${kind}`)

describe('notices of meetings', () => {
  it('[UM10] members who are still on the council are told when a meeting is convened, moved, cancelled or its agenda changes', () => {
    const meeting = convened()
    expect(told(secretary, meeting, { type: 'meeting-convened' })).toEqual(names('meeting-invited'))
    expect(told(secretary, meeting, { type: 'meeting-changed', ...facts })).toEqual(names('meeting-changed'))
    expect(told(secretary, meeting, { type: 'meeting-cancelled', reason: 'x' })).toEqual(names('meeting-changed'))
    const version = versionOf(2, 'b')
    expect(
      told(
        secretary,
        meeting,
        { type: 'agenda-version-changed', itemId: item, version },
        { type: 'agenda-item-withdrawn', itemId: item, reason: 'x' },
      ),
    ).toEqual(names('agenda-changed'))
  })

  it('[UM10] while a meeting is being prepared nobody is told anything, and never of an order or a break', () => {
    const meeting = planned()
    const added: MeetingEvent = { type: 'agenda-item-added', itemId: item, subject: paper, before: null, tabled: false }
    expect(told(secretary, meeting, added, { type: 'meeting-changed', ...facts })).toEqual([])
    expect(told(secretary, convened(), { type: 'agenda-ordered', itemIds: [item] }, added)).toEqual([])
  })

  it('[UM10] a question is told to the drafter alone, its answer to who asked, and nobody hears of themselves', () => {
    const wish = { questionId: question, partId: null, text: 'Proč?', shared: true }
    const asked = askQuestion(asMember, convened(), item, wish)
    if ('refused' in asked) throw new Error(asked.refused)
    const meeting = meetingAfter(
      [secretary, () => planMeeting(secretary, 'board', facts, members)],
      [secretary, (before) => addAgendaItem(asSecretary, before, item, paper, null)],
      [secretary, (before) => conveneMeeting(asSecretary, before, hours(0))],
      [member, (before) => askQuestion(asMember, before, item, wish)],
    )
    expect(told(member, meeting, ...asked)).toEqual([`${drafter.displayName} question-asked`])
    const answered = answerQuestion(asDrafter, meeting, item, question, 'Proto.')
    if ('refused' in answered) throw new Error(answered.refused)
    expect(told(drafter, meeting, ...answered)).toEqual([`${member.displayName} question-answered`])
    expect(told(member, meeting, ...answered)).toEqual([`${drafter.displayName} question-asked`])
  })

  it('[UM10] the same record makes the same notices again, and an id that fits an address', () => {
    const meeting = convened()
    const record = {
      sequence: 3,
      at: hours(1),
      by: stampOf(secretary),
      events: [{ type: 'meeting-convened' } as const],
    }
    const notices = meetingNotices(record, meeting, office)
    expect(meetingNotices(record, meeting, office)).toEqual(notices)
    for (const { id, dueAt, meetingId } of notices) {
      expect(id).toMatch(/^[\w:./-]+$/)
      expect(dueAt).toBe(facts.startsAt)
      expect(meetingId).toBe(meeting.id)
    }
    // Somebody whom the directory no longer knows is told nothing.
    expect(meetingNotices(record, meeting, { readerOf: () => null })).toEqual([])
  })
})
