import type { CodeListsView } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { notify } from '../../ui/notify.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'

type CodeList = CodeListsView['lists'][number]
type Item = CodeList['items'][number]

/** The code lists of a records system as they were last read. */
export function CodeLists({ target }: { readonly target: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [words, setWords] = useState('')
  const kept = useQuery(reading('readCodeLists', { params: { target } }))
  const refresh = useAct('refreshCodeLists', { changes: ['readCodeLists', 'listRecordsSystems', 'listExchanges'] })
  const again = async () => {
    const outcome = await refresh.run({ params: { target } })
    if (outcome !== null && !isFailure(outcome)) notify({ tone: 'success', text: t('records.codeListsRead') })
  }
  const wanted = words.trim().toLocaleLowerCase()
  const fits = ({ id, text, description }: Item) =>
    [id, text, description ?? ''].some((part) => part.toLocaleLowerCase().includes(wanted))
  return (
    <section className="desk-panel" aria-labelledby="code-lists">
      <div className="row">
        <h2 id="code-lists">{t('records.codeLists')}</h2>
        <Button size="small" isPending={refresh.isPending} onPress={() => void again()}>
          {t('records.refreshCodeLists')}
        </Button>
        <span className="quiet">
          {kept.data === undefined
            ? null
            : kept.data.readAt === null
              ? t('records.codeListsNever')
              : t('records.codeListsAt', { when: format.dayAndTime(kept.data.readAt) })}
        </span>
      </div>
      <Answer of={kept}>
        {({ lists }) => (
          <>
            {lists.length > 0 ? (
              <div className="desk-filters">
                <SearchField
                  label={t('records.searchCodes')}
                  placeholder={t('records.searchCodes')}
                  value={words}
                  onChange={setWords}
                />
              </div>
            ) : null}
            {lists.map((list) => (
              <OneList key={list.id} list={list} items={list.items.filter(fits)} isOpen={wanted !== ''} />
            ))}
          </>
        )}
      </Answer>
    </section>
  )
}

function OneList({
  list,
  items,
  isOpen,
}: {
  readonly list: CodeList
  readonly items: readonly Item[]
  readonly isOpen: boolean
}) {
  const { t } = useTranslation()
  const columns: readonly TableColumn<Item>[] = [
    { id: 'code', title: t('records.column.code'), isRowHeader: true, cell: ({ id }) => id },
    {
      id: 'meaning',
      title: t('records.column.meaning'),
      cell: ({ text, description }) => (
        <span className="desk-title">
          <span>{text}</span>
          {description ? <span className="quiet">{description}</span> : null}
        </span>
      ),
    },
    {
      id: 'validity',
      title: t('records.column.validity'),
      cell: ({ isValid, validFrom, validTo }) => (
        <span className="row">
          <Tag tone={isValid ? 'success' : 'neutral'}>{t(isValid ? 'records.valid' : 'records.invalid')}</Tag>
          {validFrom === null && validTo === null ? null : (
            <span className="quiet">
              {validFrom ?? '…'} – {validTo ?? '…'}
            </span>
          )}
        </span>
      ),
    },
  ]
  return (
    <details {...(isOpen && items.length > 0 ? { open: true } : {})}>
      <summary>{t('records.codeList', { name: list.name, count: items.length })}</summary>
      {items.length === 0 ? (
        <p className="quiet">{t('ui.nothingFits')}</p>
      ) : (
        <Table label={list.name} columns={columns} rows={items} rowKey={({ id }) => id} />
      )}
    </details>
  )
}
