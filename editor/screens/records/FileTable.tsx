import type { DeliveryView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Table, type TableColumn } from '../../ui/Table.tsx'

type PackagedFile = DeliveryView['files'][number]

interface FileTableProps {
  readonly labelledBy: string
  readonly files: readonly PackagedFile[]
}

/** The files of a package by their names, sizes and hashes. */
export function FileTable({ labelledBy, files }: FileTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: readonly TableColumn<PackagedFile>[] = [
    { id: 'name', title: t('records.column.file'), isRowHeader: true, cell: ({ name }) => name },
    { id: 'type', title: t('records.column.type'), cell: ({ mediaType }) => mediaType },
    { id: 'bytes', title: t('records.column.bytes'), cell: ({ bytes }) => format.bytes(bytes) },
    { id: 'hash', title: 'SHA-256', cell: ({ sha256 }) => <span className="desk-hash">{sha256}</span> },
  ]
  return <Table labelledBy={labelledBy} columns={columns} rows={files} rowKey={({ name }) => name} />
}
