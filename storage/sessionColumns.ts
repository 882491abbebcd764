import { instant } from '@glosa/domain/model'
import type { PersonId, SessionId, SessionRow } from '@glosa/domain/model'

/** A session as a store keeps it; `rest` is JSON of what is never searched or changed. */
export interface SessionColumns {
  readonly id: string
  readonly personId: string
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly expiresAt: number
  readonly refreshHash: string
  readonly previousRefreshHash: string | null
  readonly endedAt: number | null
  readonly endReason: string | null
  readonly rest: string
}

/** What is never searched or changed. */
export type SessionRest = Omit<SessionRow, Exclude<keyof SessionColumns, 'rest'>>

/** What a store keeps of a session. */
export function columnsOf(row: SessionRow): SessionColumns {
  const {
    id,
    personId,
    createdAt,
    lastSeenAt,
    expiresAt,
    refreshHash,
    previousRefreshHash,
    endedAt,
    endReason,
    ...all
  } = row
  const rest: SessionRest = all
  const columns = { personId, createdAt, lastSeenAt, expiresAt, refreshHash, previousRefreshHash, endedAt, endReason }
  return { id, ...columns, rest: JSON.stringify(rest) }
}

/** The session that was kept. */
export const sessionOf = (columns: SessionColumns): SessionRow => ({
  ...(JSON.parse(columns.rest) as SessionRest),
  id: columns.id as SessionId,
  personId: columns.personId as PersonId,
  createdAt: instant(columns.createdAt),
  lastSeenAt: instant(columns.lastSeenAt),
  expiresAt: instant(columns.expiresAt),
  refreshHash: columns.refreshHash,
  previousRefreshHash: columns.previousRefreshHash,
  endedAt: columns.endedAt === null ? null : instant(columns.endedAt),
  endReason: columns.endReason as SessionRow['endReason'],
})
