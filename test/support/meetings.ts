import {
  applyMeetingRecord,
  emptyMeeting,
  isRefused,
  stampOf,
  type Actor,
  type AgendaItemId,
  type AgendaSubject,
  type AgendaVersion,
  type AmendmentId,
  type MaterialId,
  type Meeting,
  type MeetingDecided,
  type MeetingEvent,
  type MeetingId,
  type MeetingReader,
  type PartId,
  type QuestionId,
  type Sha256,
} from '@glosa/domain/model'
import { actor, drafter, hours, materialId, partId, reviewer, secretary } from './people.ts'

const id = <T extends string>(word: string): T => word.padEnd(20, '0').slice(0, 20) as T

export const meetingId = id<MeetingId>('meeting')
export const itemId = (word: string) => id<AgendaItemId>(word)
export const amendmentId = (word: string) => id<AmendmentId>(word)
export const questionId = (word: string) => id<QuestionId>(word)
export const hashOf = (letter: string) => letter.repeat(64) as Sha256

/** Invited to the meeting; on the council but not invited to it; three more who are invited. */
export const member = actor('member', null, 'council-member')
export const otherMember = actor('other', null, 'council-member')
export const absentee = actor('absentee', null, 'council-member')
export const guestCouncillor = actor('guest', null, 'council-member')
/** Was on the council once: still on the list, no longer in the group. */
export const formerMember = actor('former')
export const members = [member, otherMember, absentee, formerMember].map(stampOf)

/** Somebody as the meeting sees them, with the materials that they may read by other ways. */
export const readerFor = (who: Actor, ...readable: MaterialId[]): MeetingReader => ({
  actor: who,
  reads: (asked) => readable.includes(asked),
})
export const asSecretary = readerFor(secretary, materialId)
export const asMember = readerFor(member)
export const asDrafter = readerFor(drafter, materialId)
export const asReviewer = readerFor(reviewer, materialId)

export const versionOf = (number: number, letter: string): AgendaVersion => ({
  version: number,
  hash: hashOf(letter),
  title: 'Rozpočtové provizorium',
  parts: [
    { partId, kind: 'draft-resolution', title: 'Návrh usnesení', form: 'body', hash: hashOf(letter), length: 3_600 },
  ],
})

export const paper: AgendaSubject = {
  kind: 'material',
  materialId,
  materialNumber: 'MAT-2026-0001',
  drafter: stampOf(drafter),
  sponsor: null,
  leadUnitName: 'economy',
  ...versionOf(1, 'a'),
}
export const otherPart = id<PartId>('other-part')
export const hiddenMaterial = id<MaterialId>('hidden')
export const hiddenPaper: AgendaSubject = { ...paper, materialId: hiddenMaterial, materialNumber: 'MAT-2026-0002' }

/** A step of a meeting: by whom, and what they decide. */
export type MeetingStep = readonly [by: Actor, decide: (meeting: Meeting) => MeetingDecided]

/** The meeting after these steps, each of which must succeed. */
export function meetingAfter(...steps: readonly MeetingStep[]): Meeting {
  let meeting = emptyMeeting(meetingId)
  for (const [by, decide] of steps) meeting = applied(meeting, by, given(decide(meeting)))
  return meeting
}

/** The meeting after these events. */
export const applied = (meeting: Meeting, by: Actor, events: readonly MeetingEvent[]): Meeting =>
  applyMeetingRecord(meeting, {
    sequence: meeting.sequence + 1,
    at: hours(meeting.sequence / 60),
    by: stampOf(by),
    events,
  })

/** The events of a decision that must not be a refusal. */
export function given(decided: MeetingDecided): readonly MeetingEvent[] {
  if (isRefused(decided)) throw new Error(`refused: ${decided.refused}`)
  return decided
}
