import * as z from 'zod'
import * as s from './shapes.ts'

/** One request of a line. Its answers are bare: what a line carries are frames, and its refusals are close codes. */
export interface LineRoute {
  readonly summary: string
  /** Headers it asks for; those that may be absent say so. */
  readonly headers: z.ZodType
  /** Whether frames come with it. */
  readonly brings: 'frames' | null
  /** The status when all is well, and what comes with it. */
  readonly status: 200 | 201 | 204
  readonly answer: z.ZodType | 'frames' | null
  /** Every other status, and what it means. */
  readonly refusals: Readonly<Partial<Record<400 | 403 | 405 | 409 | 410 | 413 | 429 | 500, string>>>
}

/** Frames that one request may bring at most. */
export const mostLineFrames = 512

const secret = z.string().describe('The secret that open answered')
const place = z.string().regex(/^\d{1,15}$/)
const always = { 403: 'From another site', 405: 'Not a POST' } as const
const ofLine = { ...always, 410: 'The line is over or unknown: open a new one and join again' } as const

/**
 * The requests of a line, a room's socket made of requests (docs/protocol.md, "Without WebSockets").
 * Each is a POST to `linePath` with the action's name in it.
 */
export const lineRoutes = {
  open: {
    summary: 'Open a line to the rooms of a material; whose it is, is asked when a room is joined',
    headers: z.object({}),
    brings: null,
    status: 201,
    answer: z.object({ line: secret }),
    refusals: { ...always, 429: 'Too many of one address' },
  },
  take: {
    summary: 'Wait for frames of the server; Glosa-Close in the answer says that the line ended and why',
    headers: z.object({
      'Glosa-Line': secret,
      'Glosa-Frame': place.describe('How many frames of the server are there already'),
      'Glosa-Wait': z
        .string()
        .regex(/^\d{1,2}$/)
        .optional()
        .describe('Seconds to wait at most; 20 when absent'),
    }),
    brings: null,
    status: 200,
    answer: 'frames',
    refusals: { ...ofLine, 400: 'No number of frames' },
  },
  send: {
    summary: 'Bring frames to the server, one such request at a time',
    headers: z.object({
      'Glosa-Line': secret,
      'Glosa-Frame': place.describe('How many frames were sent before these'),
    }),
    brings: 'frames',
    status: 204,
    answer: null,
    refusals: {
      ...ofLine,
      400: `No number of frames, or a body that is not frames, ${mostLineFrames} at most`,
      409: 'Frames are missing before these, or another request brings some',
      413: 'Too large',
      500: 'A fault of the server',
    },
  },
  close: {
    summary: 'End a line',
    headers: z.object({ 'Glosa-Line': secret }),
    brings: null,
    status: 204,
    answer: null,
    refusals: ofLine,
  },
} as const satisfies Record<string, LineRoute>

export type LineAction = keyof typeof lineRoutes
export const lineActions = Object.keys(lineRoutes) as readonly LineAction[]

/** Where the requests of lines go; the names in braces stand for a material and an action. */
export const linePath = (action: LineAction): string => `/rooms/{materialId}/line/${action}`
export const lineParams = z.strictObject({ materialId: s.materialId })
export const lineQuery = z.strictObject({
  schema: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional()
    .describe('Number of the body schema that the client was built with'),
})
