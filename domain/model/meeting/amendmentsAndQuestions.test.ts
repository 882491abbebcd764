import { describe, expect, it } from 'vitest'
import {
  amendmentId,
  applied,
  asDrafter,
  asMember,
  asReviewer,
  asSecretary,
  given,
  guestCouncillor,
  meetingAfter,
  member,
  otherMember,
  otherPart,
  questionId,
  readerFor,
} from '../../../test/support/meetings.ts'
import {
  asked,
  convened,
  first,
  inState,
  opened,
  planned,
  proposed,
  question,
  refusal,
  resolved,
  wish,
  withPaper,
} from '../../../test/support/meetingSteps.ts'
import { hours, materialId, recordsManager, secretary, stranger } from '../../../test/support/people.ts'
import { isRefused, type RefusalCode } from '../refusals.ts'
import {
  answerQuestion,
  askQuestion,
  decideAmendment,
  meetingRecordShownTo,
  meetingShownTo,
  proposeAmendment,
  shareQuestion,
  withdrawAmendment,
  type Meeting,
  type MeetingReader,
} from './index.ts'

describe('an amendment', () => {
  it('[ME20] is proposed by a member who is invited, until the item is decided on', () => {
    const propose = (reader: MeetingReader, meeting: Meeting) => refusal(proposeAmendment(reader, meeting, first, wish))
    expect(propose(asMember, inState.held)).toBe('allowed')
    expect(propose(readerFor(guestCouncillor, materialId), inState.held)).toBe('not-permitted')
    expect(propose(asSecretary, inState.held)).toBe('not-permitted')
    expect(propose(asReviewer, inState.held)).toBe('not-permitted')
    expect(propose(asMember, meetingAfter(planned, withPaper, convened, opened, resolved))).toBe('already-resolved')
    expect(propose(asMember, inState.planned)).toBe('meeting-not-convened')
    expect(proposeAmendment(asMember, meetingAfter(planned, withPaper, convened, proposed), first, wish)).toEqual([])
    const odd = { ...wish, proposedWording: null }
    expect(refusal(proposeAmendment(asMember, inState.held, first, odd))).toBe('wording-required')
  })

  it('[ME21] is withdrawn by who proposed it, before it is decided', () => {
    const meeting = meetingAfter(planned, withPaper, convened, opened, proposed)
    const { id } = meeting.agenda[0]?.amendments[0] ?? { id: amendmentId('none') }
    const other = readerFor(otherMember)
    expect(refusal(withdrawAmendment(other, meeting, first, id))).toBe('not-the-author')
    const withdrawn = applied(meeting, member, given(withdrawAmendment(asMember, meeting, first, id)))
    expect(refusal(decideAmendment(asSecretary, withdrawn, first, id, true, null))).toBe('already-withdrawn')
    const decided = applied(meeting, secretary, given(decideAmendment(asSecretary, meeting, first, id, true, null)))
    expect(refusal(withdrawAmendment(asMember, decided, first, id))).toBe('already-resolved')
    expect(decided.agenda[0]?.amendments[0]).toMatchObject({ number: 1, decided: { accepted: true } })
  })
})

describe('a question', () => {
  const meeting = meetingAfter(planned, withPaper, convened, asked)
  const seen = (reader: MeetingReader, at = meeting) => {
    const shown = meetingShownTo(reader, at)
    return isRefused(shown) ? shown.refused : shown.agenda.flatMap(({ questions }) => questions.map(({ text }) => text))
  }

  it('[CR1] is seen by the drafter and who asked, and by nobody else until it is shared', () => {
    expect(seen(asMember)).toEqual(['Proč?'])
    expect(seen(asDrafter)).toEqual(['Proč?'])
    for (const reader of [asSecretary, readerFor(otherMember), asReviewer, readerFor(recordsManager, materialId)]) {
      expect(seen(reader)).toEqual([])
    }
    const shared = applied(meeting, member, given(shareQuestion(asMember, meeting, first, question.questionId, true)))
    for (const reader of [asSecretary, readerFor(otherMember), readerFor(guestCouncillor, materialId)]) {
      expect(seen(reader, shared)).toEqual(['Proč?'])
    }
    expect(seen(asReviewer, shared)).toEqual([])
  })

  it('[CR1] is in no record shown to others, not even by its id', () => {
    const record = {
      sequence: 9,
      at: hours(1),
      by: { personId: member.personId, displayName: '', unitId: null, unitName: null },
      events: given(askQuestion(asMember, inState.convened, first, question)),
    }
    expect(meetingRecordShownTo(asDrafter, record, meeting)).toEqual(record)
    for (const reader of [asSecretary, readerFor(otherMember), asReviewer, readerFor(stranger)]) {
      expect(meetingRecordShownTo(reader, record, meeting)).toBeNull()
    }
  })

  it('[CR2] is answered by the drafter; who asked may go on; for others it does not exist', () => {
    const answer = (reader: MeetingReader) =>
      refusal(answerQuestion(reader, meeting, first, question.questionId, 'Proto.'))
    expect(answer(asDrafter)).toBe('allowed')
    expect(answer(asMember)).toBe('allowed')
    expect(answer(asSecretary)).toBe('question-not-found')
    expect(answer(readerFor(otherMember))).toBe('question-not-found')
    const shared = applied(meeting, member, given(shareQuestion(asMember, meeting, first, question.questionId, true)))
    expect(refusal(answerQuestion(asSecretary, shared, first, question.questionId, 'x'))).toBe('not-permitted')
    expect(refusal(shareQuestion(readerFor(otherMember), shared, first, question.questionId, false))).toBe(
      'not-the-author',
    )
  })

  it('[CR2] is asked once however often the request comes, and about a part that is there', () => {
    expect(askQuestion(asMember, meeting, first, question)).toEqual([])
    const odd = { ...question, questionId: questionId('odd'), partId: otherPart }
    expect(refusal(askQuestion(asMember, meeting, first, odd))).toBe('part-not-found')
    const codes: readonly RefusalCode[] = ['not-permitted']
    expect(codes).toContain(refusal(askQuestion(asDrafter, meeting, first, question)))
  })
})
