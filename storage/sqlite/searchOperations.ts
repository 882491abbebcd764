import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { searchTokens, weightOf } from '@glosa/domain/model'
import type { FoundEntry, SearchIndex, SearchQuery } from '@glosa/domain/model'

type Change = Parameters<SearchIndex['change']>[1]

/** The index of words (FTS5), as the worker does it. Its texts are folded before: SQLite only compares letters. */
export function searchOperations(database: DatabaseSync) {
  const selectSequence = database.prepare('SELECT sequence FROM search_material WHERE material = ?')
  const upsertMaterial = database.prepare(
    `INSERT INTO search_material (material, sequence) VALUES (?, ?)
     ON CONFLICT (material) DO UPDATE SET sequence = excluded.sequence`,
  )
  const dropAudience = database.prepare('DELETE FROM search_audience WHERE material = ?')
  const insertAudience = database.prepare(
    'INSERT INTO search_audience (who, material) VALUES (?, ?) ON CONFLICT DO NOTHING',
  )
  const selectNo = database.prepare('SELECT no FROM search_entry WHERE id = ? AND material = ?')
  const dropEntry = database.prepare('DELETE FROM search_entry WHERE no = ?')
  const dropWords = database.prepare('DELETE FROM search_words WHERE rowid = ?')
  const insertEntry = database.prepare(
    `INSERT INTO search_entry (id, material, kind, weight, part, comment, at, text, fingerprint)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertWords = database.prepare('INSERT INTO search_words (rowid, words) VALUES (?, ?)')
  const smallRowid = database.prepare('INSERT OR REPLACE INTO search_rowid (id) VALUES (1)')
  // FTS5 leaves a number of its own as the connection's last row id, beyond what a JavaScript number holds: `run` of
  // any statement would throw until the next ordinary row.
  for (const statement of [dropWords, insertWords]) statement.setReadBigInts(true)
  const runOnWords = (statement: StatementSync, ...values: SQLInputValue[]): void => {
    try {
      statement.run(...values)
    } finally {
      smallRowid.run()
    }
  }
  const selectKept = database.prepare('SELECT id, fingerprint FROM search_entry WHERE material = ?')
  const selectText = database.prepare('SELECT text FROM search_entry WHERE id = ?')
  const selectSequences = database.prepare('SELECT material, sequence FROM search_material')

  const drop = (id: string, material: string): void => {
    const no = selectNo.get(id, material)?.['no']
    if (no === undefined) return
    dropEntry.run(no)
    runOnWords(dropWords, no)
  }

  return {
    keptEntries: (material: string): [string, string][] =>
      selectKept.all(material).map((row) => [String(row['id']), String(row['fingerprint'])]),

    changeEntries(material: string, { sequence, audience, put, drop: gone }: Change): void {
      const there = selectSequence.get(material)
      if (there && Number(there['sequence']) > sequence) return
      upsertMaterial.run(material, sequence)
      dropAudience.run(material)
      for (const who of audience) insertAudience.run(who, material)
      for (const id of gone) drop(id, material)
      for (const { id, kind, partId, commentId, at, text, fingerprint } of put) {
        drop(id, material)
        const { lastInsertRowid } = insertEntry.run(
          id,
          material,
          kind,
          weightOf(kind),
          partId,
          commentId,
          at,
          text,
          fingerprint,
        )
        runOnWords(insertWords, lastInsertRowid, searchTokens(text).join(' '))
      }
    },

    findEntries({ whos, words, kinds, materialId, limit, after }: SearchQuery): FoundEntry[] {
      if (words.length === 0) return []
      const conditions = [
        'search_words MATCH ?',
        `e.material IN (SELECT material FROM search_audience WHERE who IN (${whos.map(() => '?').join(', ')}))`,
      ]
      // Words are letters and digits, so that the quotation marks hold.
      const values: SQLInputValue[] = [words.map((word) => `"${word}"*`).join(' AND '), ...whos]
      if (kinds) {
        conditions.push(`e.kind IN (${kinds.map(() => '?').join(', ')})`)
        values.push(...kinds)
      }
      if (materialId !== undefined) {
        conditions.push('e.material = ?')
        values.push(materialId)
      }
      if (after) {
        conditions.push('(e.weight > ? OR e.weight = ? AND (e.at < ? OR e.at = ? AND e.id > ?))')
        const weight = weightOf(after.kind)
        values.push(weight, weight, after.at, after.at, after.id)
      }
      return database
        .prepare(
          `SELECT e.id, e.material, e.kind, e.part, e.comment, e.at
           FROM search_words JOIN search_entry e ON e.no = search_words.rowid
           WHERE ${conditions.join(' AND ')} ORDER BY e.weight, e.at DESC, e.id LIMIT ?`,
        )
        .all(...values, limit)
        .map(
          ({ id, material, kind, part, comment, at }) =>
            ({ id, materialId: material, kind, partId: part, commentId: comment, at: Number(at) }) as FoundEntry,
        )
    },

    entryTexts: (ids: readonly string[]): [string, string][] =>
      ids.flatMap((id): [string, string][] => {
        const row = selectText.get(id)
        return row ? [[id, String(row['text'])]] : []
      }),

    searchSequences: (): [string, number][] =>
      selectSequences.all().map((row) => [String(row['material']), Number(row['sequence'])]),

    clearSearch(): void {
      database.exec(
        `DELETE FROM search_entry; DELETE FROM search_audience; DELETE FROM search_material;
         INSERT INTO search_words (search_words) VALUES ('delete-all')`,
      )
      smallRowid.run()
    },
  }
}
