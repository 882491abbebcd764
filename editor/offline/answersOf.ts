import type { AgendaPaper, MeetingCopy } from '@glosa/domain/contract'
import type { AgendaItemId, MaterialId, Sha256 } from '@glosa/domain/model'
import { addressOf } from '../api/index.ts'
import type { KeptAnswer } from './keptCaches.ts'

/** A file of the papers, as the agenda names it. */
export interface PaperFile {
  readonly itemId: AgendaItemId
  readonly blob: Sha256
}

/** The copy of a meeting as the answers that its pages ask for one by one. */
export function answersOf(copy: MeetingCopy): readonly KeptAnswer[] {
  const meetingId = copy.meeting.id
  const answers: KeptAnswer[] = [
    { address: addressOf('readMeeting', { params: { meetingId } }), body: copy.meeting },
    {
      address: addressOf('listNotes', { query: { meetingId } }),
      body: { notes: copy.notes.filter(({ place }) => place.at === 'item') },
    },
  ]
  for (const { id: itemId, subject, withdrawn } of copy.meeting.agenda) {
    if (subject.kind !== 'material' || withdrawn) continue
    const { materialId } = subject
    answers.push(
      { address: addressOf('readPaper', { params: { meetingId, itemId } }), body: paperOf(copy, materialId, itemId) },
      {
        address: addressOf('listNotes', { query: { materialId } }),
        body: { notes: copy.notes.filter(({ place }) => place.at !== 'item' && place.materialId === materialId) },
      },
    )
  }
  return answers
}

function paperOf(copy: MeetingCopy, materialId: MaterialId, itemId: AgendaItemId): AgendaPaper {
  const isOf = (other: { readonly materialId: MaterialId }) => other.materialId === materialId
  const parts = copy.parts.filter(isOf)
  return {
    materialId,
    version: parts[0]?.version ?? 0,
    parts: parts.map(({ partId, hash, doc, fileName, mediaType, blob }) => ({
      partId,
      hash,
      doc,
      fileName,
      mediaType,
      blob,
    })),
    before: copy.before.filter(isOf),
    marks: copy.marks.filter(isOf),
    notes: copy.notes.filter(({ place }) =>
      place.at === 'item' ? place.itemId === itemId : place.materialId === materialId,
    ),
    comments: copy.comments.filter(isOf),
  }
}

/** The annexes and pictures of all papers of a copy, each once for each item. */
export function filesOf(copy: MeetingCopy): readonly PaperFile[] {
  return copy.meeting.agenda.flatMap(({ id: itemId, subject, withdrawn }): PaperFile[] => {
    if (subject.kind !== 'material' || withdrawn) return []
    const blobs = new Set<Sha256>()
    for (const { materialId, blob, doc } of copy.parts) {
      if (materialId !== subject.materialId) continue
      if (blob !== null) blobs.add(blob)
      if (doc !== null) for (const picture of picturesIn(doc)) blobs.add(picture)
    }
    return [...blobs].map((blob) => ({ itemId, blob }))
  })
}

/** Names of the pictures in a text, in ProseMirror JSON. */
function picturesIn(doc: object): readonly Sha256[] {
  const found: Sha256[] = []
  const pending: unknown[] = [doc]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== 'object' || node === null) continue
    if ('type' in node && node.type === 'image' && 'attrs' in node) {
      const { attrs } = node
      if (typeof attrs === 'object' && attrs !== null && 'blob' in attrs && isHash(attrs.blob)) found.push(attrs.blob)
    }
    if ('content' in node && Array.isArray(node.content)) pending.push(...(node.content as unknown[]))
  }
  return found
}

const isHash = (value: unknown): value is Sha256 => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
