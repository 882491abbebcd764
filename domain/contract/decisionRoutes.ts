import * as z from 'zod'
import { reactionKinds, rulings } from '../model/index.ts'
import * as a from './atoms.ts'
import { approvalItem, approvalOutcome, materialTextView, readiness } from './decisionShapes.ts'
import { route } from './route.ts'
import { officeSettings, settingsChange, settingsView } from './settingShapes.ts'

const ofMaterial = z.strictObject({ materialId: a.materialId })
const ofComment = z.strictObject({ materialId: a.materialId, commentId: a.commentId })
const ofDispute = z.strictObject({ materialId: a.materialId, disputeId: a.disputeId })
const done = z.object({ sequence: z.number().int().describe('Sequence number of the material after the command') })

const inMaterial = ['not-found', 'not-permitted', 'conflict'] as const
const inUnlocked = [...inMaterial, 'material-locked'] as const
const inDispute = [...inUnlocked, 'dispute-not-found', 'dispute-ended'] as const
const toApprove = [...inUnlocked, 'approval-not-running', 'approval-not-asked'] as const

/** What may be wrong with settling, one comment or many. */
export const whenSettling = [
  ...inUnlocked,
  'round-not-open',
  'comment-not-found',
  'already-withdrawn',
  'already-settled',
  'reason-required',
  'ruling-binds',
  'no-proposed-wording',
  'anchor-not-in-body',
  'quote-changed',
  'gate-closed',
  'body-too-large',
] as const

const commentIds = z.array(a.commentId).min(1).max(2_000)
const resolution = a.line(120).nullable().default(null).describe('Number of the resolution of a deciding body')
const stepId = z.string().max(40).nullable().default(null).describe('null: the step that asks you')

