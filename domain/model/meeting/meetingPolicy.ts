import type { MaterialId } from '../ids.ts'
import type { Actor } from '../people.ts'
import { isRefused, refused, type Refused } from '../refusals.ts'
import type { MeetingEvent, MeetingRecord } from './events.ts'
import type { AgendaItem, AgendaQuestion, Meeting, MeetingState } from './meeting.ts'

/** What a person may ask of a meeting. One table, asked for every command and every read. */
export const meetingActions = [
  'read',
  'prepare',
  'convene',
  'cancel',
  'open',
  'record',
  'close',
  'correct',
  'propose-amendment',
  'ask',
  'answer',
  'share-question',
] as const
export type MeetingAction = (typeof meetingActions)[number]

/**
 * How a person stands to a meeting. `member`: on the council now and invited to this meeting.
 * `councillor`: on the council, not invited. `reader`: may read a material on the agenda.
 */
export const meetingRelations = ['secretary', 'member', 'councillor', 'reader', 'stranger'] as const
export type MeetingRelation = (typeof meetingRelations)[number]

/** Somebody with what the materials' own policy says of them. */
export interface MeetingReader {
  readonly actor: Actor
  /** Whether the person may read the material. */
  readonly reads: (materialId: MaterialId) => boolean
}

export function meetingRelationOf({ actor, reads }: MeetingReader, meeting: Meeting): MeetingRelation {
  if (actor.roles.includes('secretary')) return 'secretary'
  if (actor.roles.includes('council-member')) return isInvited(actor, meeting) ? 'member' : 'councillor'
  // What is being prepared is nobody's business yet, not even that it is.
  if (meeting.convened === null) return 'stranger'
  return meeting.agenda.some((item) => isReadable(item, reads)) ? 'reader' : 'stranger'
}

type Rule = readonly [relations: readonly MeetingRelation[], states: readonly MeetingState[]]

const everybody = ['secretary', 'member', 'councillor', 'reader'] as const
const always = ['planned', 'convened', 'held', 'closed', 'cancelled'] as const
const announced = ['convened', 'held', 'closed', 'cancelled'] as const

const rules: Readonly<Record<MeetingAction, Rule>> = {
  read: [everybody, always],
  prepare: [['secretary'], ['planned', 'convened', 'held']],
  convene: [['secretary'], ['planned']],
  cancel: [['secretary'], ['planned', 'convened']],
  open: [['secretary'], ['convened']],
  record: [['secretary'], ['held']],
  close: [['secretary'], ['held']],
  correct: [['secretary'], ['closed']],
  'propose-amendment': [['member'], ['convened', 'held']],
  ask: [['member'], ['convened', 'held']],
  answer: [everybody, ['convened', 'held', 'closed']],
  'share-question': [['member'], announced],
}

/**
 * Whether the person may do this at the meeting now. For who may not read the meeting it does not
 * exist: the answer is `not-found`, for every action.
 */
export function mayActAtMeeting(reader: MeetingReader, action: MeetingAction, meeting: Meeting): true | Refused {
  const relation = meetingRelationOf(reader, meeting)
  if (relation === 'stranger') return refused('not-found')
  const [relations, states] = rules[action]
  if (!relations.includes(relation)) return refused('not-permitted')
  if (states.includes(meeting.state)) return true
  if (meeting.state === 'closed') return refused('meeting-closed')
  if (meeting.state === 'cancelled') return refused('meeting-cancelled')
  if (states.includes('planned')) return refused('meeting-not-planned')
  return refused(states.includes('convened') ? 'meeting-not-convened' : 'meeting-not-open')
}

/** Whether the person may plan meetings at all. */
export const mayPlanMeeting = (actor: Actor): true | Refused =>
  actor.roles.includes('secretary') || refused('not-permitted')

/**
 * Whether a place on a convened agenda lets the person read the locked version, whoever else may
 * read the material: papers of a meeting are there for its members.
 */
export const readsByAgenda = (actor: Actor, meeting: Meeting, materialId: MaterialId): boolean =>
  meeting.convened !== null &&
  actor.roles.includes('council-member') &&
  isInvited(actor, meeting) &&
  meeting.agenda.some(({ subject }) => subject.kind === 'material' && subject.materialId === materialId)

/** Whether the person sees this item. Who is no member sees the items whose material they may read. */
export function maySeeItem(reader: MeetingReader, meeting: Meeting, item: AgendaItem): boolean {
  const relation = meetingRelationOf(reader, meeting)
  if (relation === 'secretary') return true
  if (relation === 'stranger' || meeting.convened === null) return false
  if (relation === 'member' || item.subject.kind !== 'material') return true
  return isReadable(item, reader.reads)
}

/** A question is for the drafter and who asked; once shared, for the whole body and the secretary. */
export function maySeeQuestion(
  reader: MeetingReader,
  meeting: Meeting,
  { subject }: AgendaItem,
  question: AgendaQuestion,
): boolean {
  const { personId } = reader.actor
  if (question.by.personId === personId) return true
  if (subject.kind === 'material' && subject.drafter.personId === personId) return true
  return question.shared && ['secretary', 'member', 'councillor'].includes(meetingRelationOf(reader, meeting))
}

/** The meeting as one person may see it, items, questions and all; a refusal when it does not exist for them. */
export function meetingShownTo(reader: MeetingReader, meeting: Meeting): Meeting | Refused {
  const allowed = mayActAtMeeting(reader, 'read', meeting)
  if (isRefused(allowed)) return allowed
  const agenda = meeting.agenda
    .filter((item) => maySeeItem(reader, meeting, item))
    .map((item) => ({
      ...item,
      questions: item.questions.filter((question) => maySeeQuestion(reader, meeting, item, question)),
    }))
  return { ...meeting, agenda }
}

type Shown = Pick<MeetingRecord, 'sequence' | 'at' | 'by' | 'events'>

/**
 * The part of a record that the person may see; `null` when nothing is left.
 * @param meeting the meeting after the record
 */
export function meetingRecordShownTo(reader: MeetingReader, record: Shown, meeting: Meeting): Shown | null {
  const relation = meetingRelationOf(reader, meeting)
  if (relation === 'stranger') return null
  const shown = (event: MeetingEvent): boolean => {
    if (relation === 'secretary' && !event.type.startsWith('question-')) return true
    if (event.type === 'agenda-ordered' || event.type === 'agenda-item-removed') return meeting.convened !== null
    if (!('itemId' in event)) return true
    const item = meeting.agenda.find(({ id }) => id === event.itemId)
    if (!item || !maySeeItem(reader, meeting, item)) return false
    if (!('questionId' in event)) return true
    const question = item.questions.find(({ id }) => id === event.questionId)
    return question !== undefined && maySeeQuestion(reader, meeting, item, question)
  }
  const events = record.events.filter(shown)
  if (events.length === 0) return null
  const { sequence, at, by } = record
  return { sequence, at, by, events }
}

const isInvited = (actor: Actor, meeting: Meeting): boolean =>
  meeting.members.some(({ personId }) => personId === actor.personId)

const isReadable = ({ subject }: AgendaItem, reads: MeetingReader['reads']): boolean =>
  subject.kind === 'material' && reads(subject.materialId)
