import type { AgendaPaper, MeetingCopy, MeetingView } from '@glosa/domain/contract'
import {
  canonicalJson,
  readingStateOf,
  type Actor,
  type FrozenVersion,
  type MaterialId,
  type ReadMark,
  type Reading,
  type Sha256,
} from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import { sha256Of } from '../commands/hashRecord.ts'
import { frozenVersionOf } from '../commands/meetings/frozenVersions.ts'
import type { Download } from './serveRoute.ts'

type Blobs = Pick<CommandContext, 'blobs'>
type Sources = Pick<CommandContext, 'blobs' | 'materials'>
/** An item of the agenda with papers, as the person sees it. */
type Paper = Extract<MeetingView['agenda'][number]['subject'], { readonly kind: 'material' }>

/**
 * Everything of a meeting in one piece, for reading without a connection: the agenda as the person
 * sees it, the texts of its versions, and their own marks and notes. The ETag is taken from what the
 * copy is made of, texts by their hashes, so that an unchanged copy costs neither reading nor sending.
 * @param known the ETag that the asking side has
 */
export async function meetingCopyOf(
  context: Sources,
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
  const before: MeetingCopy['before'] = []
  for (const paper of papers) {
    const { materialId, version } = paper
    const own = await paperParts(context, paper)
    parts.push(...own.map((part) => ({ materialId, version, ...part })))
    before.push(...(await readBefore(context, paper, marks)))
  }
  const copy = { format: 'glosa-meeting-copy', formatNumber: 1, meeting: view, parts, before, marks, notes, comments }
  return { bytes: new TextEncoder().encode(JSON.stringify(copy)), mediaType, fileName, etag }
}

/** The papers of one item with what the person read and noted of them. */
export async function agendaPaperOf(
  context: Sources,
  actor: Actor,
  item: { readonly meetingId: string; readonly itemId: string; readonly paper: Paper },
  reading: Reading,
): Promise<AgendaPaper> {
  const { materialId, version } = item.paper
  const marks = [...reading.marks.values()].filter((mark) => mark.materialId === materialId)
  const notes = [...reading.notes.values()].filter(({ place }) =>
    place.at === 'item'
      ? place.meetingId === item.meetingId && place.itemId === item.itemId
      : place.materialId === materialId,
  )
  return {
    materialId,
    version,
    parts: await paperParts(context, item.paper),
    before: await readBefore(context, item.paper, marks),
    marks,
    notes,
    comments: await privateComments(context, actor, [materialId]),
  }
}

async function paperParts(context: Blobs, { hash, parts }: Paper): Promise<AgendaPaper['parts']> {
  const frozen = await frozenVersionOf(context, { hash })
  return parts.map(({ partId, hash: partHash }) => ({ partId, hash: partHash, ...contentOf(frozen, partId) }))
}

/** Parts that changed since they were read, as they were read: whoever read them may see them again. */
async function readBefore(
  { blobs, materials }: Sources,
  { materialId, parts }: Paper,
  marks: readonly ReadMark[],
): Promise<AgendaPaper['before']> {
  const changed = parts.flatMap(({ partId, hash }) => {
    const mark = marks.find((candidate) => candidate.materialId === materialId && candidate.partId === partId)
    return mark && readingStateOf(mark, hash) === 'changed' ? [mark] : []
  })
  if (changed.length === 0) return []
  const versions = (await materials.load(materialId))?.material.versions ?? []
  const found: AgendaPaper['before'] = []
  for (const { partId, version: number } of changed) {
    const version = versions.find((candidate) => candidate.number === number)
    const frozen = version ? await frozenVersionOf({ blobs }, version) : null
    found.push({ materialId, partId, version: number, doc: contentOf(frozen, partId).doc })
  }
  return found
}

/** A file of the papers: an annex or a picture in a text; `null` when the version has none of this name. */
export async function paperFileOf(
  { blobs, materials }: Sources,
  { materialId, hash }: Paper,
  blob: Sha256,
): Promise<Download | null> {
  const frozen = await frozenVersionOf({ blobs }, { hash })
  const annex = frozen?.parts.find((part) => part.form === 'file' && part.blob === blob)
  if (annex?.form === 'file') {
    const bytes = await blobs.get(blob)
    return bytes && { bytes, mediaType: annex.mediaType, fileName: annex.fileName, immutable: true }
  }
  const shows = frozen?.parts.some((part) => part.form === 'body' && JSON.stringify(part.doc).includes(`"${blob}"`))
  const picture = shows
    ? (await materials.load(materialId))?.material.pictures.find((candidate) => candidate.blob === blob)
    : undefined
  const bytes = picture ? await blobs.get(blob) : null
  if (!picture || !bytes) return null
  const fileName = `${blob.slice(0, 12)}.${picture.mediaType.slice('image/'.length)}`
  return { bytes, mediaType: picture.mediaType, fileName, inline: true, immutable: true }
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
): Pick<AgendaPaper['parts'][number], 'doc' | 'fileName' | 'mediaType' | 'blob'> {
  const part = frozen?.parts.find((candidate) => candidate.partId === partId)
  if (part?.form === 'body') return { doc: part.doc, fileName: null, mediaType: null, blob: null }
  return {
    doc: null,
    fileName: part?.fileName ?? null,
    mediaType: part?.mediaType ?? null,
    blob: part?.blob ?? null,
  }
}
