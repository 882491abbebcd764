import {
  answerQuestion as decideAnswer,
  askQuestion as decideAsk,
  shareQuestion as decideShare,
  type Actor,
  type AgendaItemId,
  type MeetingId,
  type QuestionId,
  type QuestionWish,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAtMeeting } from './decideAtMeeting.ts'

export const askQuestion = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemId: AgendaItemId,
  wish: QuestionWish,
) => decideAtMeeting(context, actor, meetingId, (reader, meeting) => decideAsk(reader, meeting, itemId, wish))

export const answerQuestion = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemId: AgendaItemId,
  questionId: QuestionId,
  text: string,
) =>
  decideAtMeeting(context, actor, meetingId, (reader, meeting) =>
    decideAnswer(reader, meeting, itemId, questionId, text),
  )

export const shareQuestion = (
  context: CommandContext,
  actor: Actor,
  meetingId: MeetingId,
  itemId: AgendaItemId,
  questionId: QuestionId,
  shared: boolean,
) =>
  decideAtMeeting(context, actor, meetingId, (reader, meeting) =>
    decideShare(reader, meeting, itemId, questionId, shared),
  )
