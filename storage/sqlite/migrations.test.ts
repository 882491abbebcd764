import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { DataFolderTooNew } from '../storageErrors.ts'
import { migrate, migrations } from './migrations.ts'

const versionOf = (database: DatabaseSync) => database.prepare('PRAGMA user_version').get()?.['user_version']

describe('migrations', () => {
  it('[ST29] keep the data of every release before', () => {
    for (let release = 1; release <= migrations.length; release++) {
      const database = new DatabaseSync(':memory:')
      migrate(database, migrations.slice(0, release))
      database.exec(`INSERT INTO material_record VALUES ('m', 1, 'h', '{}')`)
      migrate(database)
      migrate(database)
      expect(versionOf(database)).toBe(migrations.length)
      expect(database.prepare('SELECT count(*) AS rows FROM material_record').get()?.['rows']).toBe(1)
    }
  })

  it('[ST29] leave the tables of a newer release alone', () => {
    const database = new DatabaseSync(':memory:')
    migrate(database, [...migrations, 'CREATE TABLE later (id INTEGER)'])
    expect(() => migrate(database)).toThrow(DataFolderTooNew)
    expect(versionOf(database)).toBe(migrations.length + 1)
  })

  it('[ST29] do a step whole or not at all', () => {
    const database = new DatabaseSync(':memory:')
    const broken = ['CREATE TABLE a (id INTEGER)', 'CREATE TABLE b (id INTEGER); CREATE TABLE a (id INTEGER)']
    expect(() => migrate(database, broken)).toThrow()
    expect(versionOf(database)).toBe(1)
    expect(database.prepare(`SELECT name FROM sqlite_schema WHERE name = 'b'`).get()).toBeUndefined()
  })
})
