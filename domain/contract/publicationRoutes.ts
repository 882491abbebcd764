import * as z from 'zod'
import { count, line, materialId } from './atoms.ts'
import { meetingOutcome, publication, publicationPlan } from './publicationShapes.ts'
import { route } from './route.ts'

const ofMaterial = z.strictObject({ materialId })
const inMaterial = ['not-found', 'not-permitted', 'conflict'] as const
const byPlan = [
  ...inMaterial,
  'material-non-public',
  'material-still-draft',
  'version-not-found',
  'part-not-found',
] as const
const byCopy = [...byPlan, 'redaction-incomplete', 'redaction-leaks'] as const
const done = z.object({ sequence: count.describe('Sequence number of the material after the command') })

/** Routes of publishing. What the public reads itself is no part of this API: see docs/publishing.md. */
export const publicationRoutes = {
  readPublication: route('GET /api/v1/materials/{materialId}/publication', {
    tag: 'publication',
    summary: 'What the public sees of a material, what is prepared, and what the office has on record',
    params: ofMaterial,
    answer: z.object({
      publication,
      meeting: meetingOutcome.nullable().describe('The meeting whose agenda the material is on'),
      address: z.string().nullable().describe('Public page of the material; null where the office has no public pages'),
    }),
    refusals: ['not-found', 'not-permitted'],
  }),
  planPublication: route('PUT /api/v1/materials/{materialId}/publication/plan', {
    tag: 'publication',
    summary: 'Keep how the material is to be published',
    params: ofMaterial,
    body: publicationPlan,
    answer: done,
    refusals: byPlan,
  }),
  previewPublicCopy: route('POST /api/v1/materials/{materialId}/publication/preview', {
    tag: 'publication',
    summary: 'The public copy (PDF) as it would be published by this plan, checked for what was removed',
    params: ofMaterial,
    body: publicationPlan,
    answer: 'bytes',
    refusals: byCopy,
  }),
  publishMaterial: route('POST /api/v1/materials/{materialId}/publication', {
    tag: 'publication',
    summary: 'Show the material to everybody by this plan; the copy is printed, checked and sealed first',
    privileged: 'lock',
    params: ofMaterial,
    body: publicationPlan,
    answer: done,
    status: 201,
    refusals: [...byCopy, 'seal-unavailable'],
  }),
  withdrawPublication: route('POST /api/v1/materials/{materialId}/publication/withdrawal', {
    tag: 'publication',
    summary: 'Take the material off the public pages',
    params: ofMaterial,
    body: z.strictObject({ reason: line(2_000) }),
    answer: done,
    refusals: [...inMaterial, 'not-published', 'reason-required'],
  }),
} as const
