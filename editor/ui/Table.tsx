import type { ReactNode } from 'react'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** One column. `isRowHeader` names the row; `title` of a column of buttons is read aloud only. */
export interface TableColumn<Row> {
  readonly id: string
  readonly title: string
  readonly titleHidden?: boolean
  readonly isRowHeader?: boolean
  readonly align?: 'end'
  readonly cell: (row: Row) => ReactNode
}

interface TableProps<Row> {
  /** Either the id of the heading above, or a name. */
  readonly labelledBy?: string
  readonly label?: string
  readonly columns: readonly TableColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}

/**
 * A table to read. On narrow screens each row becomes a card; the roles are spelled out because
 * `display: block` takes the meaning of native table elements away.
 */
export function Table<Row>({ labelledBy, label, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table className="table" role="table" aria-labelledby={labelledBy} aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.id} role="columnheader" scope="col" className={`column-${column.id}`}>
              {column.titleHidden ? <VisuallyHidden>{column.title}</VisuallyHidden> : column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map((column) =>
              column.isRowHeader ? (
                <th key={column.id} role="rowheader" scope="row" className="table-row-header">
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.id} role="cell" data-title={column.titleHidden ? undefined : column.title}>
                  <span className="table-value">{column.cell(row)}</span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
