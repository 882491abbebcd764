import type { ShownRecord } from '@glosa/domain/contract'
import { foldText, foldedWords, systemStamp, type MaterialId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { MaterialSubpage } from '../MaterialSubpage.tsx'
import { knownEvents } from '../material/knownEvents.ts'
import { describeEvent, namesFrom } from './describeEvent.ts'
import { filterOf, historyFilters, type HistoryFilter } from './historyFilters.ts'

/** Everything that happened to a material, in sentences, newest first. */
export function HistoryScreen() {
  const { t } = useTranslation()
  const { materialId } = useParams({ from: '/office/materials/$materialId/history' })
  return (
    <MaterialSubpage materialId={materialId} title={t('history.title')}>
      {(material) => <History materialId={material.id} />}
    </MaterialSubpage>
  )
}

interface Line {
  readonly sequence: number
  readonly at: number
  readonly who: string
  readonly sentences: readonly { readonly filter: HistoryFilter; readonly words: string }[]
}

function History({ materialId }: { readonly materialId: MaterialId }) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<HistoryFilter | 'all'>('all')
  const [query, setQuery] = useState('')
  const words = foldedWords(useDeferredValue(query))
  const history = useQuery({
    ...reading('readEvents', { params: { materialId }, query: { after: 0 } }),
    refetchOnMount: 'always',
  })
  const lines = useLines(history.data?.records)
  const found = lines.flatMap((line) => {
    const sentences = line.sentences.filter((sentence) => filter === 'all' || sentence.filter === filter)
    const text = foldText([line.who, ...sentences.map((sentence) => sentence.words)].join(' '))
    return sentences.length > 0 && words.every((word) => text.includes(word)) ? [{ ...line, sentences }] : []
  })
  return (
    <>
      <div className="filters">
        <SearchField
          label={t('history.search')}
          placeholder={t('history.searchPlaceholder')}
          value={query}
          onChange={setQuery}
        />
        <Chips
          label={t('history.filter')}
          selected={filter}
          onSelect={setFilter}
          chips={[
            { id: 'all' as const, label: t('history.all') },
            ...historyFilters.map((id) => ({ id, label: t(`history.${id}`) })),
          ]}
        />
      </div>
      <Answer of={history}>
        {() => (found.length === 0 ? <EmptyState title={t('history.nothingFits')} /> : <Records lines={found} />)}
      </Answer>
      <p className="quiet page-note">{t('history.note')}</p>
    </>
  )
}

/** The records in words, newest first. */
function useLines(records: readonly ShownRecord[] | undefined): readonly Line[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(() => {
    const known = (records ?? []).map((record) => ({ record, events: knownEvents(record) }))
    const names = namesFrom(known.flatMap(({ events }) => events))
    return known.toReversed().map(({ record, events }) => ({
      sequence: record.sequence,
      at: record.at,
      who: whoOf(record, t('history.system')),
      sentences: [
        ...events.map((event) => ({ filter: filterOf[event.type], words: describeEvent(event, names, t, format) })),
        ...record.events
          .filter((event) => !Object.hasOwn(filterOf, event.type))
          .map((event) => ({ filter: 'text' as const, words: t('history.unknownEvent', { type: event.type }) })),
      ],
    }))
  }, [records, t, format])
}

function whoOf({ by }: ShownRecord, system: string): string {
  if (by.personId === systemStamp.personId) return system
  return by.unitName ? `${by.displayName}, ${by.unitName}` : by.displayName
}

function Records({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ol className="history" reversed aria-label={t('history.title')}>
      {lines.map((line) => (
        <li key={line.sequence} className="history-record">
          <p className="quiet">
            <time dateTime={new Date(line.at).toISOString()}>{format.dayAndTime(line.at)}</time> · {line.who}
          </p>
          {line.sentences.map((sentence, index) => (
            <p key={index}>{sentence.words}</p>
          ))}
        </li>
      ))}
    </ol>
  )
}
