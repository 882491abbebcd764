import * as z from 'zod'
import { partKinds } from '../model/index.ts'
import * as a from './atoms.ts'
import * as r from './reviewShapes.ts'
import { route } from './route.ts'

const ofMaterial = z.strictObject({ materialId: a.materialId })
const ofPart = z.strictObject({ materialId: a.materialId, partId: a.partId })
const ofRound = z.strictObject({ materialId: a.materialId, roundId: a.roundId })
const ofComment = z.strictObject({ materialId: a.materialId, commentId: a.commentId })
const done = z.object({ sequence: z.number().int().describe('Sequence number of the material after the command') })
const inUnlocked = ['not-found', 'not-permitted', 'conflict', 'material-locked'] as const
const inComments = [...inUnlocked, 'comment-not-found', 'already-withdrawn', 'already-settled'] as const
const inSet = [...inComments, 'round-not-open', 'comment-not-draft', 'set-already-sent'] as const
const ofTerms = [
  'deadline-in-the-past',
  'no-invitations',
  'nothing-changed',
  'part-not-found',
  'shortening-reason-required',
] as const
const commentIds = z.array(a.commentId).min(1).max(2_000)
const roundDone = done.extend({ roundId: a.roundId })
const planWish = z.strictObject({
  opensAt: a.instant.nullable().default(null).describe('null: a person opens it'),
  closesAt: a.instant,
  terms: r.roundTermsWish,
})

