import type { AuditEntry } from '@glosa/domain/contract'
import type { AuditFilter } from '@glosa/domain/model'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, saveFile, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Table } from '../../ui/Table.tsx'
import { notify } from '../../ui/notify.ts'
import { deviceOf } from '../account/deviceOf.ts'
import { AdministrationPage } from './AdministrationPage.tsx'
import { AuditSelection } from './AuditSelection.tsx'
import { describeAudit, materialOf, sourceOf } from './describeAudit.ts'
import { VerifyAudit } from './VerifyAudit.tsx'

const pageSize = 50

/** What happened around signing in, rights and administration: selection, chain check, export. */
export function AuditScreen() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<AuditFilter>({})
  // Where each page after the first begins: the way back is the way that was gone.
  const [pages, setPages] = useState<readonly number[]>([])
  const before = pages.at(-1)
  const select = (change: AuditFilter) => {
    setFilter({ ...filter, ...change })
    setPages([])
  }
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as AuditFilter
  const isSelection = Object.keys(asked).length > 0
  const isBackwards = filter.since !== undefined && filter.until !== undefined && filter.until <= filter.since
  const audit = useQuery({
    ...reading('readAudit', { query: { limit: pageSize, ...asked, ...(before === undefined ? {} : { before }) } }),
    refetchOnMount: 'always',
    placeholderData: keepPreviousData,
  })
  const exporting = useAct('exportAudit')
  const save = async () => {
    const bytes = await exporting.run({ query: asked })
    if (bytes === null || isFailure(bytes)) return
    saveFile(bytes, t(isSelection ? 'audit.selection.file' : 'audit.file'), 'application/x-ndjson')
    notify({ tone: 'success', text: t(isSelection ? 'audit.selection.exported' : 'audit.exported') })
  }
  return (
    <AdministrationPage
      title={t('audit.title')}
      intro={t('audit.intro')}
      acts={
        <Button onPress={() => void save()} isPending={exporting.isPending} isDisabled={isBackwards}>
          {t(isSelection ? 'audit.selection.export' : 'audit.export')}
        </Button>
      }
    >
      <VerifyAudit />
      <AuditSelection filter={filter} isBackwards={isBackwards} onSelect={select} />
      <Answer of={audit}>
        {({ entries, before: next }) => (
          <>
            {entries.length === 0 ? <p>{t('audit.nothingFits')}</p> : <Entries entries={entries} />}
            <div className="row">
              {pages.length > 0 ? (
                <Button onPress={() => setPages(pages.slice(0, -1))}>{t('administration.sessions.newer')}</Button>
              ) : null}
              {next === null ? null : (
                <Button onPress={() => setPages([...pages, next])}>{t('administration.sessions.older')}</Button>
              )}
            </div>
          </>
        )}
      </Answer>
    </AdministrationPage>
  )
}

function Entries({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const from = ({ event }: AuditEntry) => {
    const source = sourceOf(event)
    if (source === null) return null
    const { browser, system } = deviceOf(source.userAgent)
    return [source.address, browser, system].filter(Boolean).join(', ')
  }
  return (
    <Table
      label={t('audit.title')}
      columns={[
        {
          id: 'what',
          title: t('audit.column.what'),
          isRowHeader: true,
          cell: ({ entry: { event } }) => {
            const materialId = materialOf(event)
            return (
              <>
                {describeAudit(event, t, format)}{' '}
                {materialId === null ? null : (
                  <Link to="/materials/$materialId" params={{ materialId }} search={{}}>
                    {t('audit.material')}
                  </Link>
                )}
              </>
            )
          },
        },
        {
          id: 'who',
          title: t('audit.column.who'),
          cell: ({ entry: { by } }) => by?.displayName ?? <span className="quiet">{t('audit.nobody')}</span>,
        },
        { id: 'when', title: t('audit.column.when'), cell: ({ entry }) => format.dayAndTime(entry.at) },
        { id: 'from', title: t('audit.column.from'), cell: ({ entry }) => from(entry) ?? '–' },
        { id: 'record', title: t('audit.column.record'), cell: ({ entry }) => String(entry.sequence) },
      ]}
      rows={entries.map((entry, index) => ({ entry, index }))}
      rowKey={({ entry, index }) => `${entry.sequence} ${index}`}
    />
  )
}
