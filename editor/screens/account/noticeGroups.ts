import { noticeKinds, type NoticeKind } from '@glosa/domain/model'

export const noticeGroups = [
  'rounds',
  'comments',
  'settlement',
  'disputes',
  'approvals',
  'versions',
  'meetings',
  'office',
] as const
export type NoticeGroup = (typeof noticeGroups)[number]

const groups: Readonly<Record<NoticeKind, NoticeGroup>> = {
  invited: 'rounds',
  'unit-invited': 'rounds',
  'deadline-changed': 'rounds',
  'deadline-near': 'rounds',
  'deadline-past': 'rounds',
  'round-closed': 'rounds',
  'comment-lodged': 'comments',
  'comment-replied': 'comments',
  mentioned: 'comments',
  'late-decided': 'comments',
  'comment-settled': 'settlement',
  'reaction-awaited': 'settlement',
  'unit-reacted': 'settlement',
  'release-awaited': 'settlement',
  'settlements-returned': 'settlement',
  'dispute-opened': 'disputes',
  'dispute-escalated': 'disputes',
  'dispute-decided': 'disputes',
  'approval-awaited': 'approvals',
  'approval-returned': 'approvals',
  'approval-voided': 'approvals',
  'approval-finished': 'approvals',
  'version-locked': 'versions',
  'version-new': 'versions',
  'handed-over': 'versions',
  'delivery-rejected': 'versions',
  'meeting-invited': 'meetings',
  'meeting-changed': 'meetings',
  'agenda-changed': 'meetings',
  'question-asked': 'meetings',
  'question-answered': 'meetings',
  'seal-expires': 'office',
  'seal-unusable': 'office',
  'records-certificate-renew': 'office',
}

/** The kinds of one group of the settings, in their order. */
export const kindsOf = (group: NoticeGroup): readonly NoticeKind[] =>
  noticeKinds.filter((kind) => groups[kind] === group)
