import type { CommentId } from '@glosa/domain/model'
import { useState } from 'react'
import type { Row } from './selectRows.ts'

/** The same objects for rows in which nothing changed, so that only the others are drawn anew. */
export function useStableRows(rows: readonly Row[]): readonly Row[] {
  const [kept, setKept] = useState({ of: rows, stable: rows })
  if (kept.of === rows) return kept.stable
  const before = new Map<CommentId, Row>(kept.stable.map((row) => [row.comment.id, row]))
  const stable = rows.map((row) => {
    const old = before.get(row.comment.id)
    return old && isSame(old, row) ? old : row
  })
  setKept({ of: rows, stable })
  return stable
}

const isSame = (a: Row, b: Row): boolean =>
  a.comment === b.comment &&
  a.isRewritten === b.isRewritten &&
  a.standing.reaction === b.standing.reaction &&
  a.standing.mayReact === b.standing.mayReact &&
  a.standing.dispute === b.standing.dispute &&
  a.standing.isDisputeOpen === b.standing.isDisputeOpen &&
  a.standing.linkedTo === b.standing.linkedTo &&
  a.standing.duplicates.join() === b.standing.duplicates.join()
