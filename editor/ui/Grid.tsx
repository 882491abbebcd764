import type { ReactNode } from 'react'
import { Cell, Column, Row, Table as AriaTable, TableBody, TableHeader } from 'react-aria-components/Table'
import { Checkbox } from './Checkbox.tsx'
import type { TableColumn } from './Table.tsx'

interface GridProps<Item> {
  readonly label: string
  readonly columns: readonly TableColumn<Item>[]
  readonly rows: readonly Item[]
  readonly rowKey: (row: Item) => string
  readonly selected: ReadonlySet<string>
  readonly onSelect: (keys: ReadonlySet<string>) => void
  /** Enter or a double press on a row. */
  readonly onOpen?: (key: string) => void
  readonly empty?: ReactNode
}

/** A table to work in: rows are selected and walked with the keyboard. For reading only, use `Table`. */
export function Grid<Item>({ label, columns, rows, rowKey, selected, onSelect, onOpen, empty }: GridProps<Item>) {
  return (
    <AriaTable
      className="table grid"
      aria-label={label}
      selectionMode="multiple"
      selectedKeys={selected}
      onSelectionChange={(keys) => onSelect(new Set(keys === 'all' ? rows.map(rowKey) : [...keys].map(String)))}
      {...(onOpen ? { onRowAction: (key) => onOpen(String(key)) } : {})}
    >
      <TableHeader>
        <Column id="selection">
          <Checkbox slot="selection" />
        </Column>
        {columns.map((column) => (
          <Column key={column.id} id={column.id} isRowHeader={column.isRowHeader ?? false}>
            {column.titleHidden ? <span className="visually-hidden">{column.title}</span> : column.title}
          </Column>
        ))}
      </TableHeader>
      <TableBody renderEmptyState={() => empty}>
        {rows.map((row) => (
          <Row key={rowKey(row)} id={rowKey(row)}>
            <Cell>
              <Checkbox slot="selection" />
            </Cell>
            {columns.map((column) => (
              <Cell key={column.id}>{column.cell(row)}</Cell>
            ))}
          </Row>
        ))}
      </TableBody>
    </AriaTable>
  )
}
