import { deliveryStates, type DeliveryState } from '@glosa/domain/model'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Inbox from 'lucide-react/icons/inbox'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Select } from '../../ui/Select.tsx'
import { DeliveryTable } from './DeliveryTable.tsx'
import { QueueHolds } from './QueueHolds.tsx'
import { RecordsPage } from './RecordsPage.tsx'
import { systemName } from './systemName.ts'

const shows = ['open', 'dead-letters', 'delivered'] as const
const pageSize = 50
const restMs = 300

/** What the address says is shown. */
export interface QueueSearch {
  readonly show?: (typeof shows)[number] | undefined
  readonly target?: string | undefined
  readonly state?: DeliveryState | undefined
  readonly query?: string | undefined
  readonly offset?: number | undefined
}

/** The deliveries of the office: what waits in its order, what waits for a decision, what arrived. */
export function QueueScreen() {
  const { t } = useTranslation()
  return (
    <RecordsPage title={t('records.title')} intro={t('records.intro')}>
      <Queue />
    </RecordsPage>
  )
}

function Queue() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/office/records' })
  const navigate = useNavigate({ from: '/records' })
  const { show = 'open', target, state, query, offset = 0 } = search
  const look = (change: QueueSearch) =>
    void navigate({ search: (before) => ({ ...before, offset: undefined, ...change }), replace: true })
  const systems = useQuery({ ...reading('listRecordsSystems'), refetchInterval: 10_000 })
  const wish = { show, target, state: show === 'open' ? state : undefined, query, limit: pageSize, offset }
  const deliveries = useQuery({
    ...reading('listDeliveries', { query: wish }),
    placeholderData: keepPreviousData,
    refetchInterval: show === 'delivered' ? 60_000 : 5_000,
    refetchOnMount: 'always',
  })
  const known = systems.data?.systems ?? []
  const counts = {
    open: known.reduce((sum, one) => sum + one.waiting + one.uncertain + one.deposited + one.deadLetters, 0),
    'dead-letters': known.reduce((sum, one) => sum + one.deadLetters, 0),
  }
  const everything = 'all'
  return (
    <>
      <QueueHolds systems={known} />
      <div className="desk-filters">
        <Chips
          label={t('records.show.label')}
          selected={show}
          onSelect={(chosen) => look({ show: chosen, state: undefined })}
          chips={shows.map((id) => ({
            id,
            label: t(`records.show.${id}`),
            ...(id === 'delivered' || !systems.data ? {} : { count: counts[id] }),
          }))}
        />
        <WordsField value={query ?? ''} onRest={(words) => look({ query: words || undefined })} />
        {known.length > 1 ? (
          <Select
            label={t('records.system')}
            labelHidden
            choices={[
              { id: everything, label: t('records.allSystems') },
              ...known.map((one) => ({ id: one.target, label: systemName(one.label, t) })),
            ]}
            selected={target ?? everything}
            onSelect={(id) => look({ target: id === everything ? undefined : id })}
          />
        ) : null}
        {show === 'open' ? (
          <Select
            label={t('records.state')}
            labelHidden
            choices={[
              { id: everything, label: t('records.allStates') },
              ...deliveryStates
                .filter((id) => id !== 'registered' && id !== 'given-up')
                .map((id) => ({ id, label: t(`versions.deliveryState.${id}`) })),
            ]}
            selected={state ?? everything}
            onSelect={(id) => look({ state: deliveryStates.find((one) => one === id) })}
          />
        ) : null}
      </div>
      <Answer of={deliveries}>
        {({ deliveries: lines, total }) =>
          lines.length === 0 ? (
            <EmptyState icon={<Inbox size={40} />} title={t(`records.empty.${show}`)}>
              {query || target || state ? <p>{t('ui.nothingFits')}</p> : null}
            </EmptyState>
          ) : (
            <>
              <DeliveryTable label={t(`records.show.${show}`)} lines={lines} systems={known} />
              {total > pageSize ? (
                <div className="desk-pager">
                  <span className="quiet">
                    {t('records.page', { from: offset + 1, to: offset + lines.length, total })}
                  </span>
                  <Button
                    isDisabled={offset === 0}
                    onPress={() => look({ offset: Math.max(0, offset - pageSize) || undefined })}
                  >
                    {t('records.previous')}
                  </Button>
                  <Button isDisabled={offset + pageSize >= total} onPress={() => look({ offset: offset + pageSize })}>
                    {t('records.next')}
                  </Button>
                </div>
              ) : null}
            </>
          )
        }
      </Answer>
    </>
  )
}

/** Words to search for, told when the typing pauses. */
function WordsField({ value, onRest }: { readonly value: string; readonly onRest: (words: string) => void }) {
  const { t } = useTranslation()
  const [words, setWords] = useState(value)
  useEffect(() => {
    if (words === value) return undefined
    const timer = setTimeout(() => onRest(words), restMs)
    return () => clearTimeout(timer)
  })
  return (
    <SearchField
      label={t('records.search')}
      placeholder={t('records.searchPlaceholder')}
      value={words}
      onChange={setWords}
    />
  )
}
