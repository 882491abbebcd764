import * as z from 'zod'
import { meetingId } from './meetingShapes.ts'
import * as s from './shapes.ts'

/**
 * Stateless messages (Hocuspocus message type 5) that the server sends over a room's socket,
 * as JSON. Clients ignore types that they do not know.
 */
export const announcement = z.discriminatedUnion('type', [
  /** First after admission: the Yjs client id that this socket must write under, and what it may do. */
  z.object({
    type: z.literal('admitted'),
    clientId: z.number().int(),
    mayEdit: z.boolean(),
    bodySequence: z.number().int(),
    /** Sequence number of the material: events after it follow by announcement. */
    sequence: z.number().int(),
  }),
  /** One record of the material's history, as the receiver may see it. */
  z.object({ type: z.literal('record'), record: s.shownRecord }),
  /** A meeting that has this material on its agenda changed in a way that the receiver may see: read it anew. */
  z.object({ type: z.literal('meeting'), meetingId, sequence: z.number().int() }),
  /** The receiver was told something, or read it elsewhere; told in announcement rooms only. */
  z.object({ type: z.literal('notices'), unread: z.number().int() }),
  /** The receiver's right changed while connected. */
  z.object({ type: z.literal('right'), mayEdit: z.boolean() }),
  /** Who the receiver is changed (unit, roles, whom they stand in for): read the material anew. */
  z.object({ type: z.literal('reread') }),
  /** The gate closed: what was not acknowledged will not be in the version. */
  z.object({ type: z.literal('gate'), closed: z.boolean() }),
  /** Storage does not answer; the room is read-only until it does. */
  z.object({ type: z.literal('storage'), available: z.boolean() }),
  /** An update was refused and changed nothing; the client throws its copy away. */
  z.object({ type: z.literal('refused'), code: z.string() }),
])
export type Announcement = z.output<typeof announcement>

/** Close codes of room sockets (4000–4999 are ours). */
export const closeCodes = {
  /** The session ended or was revoked: sign in again. */
  sessionEnded: 4401,
  /** Not found or not permitted. */
  notAdmitted: 4403,
  /** Garbage, forged or oversized content. */
  violation: 4400,
  /** The reader did not drain or fell behind: connect again. */
  tooSlow: 4408,
  /** Another node owns the material, or this one lost it: connect again. */
  moved: 4409,
  /** Too many frames or connections. */
  tooMany: 4429,
  /** The server is going down: connect again. */
  goingAway: 1001,
} as const
