import type { AgendaItemId, MaterialId, MeetingId, NoteId, PartId, PersonId, Sha256 } from '../ids.ts'
import type { MaterialVersion } from '../material.ts'
import type { OfficeRecord } from '../ports.ts'
import { refused, type Refused } from '../refusals.ts'
import type { Instant } from '../time.ts'

/** How far somebody has read a part of a locked version. */
export interface ReadMark {
  readonly materialId: MaterialId
  readonly partId: PartId
  readonly version: number
  /** Hash of the part that was read: another one later means that it changed since. */
  readonly hash: Sha256
  /** Code points of a text, or pages of a file, from the beginning. */
  readonly upTo: number
  /** Read to the end. */
  readonly complete: boolean
  readonly at: Instant
}

/** What a private note is about. */
export type NotePlace =
  | {
      readonly at: 'passage'
      readonly materialId: MaterialId
      readonly version: number
      readonly partId: PartId
      /** The words, where they stood in the version, in code points of `partTextOf`. */
      readonly quote: string
      readonly start: number
      readonly end: number
    }
  | { readonly at: 'part'; readonly materialId: MaterialId; readonly version: number; readonly partId: PartId }
  | { readonly at: 'material'; readonly materialId: MaterialId; readonly version: number }
  | { readonly at: 'item'; readonly meetingId: MeetingId; readonly itemId: AgendaItemId }

/** A note that nobody but its author ever gets, not even the administrator's exports. */
export interface ReadingNote {
  readonly id: NoteId
  readonly place: NotePlace
  readonly text: string
  readonly at: Instant
  readonly changedAt: Instant
}

/** Marks and notes of one person: the fold of their reading log. */
export interface Reading {
  readonly sequence: number
  /** By `markKeyOf`: the newest mark of each part. */
  readonly marks: ReadonlyMap<string, ReadMark>
  readonly notes: ReadonlyMap<NoteId, ReadingNote>
}

/** Everything that can happen while somebody reads. Never renamed once released. */
export type ReadingEvent =
  | ({ readonly type: 'part-read' } & Omit<ReadMark, 'at'>)
  | { readonly type: 'note-written'; readonly noteId: NoteId; readonly place: NotePlace; readonly text: string }
  | { readonly type: 'note-changed'; readonly noteId: NoteId; readonly text: string }
  | { readonly type: 'note-removed'; readonly noteId: NoteId }

export type ReadingRecord = OfficeRecord<ReadingEvent>
export type ReadingDecided = readonly ReadingEvent[] | Refused

/** The office log that holds the marks and notes of one person. */
export const readingLogOf = (personId: PersonId): string => `reading:${personId}`

export const markKeyOf = (materialId: MaterialId, partId: PartId): string => `${materialId}/${partId}`

export const emptyReading: Reading = { sequence: 0, marks: new Map(), notes: new Map() }

export function applyReadingRecord(
  reading: Reading,
  { sequence, at, events }: Pick<ReadingRecord, 'sequence' | 'at' | 'events'>,
): Reading {
  if (sequence <= reading.sequence) return reading
  let { marks, notes } = reading
  for (const event of events) {
    switch (event.type) {
      case 'part-read': {
        const { type: _, ...mark } = event
        marks = new Map(marks).set(markKeyOf(mark.materialId, mark.partId), { ...mark, at })
        break
      }
      case 'note-written':
        notes = new Map(notes).set(event.noteId, {
          id: event.noteId,
          place: event.place,
          text: event.text,
          at,
          changedAt: at,
        })
        break
      case 'note-changed': {
        const note = notes.get(event.noteId)
        if (note) notes = new Map(notes).set(note.id, { ...note, text: event.text, changedAt: at })
        break
      }
      case 'note-removed': {
        const rest = new Map(notes)
        rest.delete(event.noteId)
        notes = rest
        break
      }
      default:
        event satisfies never
    }
  }
  return { sequence, marks, notes }
}

/** Notes of one person at once: more than anybody writes, less than fills a disk. */
export const maxNotes = 5_000

/**
 * Marks a part as read up to a place. Going back does not unread: within one version the farthest
 * place stays, unless `again` starts anew.
 */
export function markRead(
  reading: Reading,
  version: MaterialVersion,
  wish: Pick<ReadMark, 'materialId' | 'partId' | 'upTo' | 'complete'> & { readonly again: boolean },
): ReadingDecided {
  const part = version.parts.find(({ partId }) => partId === wish.partId)
  if (!part) return refused('part-not-found')
  const known = reading.marks.get(markKeyOf(wish.materialId, wish.partId))
  const isSame = known?.hash === part.hash
  const goesOn = isSame && !wish.again
  const upTo = goesOn ? Math.max(known.upTo, wish.upTo) : wish.upTo
  const complete = wish.complete || (goesOn && known.complete)
  if (isSame && known.version === version.number && known.upTo === upTo && known.complete === complete) return []
  const { materialId, partId } = wish
  return [{ type: 'part-read', materialId, partId, version: version.number, hash: part.hash, upTo, complete }]
}

/** Whether the note's quote stands in the version at its place, the caller asks the version. */
export function writeNote(reading: Reading, noteId: NoteId, place: NotePlace, text: string): ReadingDecided {
  if (reading.notes.has(noteId)) return []
  if (reading.notes.size >= maxNotes) return refused('too-large')
  return [{ type: 'note-written', noteId, place, text }]
}

export function changeNote(reading: Reading, noteId: NoteId, text: string): ReadingDecided {
  const note = reading.notes.get(noteId)
  if (!note) return refused('note-not-found')
  return note.text === text ? [] : [{ type: 'note-changed', noteId, text }]
}

export const removeNote = (reading: Reading, noteId: NoteId): ReadingDecided =>
  reading.notes.has(noteId) ? [{ type: 'note-removed', noteId }] : refused('note-not-found')

/** How a part stands to what the person has read of it. */
export type ReadingState = 'unread' | 'begun' | 'read' | 'changed'

/** What of a part the person has read; `changed`: they have read other words than these. */
export function readingStateOf(mark: Pick<ReadMark, 'hash' | 'complete'> | undefined, hash: Sha256): ReadingState {
  if (!mark) return 'unread'
  if (mark.hash !== hash) return 'changed'
  return mark.complete ? 'read' : 'begun'
}

/** One state for all parts of an item: what wants attention wins. */
export function wholeReadingState(states: readonly ReadingState[]): ReadingState {
  if (states.includes('changed')) return 'changed'
  if (states.every((state) => state === 'read') && states.length > 0) return 'read'
  return states.every((state) => state === 'unread') ? 'unread' : 'begun'
}
