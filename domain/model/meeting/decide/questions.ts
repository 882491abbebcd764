import type { AgendaItemId, PartId, QuestionId } from '../../ids.ts'
import { isRefused, refused, type Refused } from '../../refusals.ts'
import type { AgendaItem, AgendaQuestion, Meeting } from '../meeting.ts'
import { mayActAtMeeting, maySeeQuestion, type MeetingReader } from '../meetingPolicy.ts'
import { visibleItem, type MeetingDecided } from './decided.ts'

/** A question as its author sends it. */
export interface QuestionWish {
  readonly questionId: QuestionId
  readonly partId: PartId | null
  readonly text: string
  readonly shared: boolean
}

/** Asks the drafter of an item. The same id again is the same question. */
export function askQuestion(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  wish: QuestionWish,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'ask', meeting)
  if (isRefused(allowed)) return allowed
  const item = visibleItem(reader, meeting, itemId)
  if (isRefused(item)) return item
  const { subject } = item
  if (subject.kind !== 'material') return refused('item-not-found')
  if (wish.partId !== null && !subject.parts.some(({ partId }) => partId === wish.partId)) {
    return refused('part-not-found')
  }
  if (item.questions.some(({ id }) => id === wish.questionId)) return []
  return [{ type: 'question-asked', itemId, ...wish }]
}

/** The drafter answers; who asked may go on asking in the same thread. */
export function answerQuestion(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  questionId: QuestionId,
  text: string,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'answer', meeting)
  if (isRefused(allowed)) return allowed
  const found = visibleQuestion(reader, meeting, itemId, questionId)
  if (isRefused(found)) return found
  const { personId } = reader.actor
  const { subject } = found.item
  const isDrafter = subject.kind === 'material' && subject.drafter.personId === personId
  if (!isDrafter && found.question.by.personId !== personId) return refused('not-permitted')
  return [{ type: 'question-answered', itemId, questionId, text }]
}

/** Shows a thread to the whole body, or takes it back to the two who have it. Only who asked decides that. */
export function shareQuestion(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  questionId: QuestionId,
  shared: boolean,
): MeetingDecided {
  const allowed = mayActAtMeeting(reader, 'share-question', meeting)
  if (isRefused(allowed)) return allowed
  const found = visibleQuestion(reader, meeting, itemId, questionId)
  if (isRefused(found)) return found
  if (found.question.by.personId !== reader.actor.personId) return refused('not-the-author')
  return found.question.shared === shared ? [] : [{ type: 'question-shared', itemId, questionId, shared }]
}

function visibleQuestion(
  reader: MeetingReader,
  meeting: Meeting,
  itemId: AgendaItemId,
  questionId: QuestionId,
): { readonly item: AgendaItem; readonly question: AgendaQuestion } | Refused {
  const item = visibleItem(reader, meeting, itemId)
  if (isRefused(item)) return item
  const question = item.questions.find(({ id }) => id === questionId)
  return question && maySeeQuestion(reader, meeting, item, question)
    ? { item, question }
    : refused('question-not-found')
}
