import type { DatabaseSync } from 'node:sqlite'

/** Records of office logs, as the worker does them. */
export function officeOperations(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO office_record (log, sequence, hash, record) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const hashOf = database.prepare('SELECT hash FROM office_record WHERE log = ? AND sequence = ?')
  const select = database.prepare(
    'SELECT record FROM office_record WHERE log = ? AND sequence > ? ORDER BY sequence LIMIT ?',
  )
  const selectLast = database.prepare('SELECT record FROM office_record WHERE log = ? ORDER BY sequence DESC LIMIT 1')
  const selectNames = database.prepare(
    'SELECT log FROM office_record WHERE sequence = 1 AND log >= ?1 AND substr(log, 1, length(?1)) = ?1',
  )
  return {
    appendOfficeRecord(log: string, sequence: number, hash: string, record: string): 'appended' | 'sequence-taken' {
      if (insert.run(log, sequence, hash, record).changes !== 0) return 'appended'
      return hashOf.get(log, sequence)?.['hash'] === hash ? 'appended' : 'sequence-taken'
    },
    officeRecords: (log: string, after: number, limit: number): string[] =>
      select.all(log, after, limit).map((row) => String(row['record'])),
    lastOfficeRecord(log: string): string | null {
      const row = selectLast.get(log)
      return row ? String(row['record']) : null
    },
    officeLogNames: (prefix: string): string[] => selectNames.all(prefix).map((row) => String(row['log'])),
  }
}
