import * as z from 'zod'
import { versionSealing } from './sealShapes.ts'
import type { AgendaItemId, MeetingId } from '../model/index.ts'
import { deliveryProblems, partKinds, roles, sessionLevels, taskVerbs, templates } from '../model/index.ts'
import {
  bodyId,
  branded,
  count,
  deliveryId,
  instant,
  materialId,
  opaque,
  partId,
  personId,
  personStamp,
  sessionId,
  sha256,
  unitId,
} from './atoms.ts'
import { publication } from './publicationShapes.ts'
import { approval, approvalRoute, dispute, startedVersion } from './decisionShapes.ts'
import { access, reviewComment, round } from './reviewShapes.ts'

export * from './atoms.ts'
export * from './reviewShapes.ts'

export const person = z.object({
  id: personId,
  login: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  unitId: unitId.nullable(),
  roles: z.array(z.enum(roles)),
})

export const unit = z.object({
  id: unitId,
  name: z.string(),
  mark: z.string(),
  headIds: z.array(personId).optional().describe('Who leads the unit, as the directory says; absent when it does not'),
  deputyIds: z.array(personId).optional().describe('Who may stand in for the heads'),
})

export const part = z.discriminatedUnion('form', [
  z.object({ form: z.literal('body'), id: partId, kind: z.enum(partKinds), title: z.string(), bodyId }),
  z.object({
    form: z.literal('file'),
    id: partId,
    kind: z.enum(partKinds),
    title: z.string(),
    blob: sha256,
    fileName: z.string(),
    mediaType: z.string(),
    bytes: count,
  }),
])

export const participantRight = z.enum(['edit', 'comment', 'read'])
export const invitation = z.union([
  z.object({ right: participantRight, unitId, unitName: z.string() }),
  z.object({ right: participantRight, personId, displayName: z.string() }),
])

export const materialVersion = z.object({
  number: count,
  lockedAt: instant,
  lockedBy: personStamp,
  hash: sha256,
  parts: z.array(
    z.object({
      partId,
      kind: z.enum(partKinds),
      title: z.string(),
      bodyId: bodyId.nullable(),
      gateSequence: count.nullable(),
      hash: sha256,
    }),
  ),
  ...versionSealing,
})

const sent = z.object({ manifest: sha256, pdf: sha256 })
const recordReference = z.object({
  recordId: z.string(),
  referenceNumber: z.string().optional().describe('Číslo jednací, znak sprawy'),
  fileNumber: z.string().optional().describe('Spisová značka'),
  registerNumber: z.string().optional().describe('Evidenční číslo'),
  jid: z.string().optional(),
  version: z.string().optional(),
  url: z.string().optional(),
})
const receipt = z.object({
  recordNumber: z.string(),
  receivedAt: instant,
  raw: sha256,
  reference: recordReference.optional(),
  endpoint: z.string().optional(),
  certificate: z.string().optional(),
})
const deliveryFacts = {
  id: deliveryId,
  version: count,
  target: z.string(),
  attempts: count,
  reference: recordReference.optional(),
  isReserved: z.literal(true).optional(),
  fixity: z
    .object({
      since: instant,
      place: z.enum(['records-system', 'storage']),
      findings: z.array(z.object({ name: z.string(), expected: sha256, found: sha256.nullable() })),
    })
    .optional(),
  problemCode: z.enum(deliveryProblems).optional().describe('Kind of the last problem'),
  explained: z.array(z.object({ name: z.string(), sha256 })).optional(),
}
export const delivery = z.discriminatedUnion('state', [
  z.object({
    ...deliveryFacts,
    state: z.literal('queued'),
    nextAttemptAt: instant,
    lastProblem: z.string().nullable(),
    isUncertain: z.literal(true).optional(),
  }),
  z.object({
    ...deliveryFacts,
    state: z.literal('prepared'),
    sent,
    nextAttemptAt: instant,
    lastProblem: z.string().nullable(),
  }),
  z.object({
    ...deliveryFacts,
    state: z.literal('uncertain'),
    sent,
    nextAttemptAt: instant,
    lastProblem: z.string(),
    since: instant.optional(),
    isDeposited: z.literal(true).optional(),
  }),
  z.object({
    ...deliveryFacts,
    state: z.literal('accepted'),
    sent,
    receipt,
    nextAttemptAt: instant,
    lastProblem: z.string().nullable(),
  }),
  z.object({
    ...deliveryFacts,
    state: z.literal('registered'),
    sent: sent.nullable(),
    receipt,
    registeredAt: instant,
    isVerified: z.boolean().optional(),
    byHand: z.object({ by: personStamp, reason: z.string() }).optional(),
  }),
  z.object({ ...deliveryFacts, state: z.literal('rejected'), reason: z.string(), sent: sent.nullable() }),
  z.object({
    ...deliveryFacts,
    state: z.literal('given-up'),
    reason: z.string(),
    by: personStamp,
    at: instant,
    sent: sent.nullable(),
  }),
])

