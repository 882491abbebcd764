import type { Material, ReviewRound } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'

/** The terms of a round in words. */
export function RoundFacts({ material, round }: { readonly material: Material; readonly round: ReviewRound }) {
  const { t } = useTranslation()
  const format = useFormat()
  const titles = round.partIds?.map(
    (id) => material.parts.find((part) => part.id === id)?.title ?? t('review.place.partGone'),
  )
  return (
    <>
      <dl className="facts">
        {round.state === 'planned' ? (
          <>
            <dt>{t('round.opensAt')}</dt>
            <dd>{round.opensAt === null ? t('round.opensByHand') : format.dayAndTime(round.opensAt)}</dd>
          </>
        ) : null}
        {round.state === 'open' ? null : (
          <>
            <dt>{t('round.table.deadline')}</dt>
            <dd>{format.dayAndTime(round.closesAt)}</dd>
          </>
        )}
        <dt>{t('round.consolidation.label')}</dt>
        <dd>{t(`round.consolidation.${round.consolidation}`)}</dd>
        <dt>{t('round.disclosure.label')}</dt>
        <dd>{t(`round.disclosure.${round.disclosure}`)}</dd>
        <dt>{t('round.audience')}</dt>
        <dd>{t(`review.circle.${round.audience}`)}</dd>
        {titles ? (
          <>
            <dt>{t('round.scope.label')}</dt>
            <dd>{titles.join(', ')}</dd>
          </>
        ) : null}
        <dt>{t('round.remind.label')}</dt>
        <dd>
          {round.remindWorkingDays === 0
            ? t('round.remind.none')
            : t('round.remind.days', { count: round.remindWorkingDays })}
        </dd>
        {round.shortenedBecause === null ? null : (
          <>
            <dt>{t('round.shortenedBecause')}</dt>
            <dd>{round.shortenedBecause}</dd>
          </>
        )}
      </dl>
      {round.state === 'planned' ? null : (
        <p className="quiet">
          {[
            t('round.openedAt', { time: format.dayAndTime(round.openedAt) }),
            ...(round.state === 'closed' ? [t('round.closedAt', { time: format.dayAndTime(round.closedAt) })] : []),
          ].join(' · ')}
        </p>
      )}
    </>
  )
}
