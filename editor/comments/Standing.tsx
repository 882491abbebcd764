import type { MaterialId, ReviewComment } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat.ts'
import { levelName } from './levelName.ts'
import { Link } from '../ui/Link.tsx'
import { Tag } from '../ui/Tag.tsx'
import type { CommentStanding } from './commentStanding.ts'

interface StandingProps {
  readonly materialId: MaterialId
  readonly comment: ReviewComment
  readonly standing: CommentStanding
}

/** What became of a settlement: whether it is shown, what the reviewing body says, the dispute, linked comments. */
export function Standing({ materialId, comment: { settled }, standing }: StandingProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { reaction, dispute, isDisputeOpen, linkedTo, duplicates } = standing
  const level = dispute?.levels[dispute.level]
  return (
    <>
      {settled && !settled.released ? (
        settled.returned ? (
          <>
            <Tag tone="danger">{t('standing.returned')}</Tag>
            <p className="comment-text quiet">
              {t('settlement.returnedBy', {
                name: settled.returned.by.displayName,
                when: format.dayAndTime(settled.returned.at),
                reason: settled.returned.reason,
              })}
            </p>
          </>
        ) : (
          <Tag tone="warning">{t(settled.heldFor === 'sponsor' ? 'standing.heldForSponsor' : 'standing.held')}</Tag>
        )
      ) : null}
      {settled?.released && reaction === 'awaited' && settled.reactBy ? (
        <Tag tone="warning">{t('standing.awaited', { when: format.dayAndTime(settled.reactBy) })}</Tag>
      ) : null}
      {settled?.released && reaction !== 'awaited' && reaction !== 'not-asked' ? (
        <Tag tone={reaction === 'agreed' ? 'success' : reaction === 'insisted' ? 'danger' : 'neutral'}>
          {t(`standing.${reaction}`)}
        </Tag>
      ) : null}
      {settled?.reaction ? (
        <p className="comment-text quiet">
          {t('standing.reactedBy', {
            name: settled.reaction.by.displayName,
            when: format.dayAndTime(settled.reaction.at),
          })}
          {settled.reaction.reason ? `: ${settled.reaction.reason}` : null}
        </p>
      ) : null}
      {dispute ? (
        <Link to="/materials/$materialId/completion" params={{ materialId }} hash="disputes">
          {dispute.outcome
            ? t('standing.disputeEnded', {
                number: dispute.number,
                outcome: t(`completion.outcome.${dispute.outcome.kind}`),
              })
            : isDisputeOpen && level
              ? t('standing.disputeOpen', { number: dispute.number, level: levelName(level, t) })
              : t('standing.dispute', { number: dispute.number })}
        </Link>
      ) : null}
      {dispute?.finalisingPermitted && isDisputeOpen ? <Tag>{t('standing.permitted')}</Tag> : null}
      {linkedTo === null ? null : <Tag>{t('standing.linkedTo', { number: linkedTo })}</Tag>}
      {duplicates.length > 0 ? <Tag>{t('standing.duplicates', { numbers: duplicates.join(', ') })}</Tag> : null}
    </>
  )
}
