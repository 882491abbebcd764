import { Plugin } from 'prosemirror-state'
import { tableEditing } from 'prosemirror-tables'
import { syncMetaOf } from './bodyBinding.ts'

/**
 * Editing of tables, except that a table left uneven by other people's changes is not evened out by
 * everybody who sees it: each would add the missing cells. The next own change there does it.
 */
export function tablePlugin(): Plugin {
  const { spec } = tableEditing()
  const evenOut = spec.appendTransaction
  return new Plugin({
    ...spec,
    appendTransaction(transactions, before, after) {
      if (transactions.some((tr) => syncMetaOf(tr) !== null)) return null
      return evenOut?.call(this, transactions, before, after)
    },
  })
}
