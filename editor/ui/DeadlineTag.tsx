import Clock from 'lucide-react/icons/clock'
import { deadlineKey, deadlineOf } from '../i18n/deadline.ts'
import { useFormat } from '../i18n/useFormat.ts'
import { useNow } from './useNow.ts'
import { useTranslation } from 'react-i18next'
import { Tag, type Tone } from './Tag.tsx'

const tones = { overdue: 'danger', soon: 'warning', week: 'neutral', later: 'neutral' } as const satisfies Record<
  ReturnType<typeof deadlineOf>['nearness'],
  Tone
>

/** A deadline: how long is left (or how long ago it passed) and the day and hour, which stand below or beside. */
export function DeadlineTag({
  dueAt,
  layout = 'below',
}: {
  readonly dueAt: number
  readonly layout?: 'below' | 'beside'
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const deadline = deadlineOf(dueAt, useNow())
  return (
    <span className={`deadline deadline-${layout}`}>
      <Tag tone={tones[deadline.nearness]} icon={<Clock size={14} aria-hidden="true" />}>
        {t(deadlineKey(deadline), { count: deadline.count })}
      </Tag>
      <time className="quiet" dateTime={new Date(dueAt).toISOString()}>
        {format.dayAndTime(dueAt)}
      </time>
    </span>
  )
}