/** Settlement, disputes, approvals, new versions and the settings of the office. */
export const decisionRoutes = {
  settleComments: route('POST /api/v1/materials/{materialId}/settlements', {
    tag: 'comment',
    summary: 'Settle many comments in one act with one verdict and reason; all or nothing',
    params: ofMaterial,
    body: z.strictObject({ commentIds, settlement: a.settlement, applyWording: z.boolean().default(false) }),
    answer: done,
    refusals: whenSettling,
  }),
  releaseSettlements: route('POST /api/v1/materials/{materialId}/settlements/release', {
    tag: 'comment',
    summary: 'Show prepared settlements to those who lodged the comments',
    params: ofMaterial,
    body: z.strictObject({ commentIds: commentIds.nullable().default(null).describe('null: all that are prepared') }),
    answer: done,
    refusals: [...inUnlocked, 'settlement-not-held'],
  }),
  returnSettlements: route('POST /api/v1/materials/{materialId}/settlements/return', {
    tag: 'comment',
    summary: 'Send prepared settlements back to the drafter',
    params: ofMaterial,
    body: z.strictObject({ commentIds, reason: a.reasonText }),
    answer: done,
    refusals: [...inUnlocked, 'settlement-not-held', 'reason-required'],
  }),
  reactToSettlement: route('PUT /api/v1/materials/{materialId}/comments/{commentId}/reaction', {
    tag: 'comment',
    summary: 'Agree with a settlement or insist; insisting on an essential comment opens a dispute',
    params: ofComment,
    body: z.strictObject({ reaction: z.enum(reactionKinds), reason: a.reasonText.nullable().default(null) }),
    answer: done,
    refusals: [
      ...inUnlocked,
      'comment-not-found',
      'not-the-author',
      'already-withdrawn',
      'reaction-not-asked',
      'already-reacted',
      'deadline-passed',
      'reason-required',
      'ruling-binds',
    ],
  }),
  acknowledgeRewriting: route('POST /api/v1/materials/{materialId}/rewritings', {
    tag: 'comment',
    summary: 'Take note that accepted passages were rewritten since; from now on they count as they stand',
    params: ofMaterial,
    body: z.strictObject({ commentIds, reason: a.reasonText }),
    answer: done,
    refusals: [...inUnlocked, 'round-not-open', 'comment-not-found', 'nothing-rewritten', 'reason-required'],
  }),
  recordDisputeMeeting: route('POST /api/v1/materials/{materialId}/disputes/{disputeId}/meetings', {
    tag: 'comment',
    summary: 'Record a discussion of a dispute',
    params: ofDispute,
    body: z.strictObject({ heldAt: a.instant, present: a.text(2_000), conclusion: a.text(4_000) }),
    answer: done,
    status: 201,
    refusals: [...inDispute, 'not-competent'],
  }),
  escalateDispute: route('POST /api/v1/materials/{materialId}/disputes/{disputeId}/escalation', {
    tag: 'comment',
    summary: 'Pass a dispute on to the next level',
    params: ofDispute,
    body: z.strictObject({ reason: a.reasonText }),
    answer: done,
    refusals: [...inDispute, 'not-competent', 'reason-required', 'dispute-at-last-level'],
  }),
  decideDispute: route('POST /api/v1/materials/{materialId}/disputes/{disputeId}/decision', {
    tag: 'comment',
    summary: 'Decide a dispute as the competent person of its level, with reasons',
    params: ofDispute,
    body: z.strictObject({ ruling: z.enum(rulings), reason: a.reasonText, resolution }),
    answer: done,
    refusals: [...inDispute, 'not-competent', 'reason-required', 'resolution-required'],
  }),
  withdrawDispute: route('POST /api/v1/materials/{materialId}/disputes/{disputeId}/withdrawal', {
    tag: 'comment',
    summary: 'No longer insist ("na připomínce netrvá")',
    params: ofDispute,
    body: z.strictObject({ reason: a.reasonText.nullable().default(null) }),
    answer: done,
    refusals: [...inDispute, 'not-the-author'],
  }),
  permitFinalising: route('POST /api/v1/materials/{materialId}/disputes/finalising', {
    tag: 'comment',
    summary: 'Let the material be finalised although disputes last; the highest level only',
    params: ofMaterial,
    body: z.strictObject({
      disputeIds: z.array(a.disputeId).min(1).max(500),
      reason: a.reasonText,
      resolution,
    }),
    answer: done,
    refusals: [...inDispute, 'not-competent', 'reason-required', 'resolution-required'],
  }),
  readReadiness: route('GET /api/v1/materials/{materialId}/readiness', {
    tag: 'version',
    summary: 'Hash of the text now, rewritten passages, what approvals are worth, and what stands in the way of a lock',
    params: ofMaterial,
    answer: readiness,
    refusals: ['not-found', 'not-permitted'],
  }),
  readText: route('GET /api/v1/materials/{materialId}/texts/{text}', {
    tag: 'version',
    summary:
      'A whole text to read or compare: `now`, the number of a locked version (`1`), or the hash of what was approved',
    params: z.strictObject({
      materialId: a.materialId,
      text: z.string().regex(/^(now|[1-9]\d{0,8}|[0-9a-f]{64})$/),
    }),
    answer: materialTextView,
    refusals: ['not-found', 'not-permitted', 'version-not-found'],
  }),
  flagMaterial: route('PUT /api/v1/materials/{materialId}/flags', {
    tag: 'material',
    summary: 'Say what the material touches (budget, property …); conditions of approval routes ask for it',
    params: ofMaterial,
    body: z.strictObject({ flags: z.array(z.string().max(40)).max(50) }),
    answer: done,
    refusals: [...inUnlocked, 'flag-unknown'],
  }),
  startApproval: route('POST /api/v1/materials/{materialId}/approval', {
    tag: 'version',
    summary: 'Send the text out on the approval route of its template',
    params: ofMaterial,
    answer: done,
    status: 201,
    refusals: [...inUnlocked, 'round-still-open', 'approval-running', 'approver-missing', 'approval-without-steps'],
  }),
  cancelApproval: route('DELETE /api/v1/materials/{materialId}/approval', {
    tag: 'version',
    summary: 'Take the text back from approval',
    params: ofMaterial,
    answer: done,
    refusals: [...inUnlocked, 'approval-not-running'],
  }),
  giveApproval: route('POST /api/v1/materials/{materialId}/approval/approvals', {
    tag: 'version',
    summary: 'Approve the text that you were shown',
    privileged: 'approve',
    params: ofMaterial,
    body: z.strictObject({ hash: a.sha256.describe('Of the text that you were shown'), stepId }),
    answer: done,
    status: 201,
    refusals: [...toApprove, 'text-changed'],
  }),
  returnApproval: route('POST /api/v1/materials/{materialId}/approval/return', {
    tag: 'version',
    summary: 'Send the text back to its drafter, with reasons; the route ends',
    privileged: 'approve',
    params: ofMaterial,
    body: z.strictObject({ reason: a.reasonText, stepId }),
    answer: done,
    refusals: [...toApprove, 'reason-required'],
  }),
  listApprovals: route('GET /api/v1/approvals', {
    tag: 'version',
    summary: 'Materials that wait for your approval, each with the hash of the text to approve',
    answer: z.object({ items: z.array(approvalItem) }),
  }),
  approveMany: route('POST /api/v1/approvals', {
    tag: 'version',
    summary: 'Approve many materials in one reviewed list; each is bound to the hash shown and answered on its own',
    privileged: 'approve',
    body: z.strictObject({
      items: z
        .array(z.strictObject({ materialId: a.materialId, hash: a.sha256, stepId }))
        .min(1)
        .max(200),
    }),
    answer: z.object({ outcomes: z.array(approvalOutcome) }),
  }),
  startNewVersion: route('POST /api/v1/materials/{materialId}/versions', {
    tag: 'version',
    summary: 'Take a locked material up again as its next version; the locked one stays as it is',
    params: ofMaterial,
    body: z.strictObject({
      reason: a.reasonText,
      tabled: z.boolean().default(false).describe('A late paper, brought to the meeting itself (na stůl)'),
    }),
    answer: done,
    status: 201,
    refusals: [...inMaterial, 'material-not-locked', 'reason-required'],
  }),
  readSettings: route('GET /api/v1/office/settings', {
    tag: 'administration',
    summary: 'How the office runs its procedure: templates, approval routes, dispute levels, calendar, code lists',
    answer: settingsView,
  }),
  changeSettings: route('PATCH /api/v1/office/settings', {
    tag: 'administration',
    summary: 'Change one section of the settings; the change is an event',
    privileged: 'administer',
    body: z.strictObject({
      sequence: a.count.describe('Of the settings that you saw; an older one is a conflict'),
      change: settingsChange,
    }),
    answer: settingsView,
    refusals: ['not-permitted', 'conflict'],
  }),
  readSettingsHistory: route('GET /api/v1/office/settings/history', {
    tag: 'administration',
    summary: 'Who changed which setting when',
    answer: z.object({
      usual: officeSettings.describe('What held before the first change'),
      records: z.array(
        z.object({ sequence: a.count, at: a.instant, by: a.personStamp, changes: z.array(settingsChange) }),
      ),
    }),
    refusals: ['not-permitted'],
  }),
} as const
