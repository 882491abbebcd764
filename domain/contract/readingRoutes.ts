import * as z from 'zod'
import * as m from './meetingShapes.ts'
import { route } from './route.ts'
import * as s from './shapes.ts'

const ofItem = z.strictObject({ meetingId: m.meetingId, itemId: m.agendaItemId })
const ofMaterial = z.strictObject({ materialId: s.materialId })
const ofNote = z.strictObject({ noteId: m.noteId })
const versionNumber = z.number().int().min(1).max(1_000_000)

/** Papers of meetings and locked versions as one person reads them: how far, and with which notes of their own. */
export const readingRoutes = {
  readPaper: route('GET /api/v1/meetings/{meetingId}/items/{itemId}/paper', {
    tag: 'reading',
    summary: 'The papers of an item as they stand on the agenda, with your marks and notes, and what changed since',
    params: ofItem,
    answer: m.agendaPaper,
    refusals: ['not-found', 'item-not-found', 'version-not-found'],
  }),
  readPaperFile: route('GET /api/v1/meetings/{meetingId}/items/{itemId}/files/{blob}', {
    tag: 'reading',
    summary: 'An attached file or a picture of the papers of an item',
    params: ofItem.extend({ blob: s.sha256 }),
    answer: 'bytes',
    refusals: ['not-found', 'item-not-found', 'version-not-found', 'part-not-found'],
  }),

  readReading: route('GET /api/v1/materials/{materialId}/reading', {
    tag: 'reading',
    summary: 'How far you have read the newest locked version, and whether it changed since',
    params: ofMaterial,
    answer: z.object({
      version: z.number().int().nullable(),
      parts: z.array(
        z.object({ partId: s.partId, hash: s.sha256, state: m.readingState, mark: m.readMark.nullable() }),
      ),
    }),
    refusals: ['not-found'],
  }),
  markPartRead: route('PUT /api/v1/materials/{materialId}/reading/{partId}', {
    tag: 'reading',
    summary: 'Say how far you have read a part of a locked version; nobody else is told',
    params: z.strictObject({ materialId: s.materialId, partId: s.partId }),
    body: z.strictObject({
      version: versionNumber,
      upTo: z.number().int().min(0).max(50_000_000),
      complete: z.boolean().default(false),
      again: z.boolean().default(false).describe('Start anew: forget how far you were'),
    }),
    answer: z.object({ state: m.readingState }),
    refusals: ['not-found', 'conflict', 'version-not-found', 'part-not-found'],
  }),
  listNotes: route('GET /api/v1/notes', {
    tag: 'reading',
    summary: 'Your private notes: on a material, on a meeting, or all; nobody else ever gets them',
    query: z.strictObject({ materialId: s.materialId.optional(), meetingId: m.meetingId.optional() }),
    answer: z.object({ notes: z.array(m.readingNote) }),
  }),
  writeNote: route('POST /api/v1/notes', {
    tag: 'reading',
    summary: 'Note something for yourself on a locked version or an item of an agenda',
    body: z.strictObject({
      noteId: m.noteId.describe('Made by the client, so that a repeated request notes once'),
      place: m.notePlace,
      text: s.commentText,
    }),
    answer: m.readingNote,
    status: 201,
    refusals: [
      'not-found',
      'conflict',
      'version-not-found',
      'part-not-found',
      'item-not-found',
      'quote-not-in-body',
      'note-not-found',
    ],
  }),
  changeNote: route('PATCH /api/v1/notes/{noteId}', {
    tag: 'reading',
    summary: 'Change the text of your note',
    params: ofNote,
    body: z.strictObject({ text: s.commentText }),
    answer: m.readingNote,
    refusals: ['not-found', 'note-not-found', 'conflict'],
  }),
  removeNote: route('DELETE /api/v1/notes/{noteId}', {
    tag: 'reading',
    summary: 'Take your note back',
    params: ofNote,
    refusals: ['not-found', 'note-not-found', 'conflict'],
  }),
} as const
