import {
  addAgendaItem,
  askQuestion,
  cancelMeeting,
  closeMeeting,
  conveneMeeting,
  isRefused,
  openMeeting,
  planMeeting,
  proposeAmendment,
  recordResolution,
  type Meeting,
  type MeetingDecided,
  type Refused,
  type Resolution,
} from '@glosa/domain/model'
import {
  amendmentId,
  asMember,
  asSecretary,
  hashOf,
  itemId,
  meetingAfter,
  member,
  members,
  otherMember,
  paper,
  questionId,
  type MeetingStep,
} from './meetings.ts'
import { hours, partId, secretary, start } from './people.ts'

/** What a meeting is planned with. */
export const facts = { title: '24. schůze', startsAt: hours(96), endsAt: hours(99), place: 'Sál 214' }
export const first = itemId('first')

/** A meeting of the board from its plan to its end, step by step; a test takes those that it needs. */
export const planned: MeetingStep = [secretary, () => planMeeting(secretary, 'board', facts, members)]
export const withPaper: MeetingStep = [secretary, (meeting) => addAgendaItem(asSecretary, meeting, first, paper, null)]
export const convened: MeetingStep = [secretary, (meeting) => conveneMeeting(asSecretary, meeting, start)]
export const present = [member.personId, otherMember.personId]
export const opened: MeetingStep = [secretary, (meeting) => openMeeting(asSecretary, meeting, present)]
export const adopted: Resolution = {
  outcome: 'adopted',
  number: 'R/1/2026',
  text: 'Rada schvaluje.',
  vote: { for: 2, against: 0, abstained: 0 },
}
export const resolved: MeetingStep = [secretary, (meeting) => recordResolution(asSecretary, meeting, first, adopted)]
const closed: MeetingStep = [secretary, (meeting) => closeMeeting(asSecretary, meeting, hashOf('c'))]
/** Other words that a member proposes. */
export const wish = {
  amendmentId: amendmentId('change'),
  passage: { partId, quote: 'dvanáctinu', start: 3, end: 13 },
  proposedWording: 'desetinu',
  text: 'Snížit limit.',
}
export const proposed: MeetingStep = [member, (meeting) => proposeAmendment(asMember, meeting, first, wish)]
/** What a member asks about a paper. */
export const question = { questionId: questionId('why'), partId, text: 'Proč?', shared: false }
export const asked: MeetingStep = [member, (meeting) => askQuestion(asMember, meeting, first, question)]

/** A meeting in every state. */
export const inState: Readonly<Record<Meeting['state'], Meeting>> = {
  planned: meetingAfter(planned, withPaper),
  convened: meetingAfter(planned, withPaper, convened),
  held: meetingAfter(planned, withPaper, convened, opened),
  closed: meetingAfter(planned, withPaper, convened, opened, resolved, closed),
  cancelled: meetingAfter(planned, withPaper, convened, [
    secretary,
    (meeting) => cancelMeeting(asSecretary, meeting, 'Nízká účast'),
  ]),
}

/** The code of a refusal, or `allowed`. */
export const refusal = (decided: MeetingDecided | true | Refused) => (isRefused(decided) ? decided.refused : 'allowed')
