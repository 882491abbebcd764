import type { Instant, SettlementTable, TableRow } from '@glosa/domain/model'
import { citationOf, disputeLines, numberOf, reactionWords, type Wording } from './rowWords.ts'
import { tableFields, type TableField } from './words/exportWords.ts'

/** What stands in one field of a spreadsheet. */
export type GridValue = string | number | { readonly at: Instant } | null

/** The table with one fact in a field, as spreadsheets want it. */
export interface Grid {
  readonly head: readonly string[]
  readonly rows: readonly (readonly GridValue[])[]
}

/** Lays the table out in the order of `tableFields`. */
export const tableGrid = ({ rows }: SettlementTable, wording: Wording): Grid => ({
  head: tableFields.map((field) => wording.words.table.field[field]),
  rows: rows.map((row) => tableFields.map((field) => valueOf(field, row, wording))),
})

function valueOf(field: TableField, row: TableRow, wording: Wording): GridValue {
  const { words } = wording
  switch (field) {
    case 'number':
      return row.number === 0 ? numberOf(row) : row.number
    case 'round':
    case 'version':
    case 'quote':
    case 'unit':
    case 'author':
    case 'text':
    case 'justification':
    case 'reason':
    case 'settledBy':
      return row[field]
    case 'part':
      return row.place.part
    case 'place':
      return citationOf(row.place, wording)
    case 'at':
      return { at: row.at }
    case 'inTime':
      return row.isLate ? words.late : words.inTime
    case 'kind':
      return words.kind[row.kind]
    case 'wording':
      return row.wording === '' ? words.proposesDeletion : row.wording
    case 'replies':
      return row.replies.map(({ by, text }) => `${by}: ${text}`).join('\n') || null
    case 'verdict':
      return (
        row.verdict &&
        (row.isPrepared ? `${words.verdict[row.verdict]} (${words.prepared})` : words.verdict[row.verdict])
      )
    case 'settledAt':
      return row.settledAt === null ? null : { at: row.settledAt }
    case 'result':
      return row.isGone || row.result === '' ? words.deleted : row.result
    case 'reaction':
      return reactionWords(row, wording) || null
    case 'dispute':
      return row.dispute && disputeLines(row.dispute, wording).join('\n')
    case 'visibility':
      return words.visibility[row.visibility]
  }
}
