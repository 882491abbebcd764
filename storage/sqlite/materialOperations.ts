import type { DatabaseSync } from 'node:sqlite'

/** Records of materials, as the worker does them. */
export function materialOperations(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO material_record (material, sequence, hash, record) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const hashOf = database.prepare('SELECT hash FROM material_record WHERE material = ? AND sequence = ?')
  const select = database.prepare(
    'SELECT record FROM material_record WHERE material = ? AND sequence > ? ORDER BY sequence',
  )
  const selectIds = database.prepare('SELECT DISTINCT material FROM material_record')
  return {
    appendRecord(material: string, sequence: number, hash: string, record: string): 'appended' | 'sequence-taken' {
      if (insert.run(material, sequence, hash, record).changes !== 0) return 'appended'
      return hashOf.get(material, sequence)?.['hash'] === hash ? 'appended' : 'sequence-taken'
    },
    records: (material: string, after: number): string[] =>
      select.all(material, after).map((row) => String(row['record'])),
    materialIds: (): string[] => selectIds.all().map((row) => String(row['material'])),
  }
}
