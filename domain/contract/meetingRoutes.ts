import * as z from 'zod'
import { exportLocales, meetingBodies, minutesFormats, resolutionOutcomes } from '../model/index.ts'
import * as m from './meetingShapes.ts'
import { route } from './route.ts'
import * as s from './shapes.ts'

const ofMeeting = z.strictObject({ meetingId: m.meetingId })
const ofItem = z.strictObject({ meetingId: m.meetingId, itemId: m.agendaItemId })
const ofAmendment = ofItem.extend({ amendmentId: m.amendmentId })
const ofQuestion = ofItem.extend({ questionId: m.questionId })
const ofMaterial = z.strictObject({ materialId: s.materialId })
const done = z.object({ sequence: z.number().int().describe('Sequence number of the meeting after the command') })
const inMeeting = ['not-found', 'not-permitted', 'conflict', 'meeting-closed', 'meeting-cancelled'] as const
const versionNumber = z.number().int().min(1).max(1_000_000)

const presence = z.strictObject({ presentIds: z.array(s.personId).max(1_000) })
const resolutionBody = {
  outcome: z.enum(resolutionOutcomes),
  number: s.title
    .nullable()
    .default(null)
    .describe('For an adopted resolution; null takes the next number of the body and year'),
  text: s.commentText,
  vote: m.vote.nullable().default(null),
}
const facts = {
  title: s.title,
  startsAt: s.instant,
  endsAt: s.instant,
  place: s.title,
}
const inPreparation = [...inMeeting, 'meeting-not-convened', 'meeting-already-open'] as const
const resolutionRefusals = [
  'item-not-found',
  'resolution-number-required',
  'resolution-number-taken',
  'vote-exceeds-present',
] as const

