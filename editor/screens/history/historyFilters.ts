import type { MaterialEventType } from '@glosa/domain/model'

export const historyFilters = ['text', 'round', 'comments', 'versions'] as const
export type HistoryFilter = (typeof historyFilters)[number]

/** Under which heading each event is found; a new event that nobody sorted does not compile. */
export const filterOf: Readonly<Record<MaterialEventType, HistoryFilter>> = {
  'material-created': 'text',
  'material-renamed': 'text',
  'part-added': 'text',
  'picture-added': 'text',
  'participant-invited': 'text',
  'participant-removed': 'text',
  'round-opened': 'round',
  'round-deadline-changed': 'round',
  'review-finished': 'round',
  'round-closed': 'round',
  'comment-lodged': 'comments',
  'comment-withdrawn': 'comments',
  'comment-replied': 'comments',
  'anchors-repaired': 'comments',
  'comment-settled': 'comments',
  'settlement-withdrawn': 'comments',
  'material-locked': 'versions',
  'delivery-reserved': 'versions',
  'delivery-prepared': 'versions',
  'delivery-failed': 'versions',
  'delivery-registered': 'versions',
  'delivery-rejected': 'versions',
  'delivery-requeued': 'versions',
  'delivery-accepted': 'versions',
  'delivery-hurried': 'versions',
  'delivery-given-up': 'versions',
  'delivery-marked-delivered': 'versions',
  'delivery-fixity-failed': 'versions',
  'delivery-fixity-restored': 'versions',
  'delivery-fixity-explained': 'versions',
}
