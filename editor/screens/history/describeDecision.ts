import type { CommentId, DecisionEvent } from '@glosa/domain/model'
import { unhandled } from '@glosa/domain/model'
import type { TFunction } from 'i18next'
import { codeName } from '../officeSettings/codeName.ts'
import type { Format } from '../../i18n/format.ts'

/** Settlements, disputes, approvals and new versions in words. */
export function describeDecision(
  event: DecisionEvent,
  numberOf: (id: CommentId) => string,
  t: TFunction,
  format: Format,
): string {
  const numbers = (ids: readonly CommentId[]) => ids.map(numberOf).join(', ')
  switch (event.type) {
    case 'material-flagged':
      return event.flags.length > 0
        ? t('event.material-flagged', {
            flags: event.flags.map((code) => codeName({ code, name: null }, t)).join(', '),
          })
        : t('event.material-flagged-nothing')
    case 'comment-settled':
      return t(event.held ? 'event.comment-settled-held' : 'event.comment-settled', {
        number: numberOf(event.commentId),
        verdict: t(`verdict.${event.settlement.verdict}`).toLocaleLowerCase(),
      })
    case 'settlement-withdrawn':
      return t('event.settlement-withdrawn', { number: numberOf(event.commentId) })
    case 'settlements-released':
      return t('event.settlements-released', {
        numbers: numbers(event.settlements.map(({ commentId }) => commentId)),
      })
    case 'settlements-returned':
      return t('event.settlements-returned', { numbers: numbers(event.commentIds), reason: event.reason })
    case 'settlement-reacted':
      return t(`event.settlement-${event.reaction}`, { number: numberOf(event.commentId), reason: event.reason ?? '' })
    case 'rewriting-acknowledged':
      return t('event.rewriting-acknowledged', {
        numbers: numbers(event.passages.map(({ commentId }) => commentId)),
        reason: event.reason,
      })
    case 'dispute-opened':
      return t('event.dispute-opened', {
        dispute: event.number,
        numbers: numbers(event.commentIds),
        reason: event.reason,
      })
    case 'dispute-discussed':
      return t('event.dispute-discussed', { day: format.day(event.heldAt), conclusion: event.conclusion })
    case 'dispute-escalated':
      return t('event.dispute-escalated', { level: event.level + 1, reason: event.reason })
    case 'dispute-decided':
      return t(`event.dispute-decided-${event.ruling}`, { reason: event.reason })
    case 'dispute-withdrawn':
      return t('event.dispute-withdrawn')
    case 'dispute-settled':
      return t('event.dispute-settled')
    case 'disputes-shown':
      return t('event.disputes-shown')
    case 'finalising-permitted':
      return t('event.finalising-permitted', { reason: event.reason })
    case 'approval-started':
      return t('event.approval-started')
    case 'approval-given':
      return event.standingFor
        ? t('event.approval-given-for', { name: event.standingFor.displayName })
        : t('event.approval-given')
    case 'approval-returned':
      return t('event.approval-returned', { reason: event.reason })
    case 'approval-cancelled':
      return t('event.approval-cancelled')
    case 'approvals-voided':
      return t('event.approvals-voided')
    case 'version-started':
      return t(event.tabled ? 'event.version-started-tabled' : 'event.version-started', {
        number: event.number,
        reason: event.reason,
      })
    default:
      return unhandled(event)
  }
}
