import * as z from 'zod'
import {
  approvalStandings,
  partKinds,
  reactionKinds,
  reactionStates,
  releasers,
  refusalCodes,
  roles,
  rulings,
} from '../model/index.ts'
import {
  anchor,
  approvalRouteId,
  commentId,
  count,
  disputeId,
  instant,
  materialId,
  partId,
  personId,
  personStamp,
  settlement,
  sha256,
  unitId,
} from './atoms.ts'
import { disputeLevel } from './settingShapes.ts'

const act = { by: personStamp, at: instant }

/** The words that were accepted; an empty quote is an accepted deletion. */
const passage = anchor.extend({ quote: z.string().max(20_000) })

export const settled = z.object({
  settlement,
  ...act,
  wordingApplied: z.boolean(),
  released: z.object(act).nullable().describe('null: prepared, seen by the drafter and the sponsor only'),
  heldFor: z.enum(releasers).nullable().describe('Who releases it'),
  returned: z
    .object({ ...act, reason: z.string() })
    .nullable()
    .describe('Sent back by the sponsor'),
  reactBy: instant.nullable().describe('Until when the lodging body may agree or insist; silence then is consent'),
  reaction: z.object({ kind: z.enum(reactionKinds), ...act, reason: z.string().nullable() }).nullable(),
  passage: passage.nullable(),
  servedBy: commentId.nullable().describe('The linked comment for which it was given'),
})

export const dispute = z.object({
  id: disputeId,
  number: count,
  commentIds: z.array(commentId),
  openedBy: personStamp,
  openedAt: instant,
  reason: z.string(),
  levels: z.array(disputeLevel).describe('The levels of the office as they were then'),
  level: count.describe('Index of the level it is at'),
  escalations: z.array(z.object({ level: count, ...act, reason: z.string() })),
  meetings: z.array(
    z.object({
      level: count,
      heldAt: instant,
      present: z.string(),
      conclusion: z.string(),
      recordedBy: personStamp,
      recordedAt: instant,
    }),
  ),
  outcome: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('decided'),
        ...act,
        level: count,
        ruling: z.enum(rulings),
        reason: z.string(),
        resolution: z.string().nullable(),
      }),
      z.object({ kind: z.literal('withdrawn'), ...act, reason: z.string().nullable() }),
      z.object({ kind: z.literal('agreed'), ...act }),
    ])
    .nullable(),
  finalisingPermitted: z.object({ ...act, reason: z.string(), resolution: z.string().nullable() }).nullable(),
})

const approver = z.discriminatedUnion('by', [
  z.object({ by: z.literal('person'), personId, displayName: z.string() }),
  z.object({ by: z.literal('unit-head'), unitId, unitName: z.string() }),
  z.object({ by: z.literal('role'), role: z.enum(roles) }),
])

export const approvalStep = z.object({
  id: z.string(),
  name: z.string().nullable(),
  stage: count,
  approver,
  flag: z.string().nullable(),
})

export const approvalRoute = z.object({
  id: approvalRouteId,
  version: count,
  startedBy: personStamp,
  startedAt: instant,
  textHash: sha256,
  steps: z.array(approvalStep),
  ended: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('returned'), stepId: z.string(), ...act, reason: z.string() }),
      z.object({ kind: z.literal('cancelled'), ...act }),
    ])
    .nullable(),
})

export const approval = z.object({
  routeId: approvalRouteId,
  stepId: z.string(),
  approver,
  by: personStamp,
  standingFor: personStamp.nullable(),
  at: instant,
  textHash: sha256.describe('What was approved; readable as a text of the material'),
  version: count,
  voided: z.object({ at: instant, textHash: sha256 }).nullable(),
})

export const startedVersion = z.object({ number: count, ...act, reason: z.string(), tabled: z.boolean() })

/** A part of a text of the material as it is approved and compared. */
const textPart = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('body'),
    partId,
    kind: z.enum(partKinds),
    title: z.string(),
    bodySchemaNumber: count,
    doc: z.looseObject({}).describe('ProseMirror JSON'),
  }),
  z.object({
    form: z.literal('file'),
    partId,
    kind: z.enum(partKinds),
    title: z.string(),
    fileName: z.string(),
    mediaType: z.string(),
    bytes: count,
    blob: sha256,
  }),
])

export const materialTextView = z.object({
  hash: sha256.describe('SHA-256 of the canonical JSON of title and parts: what an approval is bound to'),
  title: z.string(),
  parts: z.array(textPart),
})

/** Where the material stands: what the server alone can know of its text now, and what is still to do before a lock. */
export const readiness = z.object({
  sequence: count,
  textHash: sha256.nullable().describe('Hash of the text as it is now; null for a locked material'),
  isApprovalRequired: z.boolean(),
  obstacles: z
    .array(
      z.object({
        code: z.enum(refusalCodes),
        detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .describe('What stands in the way of a lock, in the order in which it is best removed'),
  rewritten: z
    .array(
      z.object({
        commentId,
        accepted: z.string().describe('The words as they were accepted; empty for an accepted deletion'),
        now: z.string().nullable().describe('What stands there now; null when the place is gone'),
      }),
    )
    .describe('Accepted passages that read differently now: acknowledge or settle anew before the lock'),
  approvals: z
    .array(approval.extend({ standing: z.enum(approvalStandings) }))
    .describe('Every approval with what it is worth: of a locked version, of the text now, or void'),
  dueSteps: z.array(approvalStep.extend({ isYours: z.boolean() })).describe('Steps that may be taken now'),
  changedSinceYourApproval: sha256.nullable().describe('Hash of what you approved last when the text is another now'),
  reactions: z
    .array(z.object({ commentId, state: z.enum(reactionStates), isYours: z.boolean() }))
    .describe('How the lodging bodies stand to released settlements at this moment'),
  yourDisputes: z
    .array(
      z.object({
        disputeId,
        commentIds: z.array(commentId),
        mayRecordMeeting: z.boolean(),
        mayEscalate: z.boolean(),
        mayDecide: z.boolean(),
        mayWithdraw: z.boolean(),
        mayPermitFinalising: z.boolean(),
      }),
    )
    .describe('Open disputes with what you may do in them'),
  prepared: z.object({ held: count, mayRelease: z.boolean() }).describe('Prepared settlements that you may see'),
})

/** One line of the list that is approved in bulk. */
export const approvalItem = z.object({
  materialId,
  sequence: count,
  number: z.string(),
  title: z.string(),
  drafter: personStamp,
  sponsor: personStamp.nullable(),
  leadUnitName: z.string().nullable(),
  flags: z.array(z.string()),
  textHash: sha256.describe('To be sent with the approval: what you approve'),
  step: approvalStep,
  standingFor: z.string().nullable().describe('Name of the absent person in whose name you would approve'),
  approvedBefore: z
    .array(z.object({ by: personStamp, at: instant }))
    .describe('Approvals of this very text that were given already'),
  changedSinceYourApproval: sha256.nullable(),
  essential: count,
  openDisputes: count,
  comments: count,
  tabled: z.boolean(),
})

/** What became of one material of a bulk approval. */
export const approvalOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('approved'), materialId, sequence: count }),
  z.object({ outcome: z.literal('refused'), materialId, code: z.enum(refusalCodes) }),
])

export type Readiness = z.output<typeof readiness>
export type ApprovalItem = z.output<typeof approvalItem>
export type ApprovalOutcome = z.output<typeof approvalOutcome>
export type MaterialTextView = z.output<typeof materialTextView>
