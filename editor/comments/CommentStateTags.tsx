import type { Material, ReviewComment } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Tag } from '../ui/Tag.tsx'

interface CommentStateTagsProps {
  readonly material: Material
  readonly comment: ReviewComment
}

/** Where a comment stands before it is settled: in the set of its unit, after the deadline, seen by whom. */
export function CommentStateTags({ material, comment }: CommentStateTagsProps) {
  const { t } = useTranslation()
  const { late, unitSet, visibility } = comment
  const round = material.rounds.find(({ id }) => id === comment.roundId)
  const isNarrowed = visibility !== 'private' && visibility !== 'unit' && round && visibility !== round.audience
  const isUndisclosed =
    round?.disclosure === 'after-deadline' && round.disclosedAt === null && !['private', 'unit'].includes(visibility)
  const decision = late?.decision
  const tags = [
    late && !decision ? (
      <Tag key="late" tone="warning">
        {t('review.card.late')}
      </Tag>
    ) : null,
    decision ? (
      <Tag key="decided" tone={decision.admitted ? 'neutral' : 'danger'}>
        {t(decision.admitted ? 'review.card.lateAdmitted' : 'review.card.lateDeclined')}
      </Tag>
    ) : null,
    unitSet?.state === 'draft' || (visibility === 'unit' && !unitSet) ? (
      <Tag key="draft">{t('review.card.draft')}</Tag>
    ) : null,
    unitSet?.state === 'rejected' ? (
      <Tag key="rejected" tone="danger">
        {t('review.card.rejected')}
      </Tag>
    ) : null,
    unitSet?.state === 'merged' ? <Tag key="merged">{t('review.card.merged')}</Tag> : null,
    unitSet?.state === 'sent' ? (
      <Tag key="sent" tone="brand">
        {t('review.card.sent')}
      </Tag>
    ) : null,
    isNarrowed ? <Tag key="circle">{t(`review.circle.${visibility}`)}</Tag> : null,
    isUndisclosed ? <Tag key="undisclosed">{t('review.card.undisclosed')}</Tag> : null,
  ].filter(Boolean)
  return (
    <>
      {tags.length > 0 ? <div className="row comment-states">{tags}</div> : null}
      {unitSet?.state === 'rejected' ? (
        <p className="quiet">{t('review.card.rejectedBy', { name: unitSet.by.displayName, reason: unitSet.reason })}</p>
      ) : null}
      {unitSet?.state === 'sent' ? (
        <p className="quiet">
          {unitSet.standingFor
            ? t('review.card.sentFor', { name: unitSet.by.displayName, absent: unitSet.standingFor.displayName })
            : t('review.card.sentBy', { name: unitSet.by.displayName })}
        </p>
      ) : null}
      {decision && !decision.admitted && decision.reason ? (
        <p className="quiet">
          {t('review.card.declinedBy', { name: decision.by.displayName, reason: decision.reason })}
        </p>
      ) : null}
    </>
  )
}
