import * as z from 'zod'
import type {
  ApprovalRouteId,
  BodyId,
  CommentId,
  DeliveryId,
  DisputeId,
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
import { verdicts } from '../model/index.ts'

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
export const disputeId = branded<DisputeId>(opaque, 'Id of a dispute')
export const approvalRouteId = branded<ApprovalRouteId>(opaque, 'Id of an approval route')
export const deliveryId = branded<DeliveryId>(hex, 'Id of a delivery')
export const sha256 = branded<Sha256>(hex, 'SHA-256, lower-case hex')
export const instant = z
  .number()
  .int()
  .min(0)
  .max(8_640_000_000_000_000)
  .describe('Milliseconds since 1970-01-01 UTC') as z.ZodType<number, number> as z.ZodType<Instant, number>

// Only sets of characters that a person can type in a line: control characters would hide in tables.
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
/** Text of several lines; tabs and line ends are fine, other control characters are not. */
export const text = (max: number) =>
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

export const count = z.number().int().min(0)

export const personStamp = z.object({
  personId,
  displayName: z.string(),
  unitId: unitId.nullable(),
  unitName: z.string().nullable(),
})

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

export const settlement = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('accepted'), reason: reasonText.optional() }),
  z.strictObject({ verdict: z.enum(['accepted-in-part', 'not-accepted', 'explained', 'noted']), reason: reasonText }),
])
export const verdict = z.enum(verdicts)
