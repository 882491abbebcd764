import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { SessionColumns } from '../sessionColumns.ts'

/** A session as the table keeps it. */
export type SessionTableRow = Omit<SessionColumns, 'personId'> & { readonly person: string }

/** Sessions, as the worker does them. */
export function sessionOperations(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO session (id, person, created_at, last_seen_at, expires_at, refresh_hash, previous_refresh_hash,
       ended_at, end_reason, rest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const byId = database.prepare('SELECT * FROM session WHERE id = ?')
  const byHash = database.prepare('SELECT * FROM session WHERE refresh_hash = ?')
  const byPreviousHash = database.prepare('SELECT * FROM session WHERE previous_refresh_hash = ?')
  const openOf = database.prepare(
    'SELECT * FROM session WHERE person = ? AND ended_at IS NULL ORDER BY created_at DESC, id',
  )
  const rotate = database.prepare(
    `UPDATE session SET previous_refresh_hash = refresh_hash, refresh_hash = ?, last_seen_at = ?, expires_at = ?
     WHERE id = ? AND refresh_hash = ? AND ended_at IS NULL`,
  )
  const end = database.prepare('UPDATE session SET ended_at = ?, end_reason = ? WHERE id = ? AND ended_at IS NULL')
  const describe = database.prepare(
    `UPDATE session SET rest = json_set(rest, '$.person', json(?), '$.unitName', json(?))
     WHERE id = ? AND ended_at IS NULL`,
  )
  const prove = database.prepare(
    `UPDATE session SET rest = json_set(rest, '$.proof', json(?)) WHERE id = ? AND ended_at IS NULL`,
  )
  const open = database.prepare('SELECT * FROM session WHERE ended_at IS NULL AND expires_at > ?')
  const forget = database.prepare('DELETE FROM session WHERE ended_at < ? OR expires_at < ?')

  return {
    createSession(row: SessionTableRow): void {
      insert.run(
        row.id,
        row.person,
        row.createdAt,
        row.lastSeenAt,
        row.expiresAt,
        row.refreshHash,
        row.previousRefreshHash,
        row.endedAt,
        row.endReason,
        row.rest,
      )
    },
    session: (id: string): SessionTableRow | null => columnsOf(byId.get(id)),
    sessionByRefreshHash: (hash: string): SessionTableRow | null =>
      columnsOf(byHash.get(hash) ?? byPreviousHash.get(hash)),
    sessionsOfPerson: (person: string): SessionTableRow[] => openOf.all(person).flatMap((row) => columnsOf(row) ?? []),
    rotateSession: (id: string, expected: string, next: string, lastSeenAt: number, expiresAt: number): boolean =>
      rotate.run(next, lastSeenAt, expiresAt, id, expected).changes !== 0,
    endSession(id: string, at: number, reason: string): void {
      end.run(at, reason, id)
    },
    /** @param person and unitName as JSON */
    describeSession: (id: string, person: string, unitName: string): boolean =>
      describe.run(person, unitName, id).changes !== 0,
    proveSession: (id: string, proof: string): boolean => prove.run(proof, id).changes !== 0,
    openSessions: (now: number): SessionTableRow[] => open.all(now).flatMap((row) => columnsOf(row) ?? []),
    forgetSessions: (before: number): number => Number(forget.run(before, before).changes),
  }
}

function columnsOf(row: Record<string, SQLOutputValue> | undefined): SessionTableRow | null {
  if (!row) return null
  const textOrNull = (value: SQLOutputValue | undefined) => (typeof value === 'string' ? value : null)
  return {
    id: String(row['id']),
    person: String(row['person']),
    createdAt: Number(row['created_at']),
    lastSeenAt: Number(row['last_seen_at']),
    expiresAt: Number(row['expires_at']),
    refreshHash: String(row['refresh_hash']),
    previousRefreshHash: textOrNull(row['previous_refresh_hash']),
    endedAt: row['ended_at'] === null ? null : Number(row['ended_at']),
    endReason: textOrNull(row['end_reason']),
    rest: String(row['rest']),
  }
}