/** Meetings of the board and the council. */
export const meetingRoutes = {
  listMeetings: route('GET /api/v1/meetings', {
    tag: 'meeting',
    summary: 'Meetings you may see: the next ones soonest first, past ones newest first',
    query: z.strictObject({
      when: z.enum(['upcoming', 'past']).default('upcoming'),
      body: z.enum(meetingBodies).optional(),
      materialId: s.materialId.optional().describe('Only those with this material on the agenda'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    }),
    answer: z.object({ meetings: z.array(m.shownMeeting), total: z.number().int(), mayPlan: z.boolean() }),
  }),
  planMeeting: route('POST /api/v1/meetings', {
    tag: 'meeting',
    summary: 'Plan a meeting; nobody is invited yet',
    body: z.strictObject({
      body: z.enum(meetingBodies),
      ...facts,
      memberIds: z
        .array(s.personId)
        .max(1_000)
        .nullable()
        .default(null)
        .describe('null: everybody whom the directory names as a member'),
    }),
    answer: m.meetingView,
    status: 201,
    refusals: ['not-permitted', 'conflict'],
  }),
  readMeeting: route('GET /api/v1/meetings/{meetingId}', {
    tag: 'meeting',
    summary: 'A meeting as you may see it',
    params: ofMeeting,
    answer: m.meetingView,
    refusals: ['not-found'],
  }),
  changeMeeting: route('PATCH /api/v1/meetings/{meetingId}', {
    tag: 'meeting',
    summary: 'Move or rename a meeting that has not been opened; calendars that have it are told',
    params: ofMeeting,
    body: z.strictObject(facts).partial(),
    answer: done,
    refusals: inPreparation,
  }),
  changeMembers: route('PUT /api/v1/meetings/{meetingId}/members', {
    tag: 'meeting',
    summary: 'Say who is invited',
    params: ofMeeting,
    body: z.strictObject({ memberIds: z.array(s.personId).max(1_000) }),
    answer: done,
    refusals: inPreparation,
  }),
  listCandidates: route('GET /api/v1/meetings/{meetingId}/candidates', {
    tag: 'meeting',
    summary: 'Locked materials that wait for a place on an agenda',
    params: ofMeeting,
    query: z.strictObject({ query: z.string().max(200).optional() }),
    answer: z.object({
      materials: z.array(
        z.object({
          materialId: s.materialId,
          number: z.string(),
          title: z.string(),
          version: z.number().int(),
          leadUnitName: z.string().nullable(),
          drafterName: z.string(),
        }),
      ),
    }),
    refusals: inMeeting,
  }),
  addAgendaItem: route('POST /api/v1/meetings/{meetingId}/items', {
    tag: 'meeting',
    summary: 'Put a locked material, a point or a break on the agenda; once convened it counts as tabled ("na stůl")',
    params: ofMeeting,
    body: z.strictObject({
      itemId: m.agendaItemId.describe('Made by the client, so that a repeated request adds once'),
      before: m.agendaItemId.nullable().default(null).describe('null puts it at the end'),
      subject: z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('material'),
          materialId: s.materialId,
          version: versionNumber.nullable().default(null).describe('null takes the newest'),
        }),
        z.strictObject({ kind: z.literal('point'), title: s.title }),
        z.strictObject({ kind: z.literal('break'), title: s.title, minutes: z.number().int().min(1).max(600) }),
      ]),
    }),
    answer: done,
    status: 201,
    refusals: [...inMeeting, 'item-not-found', 'already-on-agenda', 'material-not-locked', 'version-not-found'],
  }),
  orderAgenda: route('PUT /api/v1/meetings/{meetingId}/order', {
    tag: 'meeting',
    summary: 'Put the items into another order; all of them, each once',
    params: ofMeeting,
    body: z.strictObject({ itemIds: z.array(m.agendaItemId).max(1_000) }),
    answer: done,
    refusals: inMeeting,
  }),
  changeAgendaVersion: route('PUT /api/v1/meetings/{meetingId}/items/{itemId}/version', {
    tag: 'meeting',
    summary: 'Put a newer locked version in the place of the one on the agenda',
    params: ofItem,
    body: z.strictObject({ version: versionNumber }),
    answer: done,
    refusals: [...inMeeting, 'item-not-found', 'already-resolved', 'version-not-found', 'material-not-locked'],
  }),
  withdrawAgendaItem: route('POST /api/v1/meetings/{meetingId}/items/{itemId}/withdrawal', {
    tag: 'meeting',
    summary: 'Take an item off the agenda; after the invitation it stays as withdrawn, with the reason',
    params: ofItem,
    body: z.strictObject({ reason: s.reasonText.nullable().default(null) }),
    answer: done,
    refusals: [...inMeeting, 'item-not-found', 'already-resolved', 'reason-required'],
  }),
  conveneMeeting: route('POST /api/v1/meetings/{meetingId}/convening', {
    tag: 'meeting',
    summary: 'Convene: the agenda is fixed and the members are invited',
    params: ofMeeting,
    answer: done,
    refusals: [...inMeeting, 'meeting-not-planned', 'no-members', 'agenda-empty', 'deadline-in-the-past'],
  }),
  cancelMeeting: route('POST /api/v1/meetings/{meetingId}/cancellation', {
    tag: 'meeting',
    summary: 'Cancel a meeting that has not been opened',
    params: ofMeeting,
    body: z.strictObject({ reason: s.reasonText }),
    answer: done,
    refusals: inPreparation,
  }),
  openMeeting: route('POST /api/v1/meetings/{meetingId}/opening', {
    tag: 'meeting',
    summary: 'Open the meeting, with the members who are present',
    params: ofMeeting,
    body: presence,
    answer: done,
    refusals: [...inMeeting, 'meeting-not-convened'],
  }),
  recordAttendance: route('PUT /api/v1/meetings/{meetingId}/attendance', {
    tag: 'meeting',
    summary: 'Say who is present from now on',
    params: ofMeeting,
    body: presence,
    answer: done,
    refusals: [...inMeeting, 'meeting-not-open'],
  }),
  recordResolution: route('PUT /api/v1/meetings/{meetingId}/items/{itemId}/resolution', {
    tag: 'meeting',
    summary: 'Record what was resolved on an item, with number and votes',
    params: ofItem,
    body: z.strictObject(resolutionBody),
    answer: done.extend({ number: z.string().nullable() }),
    refusals: [...inMeeting, 'meeting-not-open', ...resolutionRefusals],
  }),
  closeMeeting: route('POST /api/v1/meetings/{meetingId}/closing', {
    tag: 'meeting',
    summary: 'Close: the record is fixed and hashed; afterwards only corrections beside it',
    params: ofMeeting,
    answer: done.extend({ recordHash: s.sha256 }),
    refusals: [...inMeeting, 'meeting-not-open', 'items-without-resolution', 'amendments-undecided'],
  }),
  correctResolution: route('POST /api/v1/meetings/{meetingId}/items/{itemId}/corrections', {
    tag: 'meeting',
    summary: 'Correct the closed record of an item; what stood there stays beside it',
    params: ofItem,
    body: z.strictObject({ ...resolutionBody, reason: s.reasonText }),
    answer: done.extend({ number: z.string().nullable() }),
    refusals: [...inMeeting, 'meeting-not-open', ...resolutionRefusals],
  }),
  proposeAmendment: route('POST /api/v1/meetings/{meetingId}/items/{itemId}/amendments', {
    tag: 'meeting',
    summary: 'Propose other words for a passage of the version, or an amendment in free text',
    params: ofItem,
    body: z.strictObject({
      amendmentId: m.amendmentId.describe('Made by the client, so that a repeated request proposes once'),
      passage: m.versionPassage.nullable().default(null),
      proposedWording: s.wording.nullable().default(null),
      text: s.commentText,
    }),
    answer: done,
    status: 201,
    refusals: [
      ...inMeeting,
      'meeting-not-convened',
      'item-not-found',
      'already-resolved',
      'wording-required',
      'quote-not-in-body',
      'part-not-found',
    ],
  }),
  withdrawAmendment: route('DELETE /api/v1/meetings/{meetingId}/items/{itemId}/amendments/{amendmentId}', {
    tag: 'meeting',
    summary: 'Withdraw your amendment',
    params: ofAmendment,
    answer: done,
    refusals: [
      ...inMeeting,
      'meeting-not-convened',
      'item-not-found',
      'amendment-not-found',
      'not-the-author',
      'already-withdrawn',
      'already-resolved',
    ],
  }),
  decideAmendment: route('PUT /api/v1/meetings/{meetingId}/items/{itemId}/amendments/{amendmentId}/decision', {
    tag: 'meeting',
    summary: 'Record whether the meeting accepted an amendment',
    params: ofAmendment,
    body: z.strictObject({ accepted: z.boolean(), vote: m.vote.nullable().default(null) }),
    answer: done,
    refusals: [
      ...inMeeting,
      'meeting-not-open',
      'item-not-found',
      'amendment-not-found',
      'already-withdrawn',
      'vote-exceeds-present',
    ],
  }),
  listAmendments: route('GET /api/v1/materials/{materialId}/amendments', {
    tag: 'meeting',
    summary: 'Amendments to a material at all meetings that you may see; the accepted ones belong in its next version',
    params: ofMaterial,
    answer: z.object({ amendments: z.array(m.amendmentOfMaterial) }),
    refusals: ['not-found'],
  }),
  askQuestion: route('POST /api/v1/meetings/{meetingId}/items/{itemId}/questions', {
    tag: 'meeting',
    summary: 'Ask the drafter; only the two of you see the thread unless you share it with the body',
    params: ofItem,
    body: z.strictObject({
      questionId: m.questionId.describe('Made by the client, so that a repeated request asks once'),
      partId: s.partId.nullable().default(null),
      text: s.commentText,
      shared: z.boolean().default(false),
    }),
    answer: done,
    status: 201,
    refusals: [...inMeeting, 'meeting-not-convened', 'item-not-found', 'part-not-found'],
  }),
  answerQuestion: route('POST /api/v1/meetings/{meetingId}/items/{itemId}/questions/{questionId}/answers', {
    tag: 'meeting',
    summary: 'Answer a question, or go on asking in the same thread',
    params: ofQuestion,
    body: z.strictObject({ text: s.commentText }),
    answer: done,
    status: 201,
    refusals: [...inMeeting, 'meeting-not-convened', 'item-not-found', 'question-not-found'],
  }),
  shareQuestion: route('PUT /api/v1/meetings/{meetingId}/items/{itemId}/questions/{questionId}/sharing', {
    tag: 'meeting',
    summary: 'Show your question and its answers to the whole body, or take it back',
    params: ofQuestion,
    body: z.strictObject({ shared: z.boolean() }),
    answer: done,
    refusals: [...inMeeting, 'meeting-not-convened', 'item-not-found', 'question-not-found', 'not-the-author'],
  }),
  readMeetingEvents: route('GET /api/v1/meetings/{meetingId}/events', {
    tag: 'meeting',
    summary: 'What happened at a meeting after a sequence number, as you may see it',
    params: ofMeeting,
    query: z.strictObject({ after: z.coerce.number().int().min(0).max(1_000_000_000).default(0) }),
    answer: z.object({ records: z.array(s.shownRecord), sequence: z.number().int() }),
    refusals: ['not-found'],
  }),
  readInvitation: route('GET /api/v1/meetings/{meetingId}/invitation.ics', {
    tag: 'meeting',
    summary: 'The meeting as a calendar file (RFC 5545), without the agenda: calendars travel',
    params: ofMeeting,
    answer: 'bytes',
    refusals: ['not-found'],
  }),
  readMinutes: route('GET /api/v1/meetings/{meetingId}/minutes', {
    tag: 'meeting',
    summary: 'The fixed record of a closed meeting as canonical JSON; its SHA-256 is the hash of the record',
    params: ofMeeting,
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted', 'meeting-not-open'],
  }),
  downloadMinutes: route('GET /api/v1/meetings/{meetingId}/minutes/{format}', {
    tag: 'meeting',
    summary: 'The record of a meeting as a document to print; while the meeting is held, a draft for the secretary',
    params: ofMeeting.extend({ format: z.enum(minutesFormats) }),
    query: z.strictObject({ locale: z.enum(exportLocales).optional() }),
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted', 'meeting-not-open'],
  }),
  readMeetingCopy: route('GET /api/v1/meetings/{meetingId}/copy', {
    tag: 'meeting',
    summary: 'Agenda, texts and your own notes in one piece for reading without a connection; with an ETag',
    params: ofMeeting,
    answer: 'bytes',
    refusals: ['not-found'],
  }),
} as const
