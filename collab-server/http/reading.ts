import {
  isRefused,
  markKeyOf,
  mayAct,
  readingStateOf,
  refused,
  type Actor,
  type MaterialId,
  type Reading,
  type ReadingNote,
} from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import {
  changeNote,
  markPartRead,
  readableVersion,
  readingOf,
  removeNote,
  writeNote,
  type ReadableVersion,
} from '../commands/reading.ts'
import type { Serve } from './serveRoute.ts'

/** Read marks and private notes: each person's own, told to nobody else. */
export function serveReading(serve: Serve, context: CommandContext): void {
  serve('readReading', async ({ actor, params }) => {
    const readable = await readableVersion(context, actor, params.materialId, null)
    if (isRefused(readable)) {
      // Readable, but never locked: there is nothing to mark yet.
      const isThere = readable.refused === 'version-not-found' || (await mayRead(context, actor, params.materialId))
      return isThere ? { version: null, parts: [] } : refused('not-found')
    }
    return partsOf(readable, await readingOf(context, actor))
  })
  serve('markPartRead', async ({ actor, params, body }) => {
    const { version: number, ...wish } = body
    const reading = await markPartRead(context, actor, number, { ...params, ...wish })
    if (isRefused(reading)) return reading
    const mark = reading.marks.get(markKeyOf(params.materialId, params.partId))
    return { state: mark ? readingStateOf(mark, mark.hash) : 'unread' }
  })
  serve('listNotes', async ({ actor, query }) => {
    const { notes } = await readingOf(context, actor)
    const { materialId, meetingId } = query
    const asked = [...notes.values()].filter(({ place }) =>
      place.at === 'item'
        ? materialId === undefined && (meetingId === undefined || place.meetingId === meetingId)
        : meetingId === undefined && (materialId === undefined || place.materialId === materialId),
    )
    return { notes: asked.map(shown) }
  })
  serve('writeNote', async ({ actor, body }) => {
    const note = await writeNote(context, actor, body.noteId, body.place, body.text)
    return isRefused(note) ? note : shown(note)
  })
  serve('changeNote', async ({ actor, params, body }) => {
    const note = await changeNote(context, actor, params.noteId, body.text)
    return isRefused(note) ? note : shown(note)
  })
  serve('removeNote', async ({ actor, params }) => {
    const left = await removeNote(context, actor, params.noteId)
    return isRefused(left) ? left : null
  })
}

const shown = ({ id, place, text, at, changedAt }: ReadingNote) => ({ id, place, text, at, changedAt })

async function mayRead(context: CommandContext, actor: Actor, materialId: MaterialId): Promise<boolean> {
  const loaded = await context.materials.load(materialId)
  return loaded !== null && mayAct(actor, 'read', loaded.material) === true
}

const partsOf = ({ material, version }: ReadableVersion, reading: Reading) => ({
  version: version.number,
  parts: version.parts.map(({ partId, hash }) => {
    const mark = reading.marks.get(markKeyOf(material.id, partId))
    return { partId, hash, state: readingStateOf(mark, hash), mark: mark ? { ...mark } : null }
  }),
})
