import { Plugin } from 'prosemirror-state'
import type { EditorState } from 'prosemirror-state'
import { findTable, fixTables, fixTablesKey, tableEditing, TableMap } from 'prosemirror-tables'
import { syncMetaOf } from './bodyBinding.ts'

/**
 * Editing of tables, except that a table left uneven by other people's changes is not evened out by
 * everybody who sees it: each would add the missing cells. Whoever next does anything in it does it.
 */
export function tablePlugin(): Plugin {
  const { spec } = tableEditing()
  const evenOut = spec.appendTransaction
  return new Plugin({
    ...spec,
    appendTransaction(transactions, before, after) {
      if (transactions.some((tr) => syncMetaOf(tr) !== null)) return null
      // Once in a row: a table that cannot be mended must not be mended for ever.
      const mended = transactions.some((tr) => tr.getMeta(fixTablesKey) !== undefined)
      return (!mended && isUneven(after) ? fixTables(after) : null) ?? evenOut?.call(this, transactions, before, after)
    },
  })
}

function isUneven(state: EditorState): boolean {
  const table = findTable(state.selection.$from)
  return table !== null && table !== undefined && TableMap.get(table.node).problems !== null
}
