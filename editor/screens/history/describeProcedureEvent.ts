import {
  unhandled,
  type CommentId,
  type DecisionEventType,
  type MaterialEvent,
  type RoundInvitation,
} from '@glosa/domain/model'
import type { TFunction } from 'i18next'
import type { Format } from '../../i18n/format.ts'
import { sealProblemTitle } from '../records/sealProblem.ts'

/** What the sentences need from earlier events. */
export interface ProcedureNames {
  readonly numberOf: (commentId: CommentId) => string
  readonly nameOf: (participantId: string) => string
}

/** Events of rounds, units, their comments, and of seals. */
export type ProcedureEvent = Exclude<
  MaterialEvent,
  {
    type:
      | `delivery-${string}`
      | 'material-created'
      | 'material-renamed'
      | 'part-added'
      | 'picture-added'
      | 'participant-invited'
      | 'participant-removed'
      | 'round-opened'
      | 'review-finished'
      | 'comment-withdrawn'
      | 'comment-replied'
      | 'anchors-repaired'
      | DecisionEventType
      | 'material-locked'
  }
>

const excerpt = (text: string): string => (text.length > 160 ? `${text.slice(0, 157).trimEnd()}…` : text)
const invitedName = (invited: RoundInvitation) => ('unitId' in invited ? invited.unitName : invited.displayName)

/** One line of the history in words. */
export function describeProcedureEvent(
  event: ProcedureEvent,
  { numberOf, nameOf }: ProcedureNames,
  t: TFunction,
  format: Format,
): string {
  const numbers = (ids: readonly CommentId[]) => ids.map(numberOf).join(', ')
  switch (event.type) {
    case 'sponsor-named':
      return event.sponsor
        ? t('happened.sponsor-named', { name: event.sponsor.displayName })
        : t('happened.sponsor-none')
    case 'lead-unit-named':
      return event.leadUnitName === null
        ? t('happened.lead-unit-none')
        : t('happened.lead-unit-named', { name: event.leadUnitName })
    case 'access-changed':
      return t('happened.access-changed', { access: t(`happened.access.${event.access}`) })
    case 'drafter-changed':
      return t('happened.drafter-changed', { name: event.drafter.displayName })
    case 'identifiers-given':
      return t('happened.identifiers-given', {
        identifiers: [event.documentReference, event.fileReference].filter((given) => given !== null).join(', '),
      })
    case 'part-renamed':
      return t('happened.part-renamed', { title: event.title })
    case 'part-removed':
      return t('happened.part-removed')
    case 'round-planned':
      return t('happened.round-planned', { number: event.number, deadline: format.dayAndTime(event.closesAt) })
    case 'round-plan-changed':
      return t('happened.round-plan-changed', { deadline: format.dayAndTime(event.closesAt) })
    case 'round-plan-dropped':
      return t('happened.round-plan-dropped')
    case 'round-deadline-changed': {
      const deadline = format.dayAndTime(event.closesAt)
      return event.reason === ''
        ? t('happened.deadline-changed', { deadline })
        : t('happened.deadline-changed-because', { deadline, reason: event.reason })
    }
    case 'round-invited':
      return t('happened.round-invited', { names: event.invited.map(invitedName).join(', ') })
    case 'round-uninvited':
      return t('happened.round-uninvited', { name: nameOf(event.participantId) })
    case 'round-closed':
      return event.silent?.length
        ? t('happened.round-closed-silent', { names: event.silent.map(invitedName).join(', ') })
        : t('event.round-closed')
    case 'comments-disclosed':
      return t('happened.comments-disclosed')
    case 'comment-lodged': {
      if (event.visibility === 'private') return t('history.privateNote')
      const kind = t(`kind.${event.kind}`).toLocaleLowerCase()
      const text = excerpt(event.text)
      if (event.unitSet) return t('happened.comment-drafted', { unit: event.unitSet.unitName, kind, text })
      if (event.late) return t('happened.comment-lodged-late', { kind, text })
      return t('event.comment-lodged', { number: event.number, kind, text })
    }
    case 'comment-edited':
      return t('happened.comment-edited', { text: excerpt(event.text) })
    case 'comments-forwarded':
      return t('happened.comments-forwarded', { count: event.commentIds.length, unit: event.unitName })
    case 'unit-comment-rejected':
      return t('happened.unit-comment-rejected', { reason: event.reason })
    case 'unit-comment-restored':
      return t('happened.unit-comment-restored')
    case 'unit-comments-merged':
      return t('happened.unit-comments-merged', { count: event.merged.length })
    case 'unit-set-sent':
      return event.comments.length === 0
        ? t('happened.unit-set-empty', { unit: event.unitName })
        : t('happened.unit-set-sent', { unit: event.unitName, count: event.comments.length })
    case 'late-comment-decided':
      return event.admitted ? t('happened.late-admitted') : t('happened.late-declined', { reason: event.reason ?? '' })
    case 'comments-linked':
      return t('happened.comments-linked', { number: numberOf(event.commentId), others: numbers(event.duplicates) })
    case 'comment-unlinked':
      return t('happened.comment-unlinked', { number: numberOf(event.commentId) })
    case 'comments-passed':
      return t('happened.comments-passed', { name: event.displayName })
    case 'comments-shown':
      return t('happened.comments-shown')
    case 'comments-hidden':
      return t('happened.comments-hidden')
    case 'seal-ordered':
      return t('happened.seal-ordered', { number: event.version })
    case 'seal-failed':
      return t('happened.seal-failed', {
        number: event.version,
        problem: sealProblemTitle(event.code, event.problem, t),
        when: format.dayAndTime(event.nextAttemptAt),
      })
    case 'version-sealed':
      return event.seal.isTrial
        ? t('happened.version-sealed-trial', { number: event.version })
        : t('happened.version-sealed', { number: event.version, level: event.seal.level })
    case 'seal-renewed':
      return t('happened.seal-renewed', {
        number: event.version,
        when: format.day(event.renewal.provenUntil),
      })
    case 'signed-copy-added':
      return t('happened.signed-copy-added', { number: event.version, file: event.copy.fileName })
    case 'publication-planned':
      return t('happened.publication-planned')
    case 'material-published':
      return event.copy
        ? t('happened.material-published', { number: event.copy.version })
        : t('happened.material-published-facts')
    case 'publication-withdrawn':
      return t('happened.publication-withdrawn', { reason: event.reason })
    default:
      return unhandled(event)
  }
}
