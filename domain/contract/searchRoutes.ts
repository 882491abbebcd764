import * as z from 'zod'
import { searchKinds } from '../model/index.ts'
import { route } from './route.ts'
import { commentId, instant, materialId, partId } from './shapes.ts'

/** Where a page of findings ended: an opaque mark. */
const place = z
  .string()
  .max(200)
  .regex(/^[\w-]+$/)

export const searchHit = z.object({
  materialId,
  number: z.string(),
  title: z.string(),
  state: z.enum(['draft', 'in-review', 'settling', 'locked']),
  kind: z.enum(searchKinds),
  partId: partId.nullable(),
  partTitle: z.string().nullable(),
  commentId: commentId.nullable(),
  commentNumber: z.number().int().nullable(),
  author: z.string().nullable().describe('Of a comment'),
  at: instant,
  snippet: z
    .array(z.object({ text: z.string(), isHit: z.boolean() }))
    .describe('Words around what was found, in order; those that match are marked'),
})

/** Search over everything a person may see. */
export const searchRoutes = {
  search: route('GET /api/v1/search', {
    tag: 'search',
    summary: 'Materials, texts, annexes and comments that you may see, by words in any order and their beginnings',
    query: z.strictObject({
      query: z.string().trim().min(1).max(200),
      kind: z.enum(searchKinds).optional(),
      materialId: materialId.optional().describe('Only in this material'),
      limit: z.coerce.number().int().min(1).max(50).default(20),
      after: place.optional().describe('The `next` of the page before'),
    }),
    answer: z.object({
      hits: z.array(searchHit),
      next: z.string().nullable().describe('Ask with it for the next page; null when there is none'),
    }),
  }),
} as const

export type SearchHit = z.output<typeof searchHit>
