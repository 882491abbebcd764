import * as z from 'zod'
import type { AgendaItemId, AmendmentId, MeetingId, NoteId, QuestionId } from '../model/index.ts'
import { meetingActions, meetingBodies, meetingStates, partKinds, resolutionOutcomes } from '../model/index.ts'
import {
  branded,
  commentId,
  instant,
  materialId,
  opaque,
  partId,
  personId,
  personStamp,
  sha256,
  wording,
} from './shapes.ts'

const count = z.number().int().min(0)
const version = count.describe('Number of a locked version')

export const meetingId = branded<MeetingId>(opaque, 'Id of a meeting')
export const agendaItemId = branded<AgendaItemId>(opaque, 'Id of an item of an agenda')
export const amendmentId = branded<AmendmentId>(opaque, 'Id of an amendment')
export const questionId = branded<QuestionId>(opaque, 'Id of a question to a drafter')
export const noteId = branded<NoteId>(opaque, 'Id of a private note')

export const vote = z.strictObject({
  for: count.max(1_000),
  against: count.max(1_000),
  abstained: count.max(1_000),
})

export const resolution = z.object({
  outcome: z.enum(resolutionOutcomes),
  number: z.string().nullable().describe('null unless adopted'),
  text: z.string(),
  vote: vote.nullable(),
})

/** Words of a part of a version, in code points of its plain text. */
export const versionPassage = z.strictObject({
  partId,
  quote: z.string().min(1).max(20_000),
  start: count.max(50_000_000),
  end: count.max(50_000_000),
})

const act = z.object({ by: personStamp, at: instant })

export const amendment = z.object({
  id: amendmentId,
  number: count,
  by: personStamp,
  at: instant,
  passage: versionPassage.nullable(),
  proposedWording: wording.nullable(),
  text: z.string(),
  withdrawn: z.object({ at: instant }).nullable(),
  decided: act.extend({ accepted: z.boolean(), vote: vote.nullable() }).nullable(),
})

export const agendaQuestion = z.object({
  id: questionId,
  by: personStamp,
  at: instant,
  partId: partId.nullable(),
  text: z.string(),
  shared: z.boolean(),
  answers: z.array(act.extend({ text: z.string() })),
})

const agendaPart = z.object({
  partId,
  kind: z.enum(partKinds),
  title: z.string(),
  form: z.enum(['body', 'file']),
  hash: sha256,
  length: count.describe('Code points of a text, bytes of a file'),
})

export const agendaSubject = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('material'),
    materialId,
    materialNumber: z.string(),
    title: z.string(),
    version,
    hash: sha256,
    parts: z.array(agendaPart),
    drafter: personStamp,
    sponsor: personStamp.nullable(),
    leadUnitName: z.string().nullable(),
  }),
  z.object({ kind: z.literal('point'), title: z.string() }),
  z.object({ kind: z.literal('break'), title: z.string(), minutes: count }),
])

export const readingState = z
  .enum(['unread', 'begun', 'read', 'changed'])
  .describe('What you have read of it; changed: you have read other words than these')

const recorded = act.extend({ resolution })

/** An item of the agenda as one person may see it, with what they have read and noted themselves. */
export const agendaItemView = z.object({
  id: agendaItemId,
  number: count.nullable().describe('On the printed agenda; breaks have none'),
  subject: agendaSubject,
  pages: count.describe('Standard pages of 1,800 characters of all texts'),
  annexes: count.describe('Attached files'),
  tabled: act.nullable().describe('Came "na stůl", after the meeting was convened'),
  withdrawn: act.extend({ reason: z.string() }).nullable(),
  resolved: recorded.nullable(),
  corrected: z
    .array(recorded.extend({ reason: z.string() }))
    .describe('What stood there before each correction of the closed record, the oldest first'),
  amendments: z.array(amendment),
  questions: z.array(agendaQuestion).describe('Those you may see'),
  reading: readingState.nullable().describe('null for an item without papers'),
  notes: count.describe('Your private notes on it'),
  newerVersion: count.nullable().describe('A newer locked version than the one on the agenda, if there is one'),
  mayReadMaterial: z.boolean().describe('Whether the page of the material is open to you too'),
  mayAnswer: z.boolean().describe('Whether you are the drafter whom its questions go to'),
})

