import type { ExchangeView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'

interface ExchangeTableProps {
  readonly labelledBy: string
  readonly exchanges: readonly ExchangeView[]
}

/** Messages to a records system and what came back, newest first. */
export function ExchangeTable({ labelledBy, exchanges }: ExchangeTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: readonly TableColumn<ExchangeView>[] = [
    {
      id: 'operation',
      title: t('records.column.operation'),
      isRowHeader: true,
      cell: ({ operation, endpoint }) => (
        <span className="desk-title">
          <span>{operation}</span>
          <span className="quiet">{endpoint}</span>
        </span>
      ),
    },
    { id: 'at', title: t('records.column.at'), cell: ({ at }) => format.dayAndTime(at) },
    {
      id: 'sent',
      title: t('records.column.sent'),
      cell: ({ requestBytes, requestSha256 }) => (
        <span className="desk-title">
          <span>{format.bytes(requestBytes)}</span>
          <span className="desk-hash">{requestSha256.slice(0, 16)}…</span>
        </span>
      ),
    },
    { id: 'answer', title: t('records.column.answer'), cell: ({ answer }) => <AnswerOf answer={answer} /> },
  ]
  return <Table labelledBy={labelledBy} columns={columns} rows={exchanges} rowKey={({ exchangeId }) => exchangeId} />
}

function AnswerOf({ answer }: Pick<ExchangeView, 'answer'>) {
  const { t } = useTranslation()
  const format = useFormat()
  if (answer === null) return <Tag tone="warning">{t('records.noAnswer')}</Tag>
  return (
    <span className="desk-title">
      <span className="row">
        {answer.problem === null ? (
          <Tag tone="success">{answer.status ?? t('records.answered')}</Tag>
        ) : (
          <Tag tone="danger">{answer.status ?? t('records.failed')}</Tag>
        )}
        <span className="quiet">
          {t('records.took', { seconds: format.number(answer.tookMs / 1_000) })}
          {answer.responseBytes === null ? null : ` · ${format.bytes(answer.responseBytes)}`}
        </span>
      </span>
      {answer.problem === null ? null : <span>{answer.problem}</span>}
    </span>
  )
}
