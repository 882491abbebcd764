import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packAppends } from './appendBatch.ts'
import { openJournal } from './journal.ts'
import type { Journal } from './journal.ts'
import { recordsIn } from './journalRecords.ts'
import { prepareJournal } from './recoverJournal.ts'

const append = (first: number, bytes: number) =>
  packAppends([
    {
      bodyId: 'body',
      first,
      rows: [
        { kind: 'update', personId: 'office:anna', at: first, payload: new Uint8Array(bytes).fill(first) },
      ] as never,
      writer: 'writer',
    },
  ])

describe('a journal', () => {
  let folder: string
  let path: string
  let journal: Journal

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'glosa-journal-'))
    path = join(folder, 'journal')
    writeFileSync(join(folder, 'database'), '')
    expect(prepareJournal(path)).toBe(true)
    journal = openJournal(path, join(folder, 'database'))
  })
  afterEach(() => {
    journal.close()
    rmSync(folder, { recursive: true })
  })

  const kept = () => recordsIn(readFileSync(path)).map(({ numbers }) => numbers[0])
  /** @returns `false` when there was no room */
  const write = async (first: number, bytes: number): Promise<boolean> => {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>()
    const isUnderWay = journal.write(append(first, bytes), (error) => (error ? reject(error) : resolve(true)))
    return isUnderWay ? promise : false
  }

  it('[ST31] has a record in its file when it says so', async () => {
    for (const first of [1, 2, 3]) {
      expect(await write(first, first * 5_000)).toBe(true)
      expect(kept()).toEqual(Array.from({ length: first }, (_, index) => index + 1))
    }
    expect([journal.written, journal.released]).toEqual([3, 0])
  })

  it('[ST31] refuses what does not fit into one record, and keeps nothing of it', async () => {
    expect(await write(1, 70_000)).toBe(false)
    expect([journal.written, kept()]).toEqual([0, []])
  })

  it('[ST31] goes around, and writes over nothing but what was released', async () => {
    let oldest = 1
    let first = 0
    for (let turn = 0; turn < 400; turn++) {
      const bytes = 20_000 + ((turn * 7_919) % 40_000)
      if (await write(first + 1, bytes)) {
        first += 1
        continue
      }
      // It is full: everything that was not released is there, whole.
      const staying = Array.from({ length: first - oldest + 1 }, (_, index) => oldest + index)
      expect(kept().filter((number) => (number ?? 0) >= oldest)).toEqual(staying)
      expect(staying.length).toBeGreaterThan(50)
      oldest += turn % 3 === 0 ? staying.length : 11
      journal.release(oldest - 1)
    }
    expect(first).toBeGreaterThan(300)
    expect([journal.written, journal.released]).toEqual([first, oldest - 1])
  })

  it('[ST27] knows when the database it belongs to was taken away or replaced', () => {
    const database = join(folder, 'database')
    expect(journal.isInPlace()).toBe(true)
    renameSync(database, `${database}-away`)
    expect(journal.isInPlace()).toBe(false)
    writeFileSync(database, '')
    expect(journal.isInPlace()).toBe(false)
    renameSync(`${database}-away`, database)
    expect(journal.isInPlace()).toBe(true)
  })
})
