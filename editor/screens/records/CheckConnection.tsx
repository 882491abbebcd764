import type { RecordsSystemView } from '@glosa/domain/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { problemTitle } from './deliveryProblem.ts'

interface CheckConnectionProps {
  readonly target: string
  readonly label: string
  readonly health: RecordsSystemView['health']
}

/** A clock further away than this makes signed messages fail. */
const mostSkewMs = 60_000

/** Whether the records system can be worked with: as it was last asked, and asking again. */
export function CheckConnection({ target, label, health }: CheckConnectionProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [asked, setAsked] = useState<RecordsSystemView['health']>(null)
  const check = useAct('checkRecordsSystem', { changes: ['listRecordsSystems', 'listExchanges'] })
  const known = asked ?? health
  const ask = async () => {
    const outcome = await check.run({ params: { target } })
    if (outcome !== null && !isFailure(outcome)) setAsked(outcome)
  }
  const isSkewed = known?.clockSkewMs != null && Math.abs(known.clockSkewMs) > mostSkewMs
  return (
    <div className="row" role="status">
      <Button
        size="small"
        aria-label={t('records.checkOf', { system: label })}
        isPending={check.isPending}
        onPress={() => void ask()}
      >
        {t('records.check')}
      </Button>
      {known === null ? (
        <span className="quiet">{t('records.neverAsked')}</span>
      ) : (
        <>
          <Tag tone={known.isUsable ? 'success' : 'danger'}>
            {t(known.isUsable ? 'records.usable' : 'records.notUsable')}
          </Tag>
          {isSkewed ? (
            <Tag tone="warning">
              {t('records.clock', { seconds: format.number(Math.round((known.clockSkewMs ?? 0) / 1_000)) })}
            </Tag>
          ) : null}
          {known.problem === null ? null : (
            <span title={known.problem}>{problemTitle(known.code, known.problem, t)}</span>
          )}
          <span className="quiet">{format.dayAndTime(known.at)}</span>
        </>
      )}
    </div>
  )
}
