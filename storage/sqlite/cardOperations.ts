import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { whosAddressed, type CardQuery, type MaterialCard } from '@glosa/domain/model'

/** Lists, the directory and the number series, as the worker does them. */
export function cardOperations(database: DatabaseSync) {
  const upsert = database.prepare(
    `INSERT INTO card (material, sequence, state, updated_at, delivery_due_at, round_due_at, search_text, card)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (material) DO UPDATE SET sequence = excluded.sequence, state = excluded.state,
       updated_at = excluded.updated_at, delivery_due_at = excluded.delivery_due_at,
       round_due_at = excluded.round_due_at,
       search_text = excluded.search_text, card = excluded.card
     WHERE excluded.sequence > card.sequence`,
  )
  const dropAudience = database.prepare('DELETE FROM card_audience WHERE material = ?')
  const dropTasks = database.prepare('DELETE FROM card_task WHERE material = ?')
  const dropExcept = database.prepare('DELETE FROM card_task_except WHERE material = ?')
  const insertAudience = database.prepare(
    'INSERT INTO card_audience (who, material) VALUES (?, ?) ON CONFLICT DO NOTHING',
  )
  const insertTask = database.prepare(
    'INSERT INTO card_task (who, material, task) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const insertExcept = database.prepare(
    'INSERT INTO card_task_except (material, task, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const selectCard = database.prepare('SELECT card FROM card WHERE material = ?')
  const selectDue = database.prepare(
    'SELECT material FROM card WHERE delivery_due_at IS NOT NULL AND delivery_due_at <= ? ORDER BY delivery_due_at',
  )
  const selectRounds = database.prepare(
    'SELECT material FROM card WHERE round_due_at IS NOT NULL AND round_due_at <= ? ORDER BY round_due_at',
  )
  const selectSequences = database.prepare('SELECT material, sequence FROM card')
  const upsertDirectory = database.prepare(
    'INSERT INTO directory (id, content) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET content = excluded.content',
  )
  const selectDirectory = database.prepare('SELECT content FROM directory WHERE id = 1')
  const takeNumber = database.prepare(
    `INSERT INTO number_series (series, year, last) VALUES (?, ?, 1)
     ON CONFLICT (series, year) DO UPDATE SET last = last + 1 RETURNING last`,
  )

  return {
    putCard(card: MaterialCard): void {
      const { materialId, sequence, state, updatedAt, deliveryDueAt, roundDueAt, searchText } = card
      const { changes } = upsert.run(
        materialId,
        sequence,
        state,
        updatedAt,
        deliveryDueAt,
        roundDueAt,
        searchText,
        JSON.stringify(card),
      )
      if (changes === 0) return
      for (const drop of [dropAudience, dropTasks, dropExcept]) drop.run(materialId)
      for (const who of card.audience) insertAudience.run(who, materialId)
      for (const [index, task] of card.tasks.entries()) {
        for (const who of whosAddressed(task)) insertTask.run(who, materialId, index)
        for (const person of task.except) insertExcept.run(materialId, index, person)
      }
    },

    card: (materialId: string): string | null => {
      const row = selectCard.get(materialId)
      return row ? String(row['card']) : null
    },

    cards(query: CardQuery): { cards: string[]; total: number } {
      const { whos } = query
      const oneOf = `who IN (${whos.map(() => '?').join(', ')})`
      const conditions = [`material IN (SELECT material FROM card_audience WHERE ${oneOf})`]
      const values: SQLInputValue[] = [...whos]
      if (query.withTasks) {
        conditions.push(
          `EXISTS (SELECT 1 FROM card_task t WHERE t.material = card.material AND t.${oneOf} AND NOT EXISTS
            (SELECT 1 FROM card_task_except e WHERE e.material = t.material AND e.task = t.task AND e.person = ?))`,
        )
        values.push(...whos, query.personId)
      }
      if (query.state !== undefined) {
        conditions.push('state = ?')
        values.push(query.state)
      }
      for (const word of query.words ?? []) {
        conditions.push('instr(search_text, ?) > 0')
        values.push(word)
      }
      const where = conditions.join(' AND ')
      const found = database
        .prepare(`SELECT card FROM card WHERE ${where} ORDER BY updated_at DESC, material LIMIT ? OFFSET ?`)
        .all(...values, query.limit, query.offset)
      const count = database.prepare(`SELECT count(*) AS total FROM card WHERE ${where}`).get(...values)
      return { cards: found.map((row) => String(row['card'])), total: Number(count?.['total']) }
    },

    deliveriesDue: (now: number): string[] => selectDue.all(now).map((row) => String(row['material'])),

    roundsDue: (now: number): string[] => selectRounds.all(now).map((row) => String(row['material'])),

    cardSequences: (): [string, number][] =>
      selectSequences.all().map((row) => [String(row['material']), Number(row['sequence'])]),

    clearCards(): void {
      database.exec('DELETE FROM card; DELETE FROM card_audience; DELETE FROM card_task; DELETE FROM card_task_except')
    },

    putDirectory(content: string): void {
      upsertDirectory.run(content)
    },

    directory: (): string | null => {
      const row = selectDirectory.get()
      return row ? String(row['content']) : null
    },

    nextNumber: (series: string, year: number): number => Number(takeNumber.get(series, year)?.['last']),
  }
}
