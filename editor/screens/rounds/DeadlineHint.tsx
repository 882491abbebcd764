import {
  instant,
  isWorkingDay,
  workingDaysBetween,
  zoneOf,
  wallClockAt,
  dayNumberOf,
  type Instant,
  type OfficeSettings,
} from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'

interface DeadlineHintProps {
  readonly settings: Pick<OfficeSettings, 'rounds' | 'calendar'>
  readonly from: Instant
  /** `null` while incomplete. */
  readonly closesAt: number | null
}

/** How long a deadline is in working days of the office, and whether it ends on a day of rest. */
export function DeadlineHint({ settings: { rounds, calendar }, from, closesAt }: DeadlineHintProps) {
  const { t } = useTranslation()
  if (closesAt === null || closesAt <= from) return null
  const { year, month, day } = wallClockAt(instant(closesAt), zoneOf(calendar.country))
  const days = t('round.workingDays', { count: workingDaysBetween(from, instant(closesAt), calendar) })
  const usual = t('round.workingDays', { count: rounds.usualDays })
  return (
    <p className="quiet" role="status">
      {t('round.usual', { days, usual })}
      {isWorkingDay(dayNumberOf(year, month, day), calendar) ? null : <> {t('round.restDay')}</>}
    </p>
  )
}
