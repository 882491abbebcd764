import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

/** A second factor as the table keeps it. */
export interface FactorColumns {
  readonly id: string
  readonly person: string
  readonly kind: string
  readonly label: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly revision: number
  readonly data: string
}

/** Second factors, and what lives for minutes, as the worker does them. */
export function factorOperations(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO factor (id, person, kind, label, created_at, last_used_at, revision, data)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const ofPerson = database.prepare('SELECT * FROM factor WHERE person = ? ORDER BY created_at, id')
  const all = database.prepare('SELECT * FROM factor')
  const change = database.prepare(
    `UPDATE factor SET label = ?, last_used_at = ?, data = ?, revision = revision + 1 WHERE id = ? AND revision = ?`,
  )
  const remove = database.prepare('DELETE FROM factor WHERE id = ?')

  const put = database.prepare(
    `INSERT INTO short_lived (key, text, until) VALUES (?1, ?2, ?3)
     ON CONFLICT (key) DO UPDATE SET text = ?2, until = ?3`,
  )
  const find = database.prepare('SELECT text FROM short_lived WHERE key = ? AND until > ?')
  const drop = database.prepare('DELETE FROM short_lived WHERE key = ?')
  const count = database.prepare(
    `INSERT INTO short_lived_count (key, count, until) VALUES (?1, 1, ?3)
     ON CONFLICT (key) DO UPDATE SET count = min(?2, count) + 1, until = ?3 RETURNING count`,
  )
  const dropCount = database.prepare('DELETE FROM short_lived_count WHERE key = ?')
  const forget = database.prepare('DELETE FROM short_lived WHERE until <= ?')
  const forgetCounts = database.prepare('DELETE FROM short_lived_count WHERE until <= ?')

  const text = (key: string, now: number): string | null => {
    const found = find.get(key, now)?.['text']
    return typeof found === 'string' ? found : null
  }
  return {
    createFactor: (row: FactorColumns): boolean =>
      insert.run(row.id, row.person, row.kind, row.label, row.createdAt, row.lastUsedAt, row.revision, row.data)
        .changes !== 0,
    factorsOfPerson: (person: string): FactorColumns[] => ofPerson.all(person).map(columnsOf),
    allFactors: (): FactorColumns[] => all.all().map(columnsOf),
    changeFactor: (id: string, revision: number, label: string, lastUsedAt: number | null, data: string): boolean =>
      change.run(label, lastUsedAt, data, id, revision).changes !== 0,
    removeFactor: (id: string): boolean => remove.run(id).changes !== 0,

    putShortLived(key: string, kept: string, until: number): void {
      put.run(key, kept, until)
    },
    findShortLived: text,
    takeShortLived(key: string, now: number): string | null {
      const found = text(key, now)
      drop.run(key)
      return found
    },
    countShortLived: (key: string, most: number, until: number): number =>
      Number(count.get(key, most, until)?.['count'] ?? 0),
    clearShortLived(key: string): void {
      drop.run(key)
      dropCount.run(key)
    },
    forgetShortLived: (now: number): number => Number(forget.run(now).changes) + Number(forgetCounts.run(now).changes),
  }
}

const columnsOf = (row: Record<string, SQLOutputValue>): FactorColumns => ({
  id: String(row['id']),
  person: String(row['person']),
  kind: String(row['kind']),
  label: String(row['label']),
  createdAt: Number(row['created_at']),
  lastUsedAt: row['last_used_at'] === null ? null : Number(row['last_used_at']),
  revision: Number(row['revision']),
  data: String(row['data']),
})