/** Details of materials, rounds under terms, units, comments in bulk, substitutions. */
export const reviewRoutes = {
  changeDetails: route('PUT /api/v1/materials/{materialId}/details', {
    tag: 'material',
    summary: 'Change title, sponsor, lead unit or access; what is absent stays',
    params: ofMaterial,
    body: z.strictObject({
      title: a.title.optional(),
      sponsorId: a.personId.nullable().optional(),
      leadUnitId: a.unitId.nullable().optional(),
      access: r.access.optional(),
    }),
    answer: done,
    refusals: inUnlocked,
  }),
  handOver: route('PUT /api/v1/materials/{materialId}/drafter', {
    tag: 'material',
    summary: 'Make somebody else the drafter',
    params: ofMaterial,
    body: z.strictObject({ personId: a.personId }),
    answer: done,
    refusals: inUnlocked,
  }),
  giveIdentifiers: route('PUT /api/v1/materials/{materialId}/identifiers', {
    tag: 'material',
    summary: 'Enter the document and file reference (č.j., spisová značka) by hand',
    params: ofMaterial,
    body: z.strictObject({ documentReference: r.reference.nullable(), fileReference: r.reference.nullable() }),
    answer: done,
    refusals: ['not-found', 'not-permitted', 'conflict'],
  }),
  addTextPart: route('POST /api/v1/materials/{materialId}/parts', {
    tag: 'material',
    summary: 'Add a part with a text of its own',
    params: ofMaterial,
    body: z.strictObject({ kind: z.enum(partKinds), title: a.title }),
    answer: done.extend({ partId: a.partId }),
    status: 201,
    refusals: inUnlocked,
  }),
  renamePart: route('PATCH /api/v1/materials/{materialId}/parts/{partId}', {
    tag: 'material',
    summary: 'Change the title of a part',
    params: ofPart,
    body: z.strictObject({ title: a.title }),
    answer: done,
    refusals: [...inUnlocked, 'part-not-found'],
  }),
  removePart: route('DELETE /api/v1/materials/{materialId}/parts/{partId}', {
    tag: 'material',
    summary: 'Take a part out that nobody commented on',
    params: ofPart,
    answer: done,
    refusals: [...inUnlocked, 'part-not-found', 'part-in-use'],
  }),
  planRound: route('POST /api/v1/materials/{materialId}/rounds', {
    tag: 'material',
    summary: 'Prepare a round, to be opened later by a person or at a set time',
    params: ofMaterial,
    body: planWish,
    answer: roundDone,
    status: 201,
    refusals: [...inUnlocked, ...ofTerms],
  }),
  changePlan: route('PUT /api/v1/materials/{materialId}/rounds/{roundId}', {
    tag: 'material',
    summary: 'Change a round in preparation',
    params: ofRound,
    body: planWish,
    answer: done,
    refusals: [...inUnlocked, ...ofTerms, 'round-not-found', 'round-not-planned'],
  }),
  dropPlannedRound: route('DELETE /api/v1/materials/{materialId}/rounds/{roundId}', {
    tag: 'material',
    summary: 'Give a round in preparation up',
    params: ofRound,
    answer: done,
    refusals: [...inUnlocked, 'round-not-found', 'round-not-planned'],
  }),
  changeDeadline: route('PUT /api/v1/materials/{materialId}/rounds/{roundId}/deadline', {
    tag: 'material',
    summary: 'Prolong or shorten the deadline, for everybody or one participant; shortening needs its reason',
    params: ofRound,
    body: z.strictObject({
      closesAt: a.instant,
      participantId: z.union([a.unitId, a.personId]).nullable().default(null),
      reason: z.string().max(4_000).default(''),
    }),
    answer: done,
    refusals: [
      ...inUnlocked,
      'round-not-found',
      'round-not-open',
      'deadline-in-the-past',
      'shortening-reason-required',
    ],
  }),
  inviteToRound: route('POST /api/v1/materials/{materialId}/rounds/{roundId}/invitations', {
    tag: 'material',
    summary: 'Ask more units or people in a round, or change how they are asked',
    params: ofRound,
    body: z.strictObject({ invited: z.array(r.roundInvitationWish).min(1).max(500) }),
    answer: done,
    refusals: [...inUnlocked, 'round-not-found', 'round-not-open', 'deadline-in-the-past'],
  }),
  uninviteFromRound: route('DELETE /api/v1/materials/{materialId}/rounds/{roundId}/invitations/{participantId}', {
    tag: 'material',
    summary: 'Ask a unit or person no longer in this round',
    params: ofRound.extend({ participantId: z.union([a.unitId, a.personId]) }),
    answer: done,
    refusals: [...inUnlocked, 'round-not-found', 'round-not-open'],
  }),
  sendUnitSet: route('POST /api/v1/materials/{materialId}/units/{unitId}/answer', {
    tag: 'comment',
    summary: 'Send the official set of your unit, or say "no comments" for it; fixed afterwards',
    params: z.strictObject({ materialId: a.materialId, unitId: a.unitId }),
    body: z.strictObject({
      withoutComments: z.boolean().default(false),
      asLate: z.boolean().default(false).describe('Offer it after the deadline, for the drafter to admit'),
    }),
    answer: done,
    refusals: [
      ...inUnlocked,
      'round-not-open',
      'not-asked',
      'set-already-sent',
      'deadline-passed',
      'justification-required',
      'wording-required',
      'editorial-never-essential',
    ],
  }),
  editComment: route('PUT /api/v1/materials/{materialId}/comments/{commentId}', {
    tag: 'comment',
    summary: 'Word a private note or a draft of your unit anew',
    params: ofComment,
    body: z.strictObject(r.commentContent),
    answer: done,
    refusals: [...inComments, 'comment-not-draft', 'not-the-author', 'quote-not-in-body'],
  }),
  withdrawComments: route('POST /api/v1/materials/{materialId}/comments/withdrawn', {
    tag: 'comment',
    summary: 'Withdraw many comments in one act; all or nothing',
    params: ofMaterial,
    body: z.strictObject({ commentIds }),
    answer: done,
    refusals: [...inComments, 'not-the-author', 'through-the-head'],
  }),
  forwardComments: route('POST /api/v1/materials/{materialId}/comments/forwarded', {
    tag: 'comment',
    summary: 'Hand private notes to your unit for its set; all or nothing',
    params: ofMaterial,
    body: z.strictObject({ commentIds }),
    answer: done,
    refusals: [...inSet, 'not-asked'],
  }),
  rejectUnitComment: route('PUT /api/v1/materials/{materialId}/comments/{commentId}/rejection', {
    tag: 'comment',
    summary: 'Leave a draft out of the set of your unit',
    params: ofComment,
    body: z.strictObject({ reason: a.reasonText }),
    answer: done,
    refusals: [...inSet, 'reason-required'],
  }),
  restoreUnitComment: route('DELETE /api/v1/materials/{materialId}/comments/{commentId}/rejection', {
    tag: 'comment',
    summary: 'Take a rejected or merged draft back into the set',
    params: ofComment,
    answer: done,
    refusals: inSet,
  }),
  mergeUnitComments: route('POST /api/v1/materials/{materialId}/comments/{commentId}/merged', {
    tag: 'comment',
    summary: 'Take other drafts of your unit up in this one',
    params: ofComment,
    body: z.strictObject({ commentIds }),
    answer: done,
    refusals: [...inSet, 'link-not-possible'],
  }),
  decideLateComment: route('PUT /api/v1/materials/{materialId}/comments/{commentId}/lateness', {
    tag: 'comment',
    summary: 'Admit a comment that came after the deadline, or decline it with a reason',
    params: ofComment,
    body: z.strictObject({ admitted: z.boolean(), reason: a.reasonText.nullable().default(null) }),
    answer: done,
    refusals: [
      ...inUnlocked,
      'round-not-open',
      'comment-not-found',
      'already-withdrawn',
      'not-late',
      'already-decided',
      'reason-required',
    ],
  }),
  linkComments: route('POST /api/v1/materials/{materialId}/comments/{commentId}/duplicates', {
    tag: 'comment',
    summary: 'Link comments that say the same as this one: one settlement serves all',
    params: ofComment,
    body: z.strictObject({ commentIds }),
    answer: done,
    refusals: [...inComments, 'round-not-open', 'link-not-possible'],
  }),
  unlinkComment: route('DELETE /api/v1/materials/{materialId}/comments/{commentId}/link', {
    tag: 'comment',
    summary: 'Let a linked comment stand for itself again',
    params: ofComment,
    answer: done,
    refusals: [...inComments, 'round-not-open'],
  }),
  listSubstitutions: route('GET /api/v1/substitutions', {
    tag: 'directory',
    summary: 'Who stands in for whom: all for secretaries, otherwise those of you and your unit',
    answer: z.object({ substitutions: z.array(r.substitution) }),
  }),
  setSubstitution: route('POST /api/v1/substitutions', {
    tag: 'directory',
    summary: 'Record that somebody stands in for somebody absent',
    body: r.substitutionWish,
    answer: z.object({ substitutionId: r.substitutionId }),
    status: 201,
    refusals: ['not-permitted', 'conflict', 'deadline-in-the-past'],
  }),
  endSubstitution: route('DELETE /api/v1/substitutions/{substitutionId}', {
    tag: 'directory',
    summary: 'End a substitution before its time',
    params: z.strictObject({ substitutionId: r.substitutionId }),
    refusals: ['not-permitted', 'conflict', 'substitution-not-found'],
  }),
} as const
