import * as z from 'zod'
import { templates, visibilities } from '../model/index.ts'
import { decisionRoutes, whenSettling } from './decisionRoutes.ts'
import { demoGuest } from './demoShapes.ts'
import { exportRoutes } from './exportRoutes.ts'
import { directoryRoutes } from './directoryRoutes.ts'
import { identityRoutes } from './identityRoutes.ts'
import { meetingRoutes } from './meetingRoutes.ts'
import { shownSession } from './identityShapes.ts'
import { noticeRoutes } from './noticeRoutes.ts'
import { publicationRoutes } from './publicationRoutes.ts'
import { readingRoutes } from './readingRoutes.ts'
import { recordsRoutes } from './recordsRoutes.ts'
import { reviewRoutes } from './reviewRoutes.ts'
import { route } from './route.ts'
import { sealRoutes } from './sealRoutes.ts'
import { searchRoutes } from './searchRoutes.ts'
import * as s from './shapes.ts'

const ofMaterial = z.strictObject({ materialId: s.materialId })
const ofPart = z.strictObject({ materialId: s.materialId, partId: s.partId })
const ofComment = z.strictObject({ materialId: s.materialId, commentId: s.commentId })
const done = z.object({ sequence: z.number().int().describe('Sequence number of the material after the command') })
const numberInQuery = z.coerce.number().int().min(0).max(1_000_000_000)

const inMaterial = ['not-found', 'not-permitted', 'conflict'] as const
const inUnlocked = [...inMaterial, 'material-locked'] as const

