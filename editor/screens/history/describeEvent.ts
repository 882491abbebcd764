import type { CommentNumber, Invitation, MaterialEvent, RoundInvitation } from '@glosa/domain/model'
import { isDecisionEvent } from '@glosa/domain/model'
import type { TFunction } from 'i18next'
import type { Format } from '../../i18n/format.ts'
import { describeDecision } from './describeDecision.ts'
import { describeProcedureEvent } from './describeProcedureEvent.ts'
import { problemTitle } from '../records/deliveryProblem.ts'

/** What the sentences about later events need from earlier ones. */
export interface EventNames {
  /** Number of a comment by its id; private notes have none. */
  readonly commentNumbers: ReadonlyMap<string, number>
  /** Names of invited people and units by their ids. */
  readonly participants: ReadonlyMap<string, string>
}

export function namesFrom(events: readonly MaterialEvent[]): EventNames {
  const commentNumbers = new Map<string, number>()
  const participants = new Map<string, string>()
  for (const event of events) {
    if (event.type === 'comment-lodged' && event.number > 0) commentNumbers.set(event.commentId, event.number)
    if (event.type === 'comments-shown') {
      for (const comment of event.comments) if (comment.number > 0) commentNumbers.set(comment.id, comment.number)
    }
    for (const { commentId, number } of numbersIn(event)) if (number > 0) commentNumbers.set(commentId, number)
    for (const invited of invitedIn(event)) {
      if ('unitId' in invited) participants.set(invited.unitId, invited.unitName)
      else participants.set(invited.personId, invited.displayName)
    }
  }
  return { commentNumbers, participants }
}

const excerpt = (text: string): string => (text.length > 160 ? `${text.slice(0, 157).trimEnd()}…` : text)

/** Comments that got their number later than they were lodged. */
function numbersIn(event: MaterialEvent): readonly CommentNumber[] {
  switch (event.type) {
    case 'round-closed':
    case 'comments-disclosed':
      return event.numbers ?? []
    case 'unit-set-sent':
      return event.comments
    case 'late-comment-decided':
      return [event]
    default:
      return []
  }
}

function invitedIn(event: MaterialEvent): readonly (Invitation | RoundInvitation)[] {
  switch (event.type) {
    case 'participant-invited':
      return [event.invitation]
    case 'round-invited':
      return event.invited
    case 'round-planned':
    case 'round-plan-changed':
      return event.terms.invited
    case 'round-opened':
      return event.terms?.invited ?? []
    default:
      return []
  }
}

/** One line of the history in words. */
export function describeEvent(event: MaterialEvent, names: EventNames, t: TFunction, format: Format): string {
  const numberOf = (id: string) => names.commentNumbers.get(id)?.toString() ?? t('history.hiddenComment')
  const nameOf = (id: string) => names.participants.get(id) ?? t('history.someone')
  if (isDecisionEvent(event)) return describeDecision(event, numberOf, t, format)
  switch (event.type) {
    case 'material-created':
      return t('event.material-created', { number: event.number, title: event.title })
    case 'material-renamed':
      return t('event.material-renamed', { title: event.title })
    case 'part-added':
      return t('event.part-added', { title: event.part.title })
    case 'picture-added':
      return t('event.picture-added')
    case 'participant-invited': {
      const { invitation } = event
      const name = 'unitId' in invitation ? invitation.unitName : invitation.displayName
      return t('event.participant-invited', { name, right: t(`right.${invitation.right}`) })
    }
    case 'participant-removed':
      return t('event.participant-removed', { name: nameOf(event.participantId) })
    case 'round-opened':
      return t('event.round-opened', { number: event.number, deadline: format.dayAndTime(event.closesAt) })
    case 'review-finished':
      return t(event.withoutComments ? 'event.review-finished-without' : 'event.review-finished')
    case 'comment-withdrawn':
      return t('event.comment-withdrawn', { number: numberOf(event.commentId) })
    case 'comment-replied':
      return t('event.comment-replied', { number: numberOf(event.commentId), text: excerpt(event.reply.text) })
    case 'anchors-repaired':
      return t('event.anchors-repaired', { count: event.anchors.length })
    case 'material-locked':
      return t('event.material-locked', { number: event.version.number })
    case 'delivery-prepared':
      return t('event.delivery-prepared')
    case 'delivery-failed':
      return t('event.delivery-failed', {
        problem: problemTitle(event.code, event.problem, t),
        when: format.dayAndTime(event.nextAttemptAt),
      })
    case 'delivery-registered':
      return t('event.delivery-registered', { recordNumber: event.receipt.recordNumber })
    case 'delivery-rejected':
      return t('event.delivery-rejected', { reason: problemTitle(event.code, event.reason, t) })
    case 'delivery-requeued':
      return t('event.delivery-requeued')
    case 'delivery-reserved':
      return t('event.delivery-reserved', { recordNumber: event.receipt.recordNumber })
    case 'delivery-accepted':
      return t('event.delivery-accepted', { recordNumber: event.receipt.recordNumber })
    case 'delivery-hurried':
      return t('event.delivery-hurried')
    case 'delivery-given-up':
      return t('event.delivery-given-up', { reason: event.reason })
    case 'delivery-marked-delivered':
      return t('event.delivery-marked-delivered', {
        recordNumber: event.receipt.recordNumber,
        reason: event.reason,
      })
    case 'delivery-fixity-failed':
      return t('event.delivery-fixity-failed', { files: event.findings.map(({ name }) => name).join(', ') })
    case 'delivery-fixity-restored':
      return t('event.delivery-fixity-restored')
    case 'delivery-fixity-explained':
      return t('event.delivery-fixity-explained', {
        files: event.files.map(({ name }) => name).join(', '),
        reason: event.reason,
      })
    default:
      return describeProcedureEvent(event, { numberOf, nameOf }, t, format)
  }
}
