import * as z from 'zod'
import type { SubstitutionId } from '../model/index.ts'
import {
  audiences,
  commentKinds,
  consolidations,
  disclosures,
  materialAccess,
  obligations,
  visibilities,
} from '../model/index.ts'
import {
  anchor,
  bodyId,
  branded,
  commentId,
  commentText,
  count,
  instant,
  line,
  opaque,
  partId,
  personId,
  personStamp,
  reasonText,
  replyId,
  roundId,
  sha256,
  text,
  unitId,
  wording,
} from './atoms.ts'
import { settled } from './decisionShapes.ts'

export const access = z.enum(materialAccess)

export const substitutionId = branded<SubstitutionId>(opaque, 'Id of a substitution')

const asked = { obligation: z.enum(obligations), closesAt: instant.nullable() }
export const roundInvitation = z.union([
  z.object({ ...asked, unitId, unitName: z.string() }),
  z.object({ ...asked, personId, displayName: z.string() }),
])

const roundFacts = {
  id: roundId,
  number: count,
  invited: z.array(roundInvitation),
  consolidation: z.enum(consolidations),
  disclosure: z.enum(disclosures),
  audience: z.enum(audiences),
  partIds: z.array(partId).nullable().describe('Parts that may be commented on; null for all'),
  shortenedBecause: z.string().nullable(),
  remindWorkingDays: count,
  finished: z.array(z.object({ by: personStamp, at: instant, withoutComments: z.boolean() })),
  answers: z.array(
    z.object({
      unitId,
      unitName: z.string(),
      by: personStamp,
      standingFor: personStamp.nullable(),
      at: instant,
      withoutComments: z.boolean(),
      late: z.boolean(),
    }),
  ),
  texts: z
    .array(z.object({ partId, bodyId: bodyId.nullable(), bodySequence: count, hash: sha256 }))
    .describe('What each part was when the round opened; bodyId null for an attached file'),
  closesAt: instant,
  disclosedAt: instant.nullable().describe('Since when others’ comments may be seen'),
}
export const round = z.discriminatedUnion('state', [
  z.object({ ...roundFacts, state: z.literal('planned'), opensAt: instant.nullable() }),
  z.object({ ...roundFacts, state: z.literal('open'), openedAt: instant }),
  z.object({
    ...roundFacts,
    state: z.literal('closed'),
    openedAt: instant,
    closedAt: instant,
    silent: z.array(roundInvitation),
  }),
])

export const place = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('passage'), partId, anchor }),
  z.strictObject({ at: z.literal('table'), partId, anchor }).describe('The quote is the text of the table'),
  z.strictObject({ at: z.literal('image'), partId, blob: sha256, caption: z.string().max(1_000) }),
  z
    .strictObject({ at: z.literal('page'), partId, page: z.number().int().min(1).max(100_000) })
    .describe('A page of an attached file'),
  z.strictObject({ at: z.literal('part'), partId }),
  z.strictObject({ at: z.literal('material') }),
])

const mention = z.object({ personId, displayName: z.string() })
const setFacts = { unitId, unitName: z.string() }
const unitSet = z.discriminatedUnion('state', [
  z.object({ ...setFacts, state: z.literal('draft') }),
  z.object({ ...setFacts, state: z.literal('rejected'), by: personStamp, at: instant, reason: z.string() }),
  z.object({ ...setFacts, state: z.literal('merged'), into: commentId }),
  z.object({
    ...setFacts,
    state: z.literal('sent'),
    by: personStamp,
    standingFor: personStamp.nullable(),
    at: instant,
  }),
])

export const reviewComment = z.object({
  id: commentId,
  number: count.describe('0 while others may not see it'),
  roundId: roundId.nullable(),
  by: personStamp,
  at: instant,
  kind: z.enum(commentKinds),
  visibility: z.enum(visibilities),
  unitId: unitId.nullable(),
  unitSet: unitSet.nullable(),
  late: z
    .object({
      decision: z
        .object({ admitted: z.boolean(), by: personStamp, at: instant, reason: z.string().nullable() })
        .nullable(),
    })
    .nullable(),
  duplicateOf: commentId.nullable(),
  passedAt: instant.nullable(),
  mentions: z.array(mention),
  place,
  text: z.string(),
  justification: z.string().nullable(),
  proposedWording: z.string().nullable(),
  replies: z.array(
    z.object({
      id: replyId,
      by: personStamp,
      at: instant,
      text: z.string(),
      mentions: z.array(mention),
      visibility: z.enum(visibilities),
    }),
  ),
  withdrawn: z.object({ at: instant }).nullable(),
  settled: settled.nullable(),
  version: count.describe('The version it was lodged for'),
})

const askedWish = {
  obligation: z.enum(obligations).default('mandatory'),
  closesAt: instant.nullable().default(null).describe('A deadline of their own'),
}
export const roundInvitationWish = z.union([
  z.strictObject({ ...askedWish, unitId }),
  z.strictObject({ ...askedWish, personId }),
])

/** What a round is to be held under. */
export const roundTermsWish = z.strictObject({
  invited: z.array(roundInvitationWish).max(500),
  consolidation: z.enum(consolidations).default('direct'),
  disclosure: z.enum(disclosures).default('at-once'),
  audience: z.enum(audiences).default('participants'),
  scope: z
    .union([z.enum(['all', 'changed']), z.array(partId).min(1).max(200)])
    .default('all')
    .describe('changed: the parts that changed since the last round opened'),
  shortenedBecause: reasonText.nullable().default(null),
  remindWorkingDays: z.number().int().min(0).max(30).default(1),
})

/** What a comment says, when it is lodged and when a draft of it is worded anew. */
export const commentContent = {
  kind: z.enum(commentKinds),
  text: commentText,
  justification: commentText.nullable().default(null),
  proposedWording: wording.nullable().default(null),
}
export const mentionIds = z.array(personId).max(50).default([]).describe('People named in the text by "@"')

export const substitution = z.object({
  id: substitutionId,
  absent: personStamp,
  deputy: personStamp,
  from: instant,
  until: instant,
  reason: z.string(),
  setBy: personStamp,
  endedAt: instant.nullable(),
})
export const substitutionWish = z.strictObject({
  absentId: personId,
  deputyId: personId,
  from: instant,
  until: instant,
  reason: text(1_000),
})

export const reference = line(100)