/** A material as shown to one person: only what they may see. */
export const materialView = z.object({
  id: materialId,
  sequence: count,
  number: z.string(),
  title: z.string(),
  template: z.enum(templates),
  access,
  documentReference: z.string().nullable().describe('Číslo jednací, znak sprawy'),
  fileReference: z.string().nullable().describe('Spisová značka'),
  state: z.enum(['draft', 'in-review', 'settling', 'locked']),
  createdAt: instant,
  drafter: personStamp,
  sponsor: personStamp.nullable(),
  leadUnitId: unitId.nullable(),
  leadUnitName: z.string().nullable(),
  parts: z.array(part),
  pictures: z.array(
    z.object({
      blob: sha256,
      mediaType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
      bytes: count,
    }),
  ),
  invitations: z.array(invitation),
  rounds: z.array(round),
  comments: z.array(reviewComment),
  versions: z.array(materialVersion),
  startedVersions: z.array(startedVersion),
  deliveries: z.array(delivery),
  templateId: z.string().nullable(),
  flags: z.array(z.string()),
  disputes: z.array(dispute),
  approvalRoute: approvalRoute.nullable(),
  approvals: z.array(approval),
  publication,
})

export const shownRecord = z.object({
  sequence: count,
  at: instant,
  by: personStamp,
  events: z.array(z.looseObject({ type: z.string() })).describe('Material events; see docs/protocol.md'),
})

export const shownTask = z.object({
  verb: z.enum(taskVerbs),
  dueAt: instant.nullable(),
  count: count.nullable().describe('Comments, steps or disputes that wait; null where it is one thing'),
  inPlaceOf: personStamp.nullable().describe('The absent person for whom it is done; null for an own task'),
  paper: z
    .object({
      meetingId: branded<MeetingId>(opaque, 'Id of a meeting'),
      itemId: branded<AgendaItemId>(opaque, 'Id of an item of an agenda'),
      partId,
    })
    .optional()
    .describe('Of a paper to read: its place on the agenda, and the part to go on with'),
})

export const shownCard = z.object({
  materialId,
  sequence: count,
  number: z.string(),
  title: z.string(),
  state: z.enum(['draft', 'in-review', 'settling', 'locked']),
  drafterName: z.string(),
  leadUnitName: z.string().nullable(),
  closesAt: instant.nullable(),
  comments: count,
  unsettled: count,
  essential: count,
  versions: count,
  updatedAt: instant,
  tasks: z.array(shownTask).describe('What the person who asks has to do'),
})

export const sessionView = z.object({
  sessionId,
  person,
  unitName: z.string().nullable(),
  standsFor: z
    .array(z.object({ person: personStamp, roles: z.array(z.enum(roles)), until: instant }))
    .describe('The absent people whom you stand in for now, with what you may do in their name'),
  expiresAt: instant,
  level: z
    .enum(sessionLevels)
    .describe('full; challenge: show a second factor first; enrol: set one up first (see readSecondFactor)'),
})

/** RFC 9457 problem; `code` is a refusal code, the text for people is chosen by the client. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  requestId: z.string().optional(),
})

export type MaterialView = z.output<typeof materialView>
export type ShownRecord = z.output<typeof shownRecord>
export type ShownCard = z.output<typeof shownCard>
export type SessionView = z.output<typeof sessionView>
export type Problem = z.output<typeof problem>
