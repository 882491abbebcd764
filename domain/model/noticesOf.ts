import type { MaterialEvent, MaterialRecord } from './events.ts'
import type { CommentId, PersonId } from './ids.ts'
import { currentRound, type Material } from './material.ts'
import type { NoticeOffice } from './noticeOffice.ts'
import type { Notice } from './notices.ts'
import { noticeWords, type NoticeWord } from './noticeWords.ts'
import { mayAct } from './policy.ts'
import type { Instant } from './time.ts'
import { maySeeComment, recordShownTo } from './visibility.ts'

/**
 * Whom a record of the history is told, and of what. Nobody is told what they did themselves, nor
 * what they may not see; of one record everybody hears each kind once, however many comments it is about.
 * @param material the material after the record, or later
 */
export function noticesOf(record: MaterialRecord, material: Material, office: NoticeOffice): readonly Notice[] {
  const notices = new Map<string, Notice>()
  const tell = (event: MaterialEvent, word: NoticeWord) => {
    for (const personId of word.to) {
      if (personId === record.by.personId || !mayHear(personId, record, event, material, office)) continue
      const seen = commentsSeen(personId, word.commentIds ?? [], material, office)
      if (word.commentIds && seen.length === 0) continue
      const id = `${personId}/${material.id}/${record.sequence}.${word.kind}`
      const there = notices.get(id)
      notices.set(id, {
        id,
        personId,
        materialId: material.id,
        kind: word.kind,
        at: record.at,
        by: record.by,
        commentIds: [...new Set([...(there?.commentIds ?? []), ...seen])],
        roundId: currentRound(material)?.id ?? null,
        dueAt: earlier(there?.dueAt ?? null, word.dueAt ?? null),
      })
    }
  }
  for (const event of record.events) {
    for (const word of noticeWords(event, material, office)) tell(event, word)
  }
  return withoutWeaker([...notices.values()])
}

/** Whether the person may, by the rights of now, know of the material and of all that is said of its comments. */
export function mayKnow(
  personId: PersonId,
  commentIds: readonly CommentId[],
  material: Material,
  office: NoticeOffice,
): boolean {
  const reader = office.readerOf(personId)
  if (!reader || mayAct(reader, 'read', material) !== true) return false
  return commentIds.length === 0 || commentsSeen(personId, commentIds, material, office).length > 0
}

/** Those of the comments that the person may see now. */
export function commentsSeen(
  personId: PersonId,
  commentIds: readonly CommentId[],
  material: Material,
  office: NoticeOffice,
): readonly CommentId[] {
  const reader = office.readerOf(personId)
  if (!reader) return []
  return commentIds.filter((id) => {
    const comment = material.comments.get(id)
    return comment !== undefined && maySeeComment(reader, comment, material)
  })
}

const mayHear = (
  personId: PersonId,
  record: MaterialRecord,
  event: MaterialEvent,
  material: Material,
  office: NoticeOffice,
): boolean => {
  const reader = office.readerOf(personId)
  if (!reader || mayAct(reader, 'read', material) !== true) return false
  return recordShownTo(reader, { ...record, events: [event] }, material) !== null
}

const earlier = (a: Instant | null, b: Instant | null): Instant | null => (a === null ? b : b === null || a < b ? a : b)

/** Who is asked as a head, or must react, needs not hear the weaker word of the same record too. */
const weaker = {
  'unit-invited': 'invited',
  'comment-settled': 'reaction-awaited',
  'comment-replied': 'mentioned',
} as const

const withoutWeaker = (notices: readonly Notice[]): readonly Notice[] =>
  notices.filter(
    ({ kind, personId }) =>
      !(kind in weaker) ||
      !notices.some((other) => other.personId === personId && other.kind === weaker[kind as keyof typeof weaker]),
  )
