import type { Command } from 'prosemirror-state'
import { isInTable, moveTableRow, selectedRect } from 'prosemirror-tables'

/** Moves the row with the caret by one row, up (`-1`) or down (`1`); refuses at the edge of the table. */
export const moveRow =
  (by: -1 | 1): Command =>
  (state, dispatch) => {
    if (!isInTable(state)) return false
    const { top, map } = selectedRect(state)
    const to = top + by
    return to >= 0 && to < map.height && moveTableRow({ from: top, to })(state, dispatch)
  }
