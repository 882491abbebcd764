import * as z from 'zod'
import type {
  BodyId,
  CommentId,
  DeliveryId,
  Instant,
  MaterialId,
  PartId,
  PersonId,
  ReplyId,
  RoundId,
  SessionId,
  Sha256,
  UnitId,
} from '../model/index.ts'
import {
  commentKinds,
  partKinds,
  roles,
  sessionLevels,
  taskVerbs,
  templates,
  verdicts,
  visibilities,
} from '../model/index.ts'

/** A branded id: a string of one pattern outside, our own type inside. */
export const branded = <T extends string>(pattern: RegExp, description: string) =>
  z.string().regex(pattern).describe(description) as z.ZodType<string, string> as z.ZodType<T, string>

/** Ids that this software makes. */
export const opaque = /^[a-z0-9]{20}$/
const directoryId = /^[a-z0-9-]{1,40}:[A-Za-z0-9-]{1,80}$/
const hex = /^[0-9a-f]{64}$/

export const materialId = branded<MaterialId>(opaque, 'Id of a material')
export const partId = branded<PartId>(opaque, 'Id of a part')
export const bodyId = branded<BodyId>(opaque, 'Id of a live text')
export const roundId = branded<RoundId>(opaque, 'Id of a review round')
export const commentId = branded<CommentId>(opaque, 'Id of a review comment')
export const replyId = branded<ReplyId>(opaque, 'Id of a reply')
export const sessionId = branded<SessionId>(opaque, 'Id of a session')
export const personId = branded<PersonId>(directoryId, 'Id of a person: directory and entry')
export const unitId = branded<UnitId>(directoryId, 'Id of a unit: directory and entry')
export const deliveryId = branded<DeliveryId>(hex, 'Id of a delivery')
export const sha256 = branded<Sha256>(hex, 'SHA-256, lower-case hex')
export const instant = z
  .number()
  .int()
  .min(0)
  .max(8_640_000_000_000_000)
  .describe('Milliseconds since 1970-01-01 UTC') as z.ZodType<number, number> as z.ZodType<Instant, number>

// Only sets of characters that a person can type in a line: control characters would hide in tables.
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
/** Text of several lines; tabs and line ends are fine, other control characters are not. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u)

export const title = line(300)
export const commentText = text(10_000)
export const reasonText = text(4_000)
/** The proposed wording may be empty: delete the words. */
export const wording = z
  .string()
  .max(10_000)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u)

const count = z.number().int().min(0)

export const personStamp = z.object({
  personId,
  displayName: z.string(),
  unitId: unitId.nullable(),
  unitName: z.string().nullable(),
})

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

const roundFacts = {
  id: roundId,
  number: count,
  finished: z.array(z.object({ by: personStamp, at: instant, withoutComments: z.boolean() })),
  openedAt: instant,
  closesAt: instant,
}
export const round = z.discriminatedUnion('state', [
  z.object({ ...roundFacts, state: z.literal('open') }),
  z.object({ ...roundFacts, state: z.literal('closed'), closedAt: instant }),
])

const relativePosition = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]*$/)
  .describe('Encoded Yjs relative position, base64url')

export const anchor = z.strictObject({
  bodyId,
  first: relativePosition,
  last: relativePosition,
  quote: z.string().min(1).max(20_000),
  prefix: z.string().max(32),
  suffix: z.string().max(32),
  bodySequence: count,
})

export const place = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('passage'), partId, anchor }),
  z.strictObject({ at: z.literal('part'), partId }),
  z.strictObject({ at: z.literal('material') }),
])

export const settlement = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('accepted'), reason: reasonText.optional() }),
  z.strictObject({ verdict: z.enum(['accepted-in-part', 'not-accepted', 'explained', 'noted']), reason: reasonText }),
])
export const verdict = z.enum(verdicts)

export const reviewComment = z.object({
  id: commentId,
  number: count,
  roundId: roundId.nullable(),
  by: personStamp,
  at: instant,
  kind: z.enum(commentKinds),
  visibility: z.enum(visibilities),
  place,
  text: z.string(),
  justification: z.string().nullable(),
  proposedWording: z.string().nullable(),
  replies: z.array(z.object({ id: replyId, by: personStamp, at: instant, text: z.string() })),
  withdrawn: z.object({ at: instant }).nullable(),
  settled: z.object({ settlement, by: personStamp, at: instant, wordingApplied: z.boolean() }).nullable(),
})

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
  fixity: z
    .object({
      since: instant,
      place: z.enum(['records-system', 'storage']),
      findings: z.array(z.object({ name: z.string(), expected: sha256, found: sha256.nullable() })),
    })
    .optional(),
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
  deliveries: z.array(delivery),
})

export const shownRecord = z.object({
  sequence: count,
  at: instant,
  by: personStamp,
  events: z.array(z.looseObject({ type: z.string() })).describe('Material events; see docs/protocol.md'),
})

export const shownTask = z.object({ verb: z.enum(taskVerbs), dueAt: instant.nullable() })

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
