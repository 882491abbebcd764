import type { DeliveryLine, RecordsSystemView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Link } from '../../ui/Link.tsx'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { DeliveryStateTags } from './DeliveryStateTags.tsx'
import { problemTitle } from './deliveryProblem.ts'
import { systemName } from './systemName.ts'

interface DeliveryTableProps {
  readonly label: string
  readonly lines: readonly DeliveryLine[]
  readonly systems: readonly RecordsSystemView[]
}

/** Deliveries in the order in which they go. */
export function DeliveryTable({ label, lines, systems }: DeliveryTableProps) {
  const { t } = useTranslation()
  const nameOf = (target: string) => systemName(systems.find((system) => system.target === target)?.label ?? target, t)
  const columns: readonly TableColumn<DeliveryLine>[] = [
    {
      id: 'title',
      title: t('records.column.material'),
      isRowHeader: true,
      cell: (line) => (
        <span className="desk-title">
          <Link
            to="/records/deliveries/$materialId/$deliveryId"
            params={{ materialId: line.materialId, deliveryId: line.deliveryId }}
          >
            {line.title}
          </Link>
          <span className="quiet">
            {line.materialNumber} · {t('versions.version', { number: line.version })}
          </span>
        </span>
      ),
    },
    { id: 'system', title: t('records.column.system'), cell: (line) => nameOf(line.target) },
    { id: 'state', title: t('records.column.state'), cell: (line) => <DeliveryStateTags line={line} /> },
    { id: 'course', title: t('records.column.course'), cell: (line) => <Course line={line} lines={lines} /> },
  ]
  return <Table label={label} columns={columns} rows={lines} rowKey={(line) => line.deliveryId} />
}

/** What it waits for, what went wrong, or the numbers it got. */
function Course({ line, lines }: { readonly line: DeliveryLine; readonly lines: readonly DeliveryLine[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (line.registeredAt !== null) {
    return (
      <span className="desk-title">
        <span>{line.referenceNumber ?? line.recordNumber}</span>
        <span className="quiet">{format.dayAndTime(line.registeredAt)}</span>
      </span>
    )
  }
  const before = lines.find(({ deliveryId }) => deliveryId === line.heldUpBy)
  return (
    <span className="desk-title">
      <span className="quiet">{t('records.lockedAt', { when: format.dayAndTime(line.lockedAt) })}</span>
      {line.problem && !line.isDeposited ? <span>{problemTitle(line.problemCode, line.problem, t)}</span> : null}
      {line.awaitsSeal ? <span>{t('records.waitsForSeal')}</span> : null}
      {line.heldUpBy === null ? null : (
        <span className="quiet">
          {before ? t('records.waitsFor', { number: before.materialNumber }) : t('records.waitsForEarlier')}
        </span>
      )}
      {line.nextAttemptAt !== null && line.attempts > 0 ? (
        <span className="quiet">
          {t('versions.attempts', { count: line.attempts })} ·{' '}
          {t('versions.nextAttempt', { when: format.dayAndTime(line.nextAttemptAt) })}
        </span>
      ) : null}
    </span>
  )
}
