import type { AgendaPaper, MeetingView } from '@glosa/domain/contract'
import { noteId, notePlace } from '@glosa/domain/contract'
import {
  instant,
  readingStateOf,
  wholeReadingState,
  type MaterialId,
  type MeetingId,
  type NotePlace,
  type PartId,
  type ReadingNote,
} from '@glosa/domain/model'
import * as z from 'zod'
import { addressOf, call, isOffline } from '../api/index.ts'
import { changeKept, putInOutbox, readOutbox } from './keptCaches.ts'

const waiting = z.discriminatedUnion('act', [
  z.object({ act: z.literal('write'), noteId, place: notePlace, text: z.string() }),
  z.object({ act: z.literal('change'), noteId, text: z.string() }),
  z.object({ act: z.literal('remove'), noteId }),
  z.object({
    act: z.literal('read'),
    materialId: z.string(),
    partId: z.string(),
    version: z.number().int(),
    upTo: z.number().int(),
    complete: z.boolean(),
    again: z.boolean(),
  }),
])
/** What was done without a connection and waits to be told to the server. */
export type Waiting = z.output<typeof waiting>
export type NoteAct = Extract<Waiting, { readonly noteId: unknown }>
type Notes = { readonly notes: readonly ReadingNote[] }

/** A note written, changed or taken back without a connection: kept, shown, and sent later. */
export async function noteLater(meetingId: MeetingId, act: NoteAct, place: NotePlace): Promise<void> {
  const before = (await readOutbox(meetingId)).find(({ name }) => name === act.noteId)
  const known = waiting.safeParse(before?.act)
  await putInOutbox(meetingId, act.noteId, joined(known.success ? known.data : null, act))
  const query = place.at === 'item' ? { meetingId: place.meetingId } : { materialId: place.materialId }
  await changeKept<Notes>(meetingId, addressOf('listNotes', { query }), ({ notes }) => ({ notes: after(notes, act) }))
}

/** A note that the server does not know yet is written as it is in the end, or not at all. */
function joined(before: Waiting | null, act: NoteAct): Waiting | null {
  if (before?.act !== 'write') return act
  if (act.act === 'remove') return null
  return { ...before, text: act.text }
}

function after(notes: readonly ReadingNote[], act: NoteAct): readonly ReadingNote[] {
  const at = instant(Date.now())
  const others = notes.filter(({ id }) => id !== act.noteId)
  switch (act.act) {
    case 'remove':
      return others
    case 'write':
      return [...others, { id: act.noteId, place: act.place, text: act.text, at, changedAt: at }]
    case 'change':
      return notes.map((note) => (note.id === act.noteId ? { ...note, text: act.text, changedAt: at } : note))
  }
}

/** How far somebody has read without a connection. */
export async function readLater(
  meetingId: MeetingId,
  itemId: MeetingView['agenda'][number]['id'],
  mark: {
    readonly materialId: MaterialId
    readonly partId: PartId
    readonly version: number
    readonly upTo: number
    readonly complete: boolean
    readonly again: boolean
  },
): Promise<void> {
  const { partId, version, upTo, complete } = mark
  await putInOutbox(meetingId, `read-${mark.materialId}-${partId}`, { act: 'read', ...mark })
  const address = addressOf('readPaper', { params: { meetingId, itemId } })
  let paper: AgendaPaper | null = null
  await changeKept<AgendaPaper>(meetingId, address, (kept) => {
    const hash = kept.parts.find((part) => part.partId === partId)?.hash
    const marks = kept.marks.filter((known) => known.partId !== partId)
    paper =
      hash === undefined
        ? kept
        : {
            ...kept,
            marks: [
              ...marks,
              { materialId: mark.materialId, partId, version, hash, upTo, complete, at: instant(Date.now()) },
            ],
          }
    return paper
  })
  if (paper) await showOnAgenda(meetingId, itemId, paper)
}

/** The agenda says the same of an item as its papers. */
async function showOnAgenda(meetingId: MeetingId, itemId: string, paper: AgendaPaper): Promise<void> {
  const marks = new Map(paper.marks.map((mark) => [mark.partId, mark]))
  const reading = wholeReadingState(paper.parts.map(({ partId, hash }) => readingStateOf(marks.get(partId), hash)))
  await changeKept<MeetingView>(meetingId, addressOf('readMeeting', { params: { meetingId } }), (view) => ({
    ...view,
    agenda: view.agenda.map((item) => (item.id === itemId ? { ...item, reading } : item)),
  }))
}

/**
 * Tells the server what waits. What it refuses for good (the item was taken off meanwhile) is let go.
 * @returns how many were sent; `null` when the connection was lost again
 */
export async function sendWaiting(meetingId: MeetingId): Promise<number | null> {
  let sent = 0
  for (const { name, act } of await readOutbox(meetingId)) {
    const told = waiting.safeParse(act)
    const outcome = told.success ? await send(told.data) : null
    if (isOffline(outcome)) return null
    await putInOutbox(meetingId, name, null)
    sent++
  }
  return sent
}

function send(act: Waiting): Promise<unknown> {
  switch (act.act) {
    case 'write':
      return call('writeNote', { body: { noteId: act.noteId, place: act.place, text: act.text } })
    case 'change':
      return call('changeNote', { params: { noteId: act.noteId }, body: { text: act.text } })
    case 'remove':
      return call('removeNote', { params: { noteId: act.noteId } })
    case 'read': {
      const { materialId, partId, version, upTo, complete, again } = act
      const params = { materialId: materialId as MaterialId, partId: partId as PartId }
      return call('markPartRead', { params, body: { version, upTo, complete, again } })
    }
  }
}
