import {
  changeNote as decideChange,
  isRefused,
  markRead as decideMark,
  mayAct,
  materialIdsOf,
  maySeeItem,
  readingLogOf,
  readsByAgenda,
  refused,
  removeNote as decideRemove,
  stampOf,
  writeNote as decideWrite,
  type Actor,
  type Material,
  type MaterialId,
  type MaterialVersion,
  type NoteId,
  type NotePlace,
  type ReadMark,
  type Reading,
  type ReadingDecided,
  type ReadingNote,
  type Refused,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { frozenVersionOf, passageStands } from './meetings/frozenVersions.ts'
import { readerOf } from './meetings/readerOf.ts'

/** What the actor has read and noted. */
export const readingOf = async (context: Pick<CommandContext, 'readings'>, actor: Actor): Promise<Reading> =>
  (await context.readings.load(readingLogOf(actor.personId))).state

/** A locked version that the actor may read. */
export interface ReadableVersion {
  readonly material: Material
  readonly version: MaterialVersion
}

/**
 * The locked version, if the actor may read the material, or is invited to a meeting that has this
 * version on its agenda.
 * @param number `null` for the newest that may be read
 */
export async function readableVersion(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  number: number | null,
): Promise<ReadableVersion | Refused> {
  const loaded = await context.materials.load(materialId)
  if (!loaded) return refused('not-found')
  const { material } = loaded
  const allowed = mayAct(actor, 'read', material)
  const numbers = isRefused(allowed) ? await numbersByAgenda(context, actor, materialId) : null
  if (isRefused(allowed) && numbers?.size === 0) return allowed
  const open = material.versions.filter((version) => !numbers || numbers.has(version.number))
  const version = number === null ? open.at(-1) : open.find((candidate) => candidate.number === number)
  return version ? { material, version } : refused('version-not-found')
}

async function numbersByAgenda(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
): Promise<ReadonlySet<number>> {
  const numbers = new Set<number>()
  if (!actor.roles.includes('council-member')) return numbers
  for (const meeting of await context.meetings.all()) {
    if (!readsByAgenda(actor, meeting, materialId)) continue
    for (const { subject } of meeting.agenda) {
      if (subject.kind === 'material' && subject.materialId === materialId) numbers.add(subject.version)
    }
  }
  return numbers
}

/** Notes how far a part was read. Nobody is told. */
export async function markPartRead(
  context: CommandContext,
  actor: Actor,
  versionNumber: number,
  wish: Pick<ReadMark, 'materialId' | 'partId' | 'upTo' | 'complete'> & { readonly again: boolean },
): Promise<Reading | Refused> {
  const readable = await readableVersion(context, actor, wish.materialId, versionNumber)
  if (isRefused(readable)) return readable
  return decide(context, actor, (reading) => decideMark(reading, readable.version, wish))
}

export async function writeNote(
  context: CommandContext,
  actor: Actor,
  noteId: NoteId,
  place: NotePlace,
  text: string,
): Promise<ReadingNote | Refused> {
  const stands = await placeStands(context, actor, place)
  if (isRefused(stands)) return stands
  return noteAfter(noteId, await decide(context, actor, (reading) => decideWrite(reading, noteId, place, text)))
}

export const changeNote = async (
  context: CommandContext,
  actor: Actor,
  noteId: NoteId,
  text: string,
): Promise<ReadingNote | Refused> =>
  noteAfter(noteId, await decide(context, actor, (reading) => decideChange(reading, noteId, text)))

export const removeNote = (context: CommandContext, actor: Actor, noteId: NoteId): Promise<Reading | Refused> =>
  decide(context, actor, (reading) => decideRemove(reading, noteId))

async function decide(
  context: CommandContext,
  actor: Actor,
  decision: (reading: Reading) => ReadingDecided,
): Promise<Reading | Refused> {
  const log = readingLogOf(actor.personId)
  const done = await context.readings.decideAndAppend(stampOf(actor), log, decision)
  return isRefused(done) ? done : done.state
}

const noteAfter = (noteId: NoteId, reading: Reading | Refused): ReadingNote | Refused =>
  isRefused(reading) ? reading : (reading.notes.get(noteId) ?? refused('note-not-found'))

/** Whether the actor may see what the note is about, and the words are there. */
async function placeStands(context: CommandContext, actor: Actor, place: NotePlace): Promise<true | Refused> {
  if (place.at === 'item') {
    const meeting = await context.meetings.load(place.meetingId)
    if (!meeting) return refused('not-found')
    const reader = await readerOf(context, actor, materialIdsOf(meeting))
    const item = meeting.agenda.find(({ id }) => id === place.itemId)
    return (item && maySeeItem(reader, meeting, item)) || refused('item-not-found')
  }
  const readable = await readableVersion(context, actor, place.materialId, place.version)
  if (isRefused(readable)) return readable
  if (place.at === 'material') return true
  const { version } = readable
  if (!version.parts.some(({ partId }) => partId === place.partId)) return refused('part-not-found')
  if (place.at === 'part') return true
  const frozen = await frozenVersionOf(context, version)
  return frozen ? passageStands(frozen, place) : refused('version-not-found')
}
