import type { ShownNotice } from '@glosa/domain/contract'
import type { CommentId, MaterialId, MeetingId, NoticeKind } from '@glosa/domain/model'

/** The screen on which a person does what a notice asks for. */
export type NoticeTarget =
  | { readonly screen: 'material'; readonly materialId: MaterialId; readonly commentId: CommentId | null }
  | { readonly screen: 'settlement' | 'completion' | 'versions'; readonly materialId: MaterialId }
  | { readonly screen: 'meeting'; readonly meetingId: MeetingId }
  | { readonly screen: 'seals' | 'records-systems' }

const places: Partial<Record<NoticeKind, 'settlement' | 'completion' | 'versions'>> = {
  'reaction-awaited': 'settlement',
  'release-awaited': 'settlement',
  'settlements-returned': 'settlement',
  'dispute-opened': 'completion',
  'dispute-escalated': 'completion',
  'dispute-decided': 'completion',
  'approval-awaited': 'completion',
  'approval-returned': 'completion',
  'approval-voided': 'completion',
  'approval-finished': 'completion',
  'version-locked': 'versions',
  'delivery-rejected': 'versions',
}

/** Where a notice leads: one comment is shown at its place, several in the settlement table. */
export function noticeTarget({
  kind,
  materialId,
  meetingId = null,
  comments,
}: Pick<ShownNotice, 'kind' | 'materialId' | 'comments'> & Partial<Pick<ShownNotice, 'meetingId'>>) {
  if (meetingId) return { screen: 'meeting', meetingId } satisfies NoticeTarget
  if (materialId === null) {
    return { screen: kind === 'records-certificate-renew' ? 'records-systems' : 'seals' } satisfies NoticeTarget
  }
  const [first] = comments
  const place = places[kind]
  if (place && !(place === 'settlement' && comments.length === 1)) {
    return { screen: place, materialId } satisfies NoticeTarget
  }
  if (comments.length > 1) return { screen: 'settlement', materialId } satisfies NoticeTarget
  return { screen: 'material', materialId, commentId: first?.commentId ?? null } satisfies NoticeTarget
}
