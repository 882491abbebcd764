import type { AgendaItemView } from '@glosa/domain/contract'
import type { ResolutionOutcome } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Tag, type Tone } from '../../ui/Tag.tsx'

type Recorded = NonNullable<AgendaItemView['resolved']>

const tones: Readonly<Record<ResolutionOutcome, Tone>> = {
  adopted: 'success',
  'not-adopted': 'danger',
  noted: 'brand',
  postponed: 'warning',
}

/** What the meeting said to an item, and what stood there before corrections. */
export function Outcome({ item }: { readonly item: Pick<AgendaItemView, 'resolved' | 'corrected'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!item.resolved) return null
  return (
    <div className="agenda-outcome">
      <Words recorded={item.resolved} />
      {item.corrected.map((before, index) => {
        const next = item.corrected[index + 1] ?? item.resolved
        const when = next ? format.dayAndTime(next.at) : ''
        return (
          <div key={before.at + index} className="quiet">
            <p>{t('meeting.corrected', { when, reason: before.reason })}</p>
            <Words recorded={before} />
          </div>
        )
      })}
    </div>
  )
}

function Words({ recorded: { resolution } }: { readonly recorded: Recorded }) {
  const { t } = useTranslation()
  const { outcome, number, text, vote } = resolution
  return (
    <>
      <p className="row">
        <Tag tone={tones[outcome]}>{t(`meeting.outcome.${outcome}`)}</Tag>
        {number === null ? null : <strong>{t('meeting.resolution', { number })}</strong>}
        {vote === null ? null : (
          <span className="quiet">
            {t('meeting.vote', { for: vote.for, against: vote.against, abstained: vote.abstained })}
          </span>
        )}
      </p>
      <p className="agenda-resolution">{text}</p>
    </>
  )
}
