import type { ShownRecord } from '@glosa/domain/contract'
import type { MaterialEvent, MaterialEventType } from '@glosa/domain/model'

const known: Readonly<Record<MaterialEventType, true>> = {
  'material-created': true,
  'material-renamed': true,
  'part-added': true,
  'picture-added': true,
  'participant-invited': true,
  'participant-removed': true,
  'round-opened': true,
  'round-deadline-changed': true,
  'review-finished': true,
  'round-closed': true,
  'comment-lodged': true,
  'comment-withdrawn': true,
  'comment-replied': true,
  'anchors-repaired': true,
  'comment-settled': true,
  'settlement-withdrawn': true,
  'material-locked': true,
  'delivery-reserved': true,
  'delivery-prepared': true,
  'delivery-failed': true,
  'delivery-registered': true,
  'delivery-rejected': true,
  'delivery-requeued': true,
  'delivery-accepted': true,
  'delivery-hurried': true,
  'delivery-given-up': true,
  'delivery-marked-delivered': true,
  'delivery-fixity-failed': true,
  'delivery-fixity-restored': true,
  'delivery-fixity-explained': true,
}

/** The events of a record that this version of the application knows; a newer server may send others. */
export const knownEvents = (record: ShownRecord): readonly MaterialEvent[] =>
  record.events.flatMap((event) => (Object.hasOwn(known, event.type) ? [event as MaterialEvent] : []))
