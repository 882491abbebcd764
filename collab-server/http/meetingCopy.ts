import type { MeetingCopy, MeetingView } from '@glosa/domain/contract'
import { canonicalJson, type Actor, type FrozenVersion, type MaterialId, type Reading } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import { sha256Of } from '../commands/hashRecord.ts'
import { frozenVersionOf } from '../commands/meetings/frozenVersions.ts'
import type { Download } from './serveRoute.ts'

/**
 * Everything of a meeting in one piece, for reading without a connection: the agenda as the person
 * sees it, the texts of its versions, and their own marks and notes. The ETag is taken from what the
 * copy is made of, texts by their hashes, so that an unchanged copy costs neither reading nor sending.
 * @param known the ETag that the asking side has
 */
export async function meetingCopyOf(
  context: Pick<CommandContext, 'blobs' | 'materials'>,
  actor: Actor,
  view: MeetingView,
  reading: Reading,
  known: string,
): Promise<Download> {
  const papers = view.agenda.flatMap(({ subject, withdrawn }) =>
    subject.kind === 'material' && !withdrawn ? [subject] : [],
  )
  const materialIds = new Set(papers.map(({ materialId }) => materialId))
  const marks = [...reading.marks.values()].filter(({ materialId }) => materialIds.has(materialId))
  const notes = [...reading.notes.values()].filter(({ place }) =>
    place.at === 'item' ? place.meetingId === view.id : materialIds.has(place.materialId),
  )
  const comments = await privateComments(context, actor, materialIds)
  const etag = `"${sha256Of(canonicalJson({ view, marks, notes, comments }))}"`
  const fileName = `${view.id}.json`
  const mediaType = 'application/json'
  if (known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
    return { bytes: new Uint8Array(0), mediaType, fileName, etag, isUnchanged: true }
  }
  const parts: MeetingCopy['parts'] = []
  for (const { materialId, version, hash, parts: named } of papers) {
    const frozen = await frozenVersionOf(context, { hash })
    for (const { partId, hash: partHash } of named) {
      parts.push({ materialId, version, partId, hash: partHash, ...contentOf(frozen, partId) })
    }
  }
  const copy = { format: 'glosa-meeting-copy', formatNumber: 1, meeting: view, parts, marks, notes, comments }
  return { bytes: new TextEncoder().encode(JSON.stringify(copy)), mediaType, fileName, etag }
}

/** The person's own private comments in the materials, lodged while these were in review. */
async function privateComments(
  { materials }: Pick<CommandContext, 'materials'>,
  actor: Actor,
  materialIds: Iterable<MaterialId>,
): Promise<MeetingCopy['comments']> {
  const found: MeetingCopy['comments'] = []
  for (const materialId of materialIds) {
    const loaded = await materials.load(materialId)
    for (const comment of loaded?.material.comments.values() ?? []) {
      const { id: commentId, by, visibility, withdrawn, place, text, at } = comment
      if (visibility !== 'private' || by.personId !== actor.personId || withdrawn) continue
      const quote = 'anchor' in place ? place.anchor.quote : null
      found.push({ materialId, commentId, partId: 'partId' in place ? place.partId : null, quote, text, at })
    }
  }
  return found
}

function contentOf(
  frozen: FrozenVersion | null,
  partId: string,
): Pick<MeetingCopy['parts'][number], 'doc' | 'fileName' | 'mediaType'> {
  const part = frozen?.parts.find((candidate) => candidate.partId === partId)
  if (part?.form === 'body') return { doc: part.doc, fileName: null, mediaType: null }
  return { doc: null, fileName: part?.fileName ?? null, mediaType: part?.mediaType ?? null }
}