/** A meeting as one person may see it. */
export const meetingView = z.object({
  id: meetingId,
  sequence: count,
  body: z.enum(meetingBodies),
  title: z.string(),
  startsAt: instant,
  endsAt: instant,
  place: z.string(),
  state: z.enum(meetingStates),
  members: z.array(personStamp),
  presentIds: z.array(personId).nullable(),
  convened: act.nullable(),
  calendarRevision: count,
  changedAt: instant,
  cancelled: act.extend({ reason: z.string() }).nullable(),
  closed: act.extend({ recordHash: sha256 }).nullable(),
  agenda: z.array(agendaItemView),
  may: z.array(z.enum(meetingActions)).describe('What you may do now'),
})

/** The line of a meeting in lists. */
export const shownMeeting = z.object({
  meetingId,
  sequence: count,
  body: z.enum(meetingBodies),
  title: z.string(),
  startsAt: instant,
  endsAt: instant,
  place: z.string(),
  state: z.enum(meetingStates),
  items: count.describe('Items you may see'),
  resolved: count,
  unread: count.describe('Items with papers that you have not read to the end, or that changed since'),
})

export const notePlace = z.discriminatedUnion('at', [
  versionPassage.extend({ at: z.literal('passage'), materialId, version }),
  z.strictObject({ at: z.literal('part'), materialId, version, partId }),
  z.strictObject({ at: z.literal('material'), materialId, version }),
  z.strictObject({ at: z.literal('item'), meetingId, itemId: agendaItemId }),
])

export const readingNote = z.object({
  id: noteId,
  place: notePlace,
  text: z.string(),
  at: instant,
  changedAt: instant,
})

export const readMark = z.object({
  materialId,
  partId,
  version,
  hash: sha256,
  upTo: count.describe('Code points of a text, or pages of a file'),
  complete: z.boolean(),
  at: instant,
})

/** An amendment with where it was proposed, for the drafter of the next version. */
export const amendmentOfMaterial = z.object({
  meetingId,
  meetingTitle: z.string(),
  startsAt: instant,
  itemId: agendaItemId,
  version,
  amendment,
})

const paperPart = z.object({
  partId,
  hash: sha256,
  doc: z.looseObject({}).nullable().describe('The text as ProseMirror JSON; null for a file'),
  fileName: z.string().nullable(),
  mediaType: z.string().nullable(),
  blob: sha256.nullable().describe('Name of the attached file, to be asked for by it; null for a text'),
})

const before = z
  .array(z.object({ materialId, partId, version, doc: z.looseObject({}).nullable() }))
  .default([])
  .describe('Parts that changed since you read them, in the words that you read; doc is null for a file')

const comments = z
  .array(
    z.object({
      materialId,
      commentId,
      partId: partId.nullable(),
      quote: z.string().nullable(),
      text: z.string(),
      at: instant,
    }),
  )
  .describe('Your private comments in the materials')

/** The papers of one item as they stand on the agenda, with what you read and noted. */
export const agendaPaper = z.object({
  materialId,
  version,
  parts: z.array(paperPart),
  before,
  marks: z.array(readMark),
  notes: z.array(readingNote).describe('Yours on the item, the material and its passages'),
  comments,
})

/** Everything of a meeting that a tablet keeps for reading without a connection. */
export const meetingCopy = z.object({
  format: z.literal('glosa-meeting-copy'),
  formatNumber: z.literal(1),
  meeting: meetingView,
  parts: z.array(paperPart.extend({ materialId, version })),
  before,
  marks: z.array(readMark),
  notes: z.array(readingNote),
  comments,
})

export type MeetingView = z.output<typeof meetingView>
export type AgendaItemView = z.output<typeof agendaItemView>
export type ShownMeeting = z.output<typeof shownMeeting>
export type AgendaPaper = z.output<typeof agendaPaper>
export type MeetingCopy = z.output<typeof meetingCopy>
