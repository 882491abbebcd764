import * as z from 'zod'
import { publicFields, sealLevels } from '../model/index.ts'
import { sealCertificate } from './sealShapes.ts'
import { count, instant, line, partId, personStamp, sha256, text } from './atoms.ts'

const parts = z.array(partId).max(500)

export const redaction = z.strictObject({
  partId,
  start: count.max(100_000_000),
  end: count.max(100_000_000),
  onlyHere: z.literal(true).optional().describe('The same words may stay where they stand elsewhere'),
})

export const copyPlan = z.strictObject({
  version: count,
  redactions: z.array(redaction).max(5_000).describe('What is removed, in code points of the text of the part'),
  hiddenTitles: parts.describe('Parts that are called by their kind'),
  leftOut: parts.describe('Texts that are left out as a whole'),
  attached: parts.describe('Attached files that are published as they are'),
})

export const publicationPlan = z.strictObject({
  title: line(500).describe('The title as the public reads it'),
  fields: z.array(z.enum(publicFields)).max(publicFields.length).describe('What else is shown'),
  resolutionText: text(100_000).nullable().describe('The words of the resolution as the public reads them'),
  relevantUntil: instant.nullable(),
  copy: copyPlan.nullable().describe('The public copy of a locked version; null publishes facts only'),
})

export const publicCopy = z.object({
  version: count,
  lockedAt: instant,
  pdf: sha256,
  bytes: count,
  pages: count,
  isRedacted: z.boolean(),
  files: z.array(z.object({ partId, title: z.string(), mediaType: z.string(), bytes: count, blob: sha256 })),
  seal: z
    .object({
      level: z.enum(sealLevels),
      certificate: sealCertificate,
      isTrial: z.boolean(),
      timestampedAt: instant.nullable(),
    })
    .optional()
    .describe('The seal of the office on the PDF'),
})

/** How a material stands to the public. */
export const publication = z.object({
  draft: publicationPlan.nullable(),
  published: z
    .object({
      plan: publicationPlan,
      copy: publicCopy.nullable(),
      since: instant,
      at: instant,
      by: personStamp,
    })
    .nullable(),
  withdrawn: z.object({ at: instant, by: personStamp, reason: z.string() }).nullable(),
})

/** Where words stand in a version. */
export const wordPlace = z.discriminatedUnion('at', [
  z.object({ at: z.literal('text'), partId, start: count, end: count }),
  z.object({ at: z.literal('part-title'), partId }),
  z.object({ at: z.literal('file-name'), partId }),
])

/** Words that are removed somewhere and still stand elsewhere in the copy. */
export const stillThere = z.object({
  words: z.string(),
  places: z.array(wordPlace).describe('Empty when they stand in the title that the public reads'),
})

/** The resolution and the meeting that the office has on record for the material. */
export const meetingOutcome = z.object({
  body: z.enum(['board', 'council']),
  title: z.string(),
  startsAt: instant,
  outcome: z.enum(['adopted', 'not-adopted', 'noted', 'postponed']).nullable(),
  resolutionNumber: z.string().nullable(),
  resolutionText: z.string().nullable(),
})

export type PublicationPlanView = z.output<typeof publicationPlan>
export type StillThereView = z.output<typeof stillThere>
