import type { ShownNotice } from '@glosa/domain/contract'
import {
  isRefused,
  materialIdsOf,
  mayAct,
  mayActAtMeeting,
  mayLookAfterSeal,
  maySeeComment,
  type Actor,
  type Instant,
  type KeptNotice,
  type Meeting,
  type MeetingReader,
  type NoticeStore,
} from '@glosa/domain/model'
import type { Materials } from '../materials.ts'
import type { Meetings } from '../meetings/meetings.ts'
import { readerOf } from '../meetings/readerOf.ts'

/** What listing notices asks for. */
export interface NoticeListDeps {
  readonly notices: NoticeStore
  readonly materials: Materials
  readonly meetings: Pick<Meetings, 'load'>
  readonly now: () => Instant
}

/** More than this are not counted. */
const mostUnread = 100

/** A page of what a person was told. */
export interface NoticePage {
  readonly notices: readonly ShownNotice[]
  readonly next: string | null
}

/**
 * Notices as the actor may see them now: what they may no longer see is left out, so that a page may
 * be shorter than asked for.
 */
export async function listNotices(
  deps: NoticeListDeps,
  actor: Actor,
  query: { readonly unreadOnly: boolean; readonly limit: number; readonly after?: string },
): Promise<NoticePage> {
  const found = await deps.notices.ofPerson(actor.personId, query)
  const shown = await Promise.all(found.map((notice) => noticeShownTo(deps, actor, notice)))
  const last = found.length === query.limit ? found.at(-1) : undefined
  return { notices: shown.filter((notice) => notice !== null), next: last?.id ?? null }
}

/** How many notices the actor has not read and may see, at most a hundred. */
export async function countUnread(deps: NoticeListDeps, actor: Actor): Promise<number> {
  const { notices } = await listNotices(deps, actor, { unreadOnly: true, limit: mostUnread })
  return notices.length
}

async function noticeShownTo(
  { materials, meetings }: Pick<NoticeListDeps, 'materials' | 'meetings'>,
  actor: Actor,
  notice: KeptNotice,
): Promise<ShownNotice | null> {
  if (notice.meetingId) {
    const meeting = await meetings.load(notice.meetingId)
    return meeting && meetingNotice(await readerOf({ materials }, actor, materialIdsOf(meeting)), meeting, notice)
  }
  if (notice.materialId === null) return officeNotice(actor, notice)
  const material = (await materials.load(notice.materialId))?.material
  if (!material || mayAct(actor, 'read', material) !== true) return null
  const comments = notice.commentIds.flatMap((commentId) => {
    const comment = material.comments.get(commentId)
    return comment && maySeeComment(actor, comment, material) ? [{ commentId, number: comment.number }] : []
  })
  if (notice.commentIds.length > 0 && comments.length === 0) return null
  const { id, kind, at, readAt, by, materialId, roundId, dueAt } = notice
  const { number, title } = material
  return { id, kind, at, readAt, by, materialId, meetingId: null, number, title, comments, roundId, dueAt }
}

/** What is about the office itself is about its seal: for those who look after it now. */
function officeNotice(actor: Actor, { id, kind, at, readAt, by, dueAt }: KeptNotice): ShownNotice | null {
  if (mayLookAfterSeal(actor) !== true) return null
  const about = { materialId: null, meetingId: null, number: '', title: '', comments: [], roundId: null }
  return { id, kind, at, readAt, by, ...about, dueAt }
}

/** What is about a meeting is for whoever may see the meeting now. */
function meetingNotice(
  reader: MeetingReader,
  meeting: Meeting,
  { id, kind, at, readAt, by, dueAt }: KeptNotice,
): ShownNotice | null {
  if (isRefused(mayActAtMeeting(reader, 'read', meeting))) return null
  const { id: meetingId, title } = meeting
  return {
    id,
    kind,
    at,
    readAt,
    by,
    materialId: null,
    meetingId,
    number: '',
    title,
    comments: [],
    roundId: null,
    dueAt,
  }
}