/** Every route of the HTTP API. */
export const routes = {
  signIn: route('POST /api/v1/session', {
    tag: 'session',
    summary: 'Sign in against the office directory; sets the session cookies',
    open: true,
    body: z.strictObject({ login: z.string().min(1).max(256), password: z.string().min(1).max(1024) }),
    answer: s.sessionView,
    refusals: [
      'sign-in-failed',
      'sign-in-blocked',
      'password-must-change',
      'account-not-usable',
      'directory-unavailable',
    ],
  }),
  readSession: route('GET /api/v1/session', {
    tag: 'session',
    summary: 'Who is signed in, and whether the second factor is still missing',
    half: true,
    answer: s.sessionView,
  }),
  refreshSession: route('POST /api/v1/session/refresh', {
    tag: 'session',
    summary: 'Exchange the refresh cookie for a new pair of cookies',
    open: true,
    answer: s.sessionView,
    refusals: ['conflict'],
  }),
  signOut: route('DELETE /api/v1/session', { tag: 'session', summary: 'Sign out: end this session', open: true }),
  listSessions: route('GET /api/v1/sessions', {
    tag: 'session',
    summary: 'Own open sessions',
    answer: z.object({ sessions: z.array(shownSession) }),
  }),
  revokeSession: route('DELETE /api/v1/sessions/{sessionId}', {
    tag: 'session',
    summary: 'End one of your sessions, or as administrator anyone’s; its open sockets close within a second',
    params: z.strictObject({ sessionId: s.sessionId }),
    refusals: ['not-found', 'step-up-needed'],
  }),
  readOffice: route('GET /api/v1/office', {
    tag: 'directory',
    summary: 'The office this Glosa serves, for the page before sign-in',
    open: true,
    answer: z.object({
      name: z.string(),
      isDemo: z.boolean(),
      /** In the demo only: people whom a newcomer may be, with their public passwords. */
      guests: z.array(demoGuest).optional(),
    }),
  }),
  readDirectory: route('GET /api/v1/directory', {
    tag: 'directory',
    summary: 'People and units of the office, for choosing whom to invite',
    answer: z.object({ people: z.array(s.person.omit({ login: true, email: true })), units: z.array(s.unit) }),
  }),
  listTasks: route('GET /api/v1/tasks', {
    tag: 'material',
    summary: 'Materials that wait for you ("Moje úkoly")',
    answer: z.object({ cards: z.array(s.shownCard) }),
  }),
  listMaterials: route('GET /api/v1/materials', {
    tag: 'material',
    summary: 'Materials you may see, newest change first',
    query: z.strictObject({
      query: z.string().max(200).optional(),
      state: z.enum(['draft', 'in-review', 'settling', 'locked']).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      offset: numberInQuery.default(0),
    }),
    answer: z.object({ cards: z.array(s.shownCard), total: z.number().int() }),
  }),
  createMaterial: route('POST /api/v1/materials', {
    tag: 'material',
    summary: 'Found a material from a template',
    body: z.strictObject({
      title: s.title,
      template: z.enum(templates),
      templateId: z
        .string()
        .max(40)
        .optional()
        .describe('A template of the office whose base is `template`; absent: the usual one'),
      leadUnitId: s.unitId.nullable().default(null),
      sponsorId: s.personId.nullable().default(null),
      access: s.access.default('named'),
    }),
    answer: s.materialView,
    status: 201,
    refusals: ['not-permitted', 'not-found', 'template-not-found'],
  }),
  readMaterial: route('GET /api/v1/materials/{materialId}', {
    tag: 'material',
    summary: 'A material as you may see it',
    params: ofMaterial,
    answer: s.materialView,
    refusals: ['not-found', 'not-permitted'],
  }),
  renameMaterial: route('PATCH /api/v1/materials/{materialId}', {
    tag: 'material',
    summary: 'Change the title',
    params: ofMaterial,
    body: z.strictObject({ title: s.title }),
    answer: done,
    refusals: inUnlocked,
  }),
  readEvents: route('GET /api/v1/materials/{materialId}/events', {
    tag: 'material',
    summary: 'What happened after a sequence number, as you may see it; the whole history from 0',
    params: ofMaterial,
    query: z.strictObject({ after: numberInQuery.default(0) }),
    answer: z.object({ records: z.array(s.shownRecord), sequence: z.number().int() }),
    refusals: ['not-found', 'not-permitted'],
  }),
  addAnnex: route('POST /api/v1/materials/{materialId}/annexes', {
    tag: 'material',
    summary: 'Attach a file as an annex',
    params: ofMaterial,
    query: z.strictObject({ title: s.title, fileName: s.title }),
    body: 'bytes',
    answer: done,
    status: 201,
    refusals: [...inUnlocked, 'unsupported-media-type'],
  }),
  downloadAnnex: route('GET /api/v1/materials/{materialId}/parts/{partId}/file', {
    tag: 'material',
    summary: 'An attached file',
    params: ofPart,
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted', 'part-not-found'],
  }),
  addPicture: route('POST /api/v1/materials/{materialId}/pictures', {
    tag: 'material',
    summary: 'Keep a picture (PNG, JPEG, GIF, WebP) for use in the texts',
    params: ofMaterial,
    body: 'bytes',
    answer: z.object({ blob: s.sha256 }),
    status: 201,
    refusals: [...inUnlocked, 'unsupported-media-type'],
  }),
  readPicture: route('GET /api/v1/materials/{materialId}/pictures/{blob}', {
    tag: 'material',
    summary: 'A picture of the material',
    params: z.strictObject({ materialId: s.materialId, blob: s.sha256 }),
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted'],
  }),
  inviteParticipant: route('POST /api/v1/materials/{materialId}/invitations', {
    tag: 'material',
    summary: 'Invite a unit or a person, or change what they may do',
    params: ofMaterial,
    body: z.union([
      z.strictObject({ right: s.participantRight, unitId: s.unitId }),
      z.strictObject({ right: s.participantRight, personId: s.personId }),
    ]),
    answer: done,
    refusals: inUnlocked,
  }),
  removeParticipant: route('DELETE /api/v1/materials/{materialId}/invitations/{participantId}', {
    tag: 'material',
    summary: 'Take an invitation back; open connections lose the right at once',
    params: z.strictObject({ materialId: s.materialId, participantId: z.string().max(130) }),
    answer: done,
    refusals: inUnlocked,
  }),
  openRound: route('POST /api/v1/materials/{materialId}/round', {
    tag: 'material',
    summary: 'Open a review round: under terms, as planned, or plainly with everybody invited to comment',
    params: ofMaterial,
    body: z.strictObject({
      closesAt: s.instant,
      roundId: s.roundId.optional().describe('Of a planned round that opens now'),
      terms: s.roundTermsWish.optional(),
    }),
    answer: done,
    refusals: [
      ...inUnlocked,
      'round-still-open',
      'deadline-in-the-past',
      'no-invitations',
      'nothing-changed',
      'part-not-found',
      'shortening-reason-required',
    ],
  }),
  closeRound: route('POST /api/v1/materials/{materialId}/round/close', {
    tag: 'material',
    summary: 'Close the review round',
    params: ofMaterial,
    answer: done,
    refusals: [...inUnlocked, 'round-not-open'],
  }),
  finishReview: route('POST /api/v1/materials/{materialId}/round/finish', {
    tag: 'material',
    summary: 'Say that you are done ("mám hotovo", "bez připomínek")',
    params: ofMaterial,
    body: z.strictObject({ withoutComments: z.boolean() }),
    answer: done,
    refusals: [...inUnlocked, 'round-not-open', 'not-asked', 'through-the-head'],
  }),
  lodgeComment: route('POST /api/v1/materials/{materialId}/comments', {
    tag: 'comment',
    summary: 'Lodge a comment, draft one in your unit, or keep a private note',
    params: ofMaterial,
    body: z.strictObject({
      commentId: s.commentId.describe('Made by the client, so that a repeated request lodges once'),
      ...s.commentContent,
      visibility: z.enum(visibilities).nullable().default(null).describe('null: what the round says'),
      place: s.place,
      mentions: s.mentionIds,
      replacesText: z.boolean().default(false).describe('It asks for other words, so they must be given'),
      asLate: z.boolean().default(false).describe('Offer it after the deadline, for the drafter to admit'),
    }),
    answer: done,
    status: 201,
    refusals: [
      ...inUnlocked,
      'round-not-open',
      'not-asked',
      'part-not-in-round',
      'set-already-sent',
      'deadline-passed',
      'part-not-found',
      'quote-not-in-body',
      'anchor-not-in-body',
      'justification-required',
      'not-entitled-to-essential',
      'editorial-never-essential',
      'wording-required',
      'mentioned-may-not-see',
    ],
  }),
  withdrawComment: route('DELETE /api/v1/materials/{materialId}/comments/{commentId}', {
    tag: 'comment',
    summary: 'Withdraw your comment',
    params: ofComment,
    answer: done,
    refusals: [
      ...inUnlocked,
      'comment-not-found',
      'not-the-author',
      'through-the-head',
      'already-withdrawn',
      'already-settled',
    ],
  }),
  replyToComment: route('POST /api/v1/materials/{materialId}/comments/{commentId}/replies', {
    tag: 'comment',
    summary: 'Reply to a comment',
    params: ofComment,
    body: z.strictObject({ text: s.commentText, mentions: s.mentionIds }),
    answer: done,
    status: 201,
    refusals: [...inUnlocked, 'comment-not-found', 'already-withdrawn', 'mentioned-may-not-see'],
  }),
  settleComment: route('PUT /api/v1/materials/{materialId}/comments/{commentId}/settlement', {
    tag: 'comment',
    summary: 'Settle a comment; an accepted wording can be put into the text in the same act',
    params: ofComment,
    body: z.strictObject({ settlement: s.settlement, applyWording: z.boolean().default(false) }),
    answer: done,
    refusals: whenSettling,
  }),
  withdrawSettlement: route('DELETE /api/v1/materials/{materialId}/comments/{commentId}/settlement', {
    tag: 'comment',
    summary: 'Take a settlement back, to give another',
    params: ofComment,
    answer: done,
    refusals: [...inUnlocked, 'comment-not-found', 'round-not-open'],
  }),
  repairAnchors: route('POST /api/v1/materials/{materialId}/parts/{partId}/anchors', {
    tag: 'comment',
    summary: 'New places of comments after an edit that moved their words; each is checked against its quote',
    params: ofPart,
    body: z.strictObject({
      anchors: z
        .array(z.strictObject({ commentId: s.commentId, first: s.anchor.shape.first, last: s.anchor.shape.last }))
        .min(1)
        .max(2_000),
    }),
    answer: z.object({ repaired: z.number().int() }),
    refusals: [...inUnlocked, 'part-not-found'],
  }),
  lockMaterial: route('POST /api/v1/materials/{materialId}/lock', {
    tag: 'version',
    summary: 'Lock and number the version; irreversible',
    privileged: 'lock',
    params: ofMaterial,
    answer: z.object({ sequence: z.number().int(), version: z.number().int(), hash: s.sha256 }),
    refusals: [
      ...inUnlocked,
      'round-not-open',
      'round-still-open',
      'late-comments-undecided',
      'comments-unsettled',
      'settlements-held',
      'reactions-awaited',
      'dispute-open',
      'accepted-text-rewritten',
      'approval-incomplete',
      'unshowable-characters',
      'unshowable-images',
      'text-too-deep',
      'gate-closed',
    ],
  }),
  readVersion: route('GET /api/v1/materials/{materialId}/versions/{version}', {
    tag: 'version',
    summary: 'The canonical JSON of a locked version; its SHA-256 is the hash of the version',
    params: z.strictObject({ materialId: s.materialId, version: numberInQuery }),
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted', 'version-not-found'],
  }),
  downloadVersionFile: route('GET /api/v1/materials/{materialId}/versions/{version}/files/{file}', {
    tag: 'version',
    summary: 'A file of the package that went to the records system',
    params: z.strictObject({
      materialId: s.materialId,
      version: numberInQuery,
      file: z.enum(['pdf', 'json', 'comments', 'manifest', 'receipt', 'history', 'evidence']),
    }),
    answer: 'bytes',
    refusals: ['not-found', 'not-permitted', 'version-not-found'],
  }),
  ...decisionRoutes,
  ...directoryRoutes,
  ...exportRoutes,
  ...identityRoutes,
  ...meetingRoutes,
  ...readingRoutes,
  ...noticeRoutes,
  ...recordsRoutes,
  ...sealRoutes,
  ...publicationRoutes,
  ...searchRoutes,
  ...reviewRoutes,
} as const

export type Routes = typeof routes
export type RouteName = keyof Routes

/** What a caller passes as parameters, query and body of a route (before parsing). */
export type ParamsOf<N extends RouteName> = z.input<Routes[N]['params']>
export type QueryOf<N extends RouteName> = z.input<Routes[N]['query']>
export type BodyOf<N extends RouteName> = Routes[N]['body'] extends z.ZodType
  ? z.input<Routes[N]['body']>
  : Routes[N]['body'] extends 'bytes'
    ? Blob
    : undefined
/** What a route answers when it does not refuse. */
export type AnswerOf<N extends RouteName> = Routes[N]['answer'] extends z.ZodType
  ? z.output<Routes[N]['answer']>
  : Routes[N]['answer'] extends 'bytes'
    ? Uint8Array
    : null
