import { childrenOf, nodeTypeOf, type JsonObject } from '@glosa/domain/model'
import type { PrintBlock, PrintCell } from './printModel.ts'
import { attributeOf, positiveInteger } from './attributes.ts'

const mostColumns = 60
const comfortableColumns = 6

/**
 * Lays a table out on a grid, whatever the spans say: cells never overlap, never reach past the
 * last row, and the table never has more than 60 columns (later cells of a row go under each other).
 * @param blocksOf prints the content of a cell; called in reading order
 */
export function printTable(
  table: JsonObject,
  blocksOf: (cell: JsonObject) => readonly PrintBlock[],
): PrintBlock | null {
  const rows = childrenOf(table)
    .filter((row) => nodeTypeOf(row) === 'tableRow')
    .map(childrenOf)
  const taken: boolean[][] = rows.map(() => [])
  const widths: number[] = []
  const cells: PrintCell[] = []
  rows.forEach((row, y) => {
    let x = 0
    for (const cell of row) {
      while (taken[y]?.[x]) x += 1
      const wanted = Math.min(positiveInteger(attributeOf(cell, 'colspan'), 1), Math.max(1, mostColumns - x))
      const rowspan = Math.min(positiveInteger(attributeOf(cell, 'rowspan'), 1), rows.length - y)
      let colspan = 1
      while (colspan < wanted && !taken[y]?.[x + colspan]) colspan += 1
      for (let row = y; row < y + rowspan; row += 1) {
        for (let column = x; column < x + colspan; column += 1) {
          const line = taken[row]
          if (line) line[column] = true
        }
      }
      noteWidths(widths, cell, x, colspan)
      cells.push({ x, y, colspan, rowspan, header: nodeTypeOf(cell) === 'tableHeader', c: blocksOf(cell) })
      x += colspan
    }
  })
  const columns = Math.max(0, ...cells.map((cell) => cell.x + cell.colspan))
  if (columns === 0) return null
  const headRows = headRowsOf(cells, rows.length)
  const known = widths.filter((width) => width > 0)
  const usual = known.length > 0 ? known.reduce((sum, width) => sum + width, 0) / known.length : 1
  return {
    t: 'table',
    columns: Array.from({ length: columns }, (_, column) => widths[column] || usual),
    head: cells.filter((cell) => cell.y < headRows),
    body: cells.filter((cell) => cell.y >= headRows),
    crowded: columns > comfortableColumns,
  }
}

function noteWidths(widths: number[], cell: JsonObject, x: number, colspan: number): void {
  const given = attributeOf(cell, 'colwidth')
  if (!Array.isArray(given)) return
  for (let column = 0; column < colspan; column += 1) {
    const width = positiveInteger(given[column], 0)
    if (width > 0 && !widths[x + column]) widths[x + column] = Math.min(width, 2000)
  }
}

/** Leading rows of header cells only that no cell reaches out of; never the whole table. */
function headRowsOf(cells: readonly PrintCell[], rows: number): number {
  const plain = cells.find((cell) => !cell.header)
  let head = Math.min(plain ? plain.y : rows - 1, rows - 1)
  while (head > 0 && cells.some((cell) => cell.y < head && cell.y + cell.rowspan > head)) head -= 1
  return head
}
