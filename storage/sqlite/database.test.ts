import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StorageUnavailable } from '../storageErrors.ts'
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { recordsIn } from './journalRecords.ts'

/** Whether the disk takes what is written to the journal, and in how many pieces it was asked. */
const disk = vi.hoisted(() => ({ fails: false, records: 0 }))

vi.mock(import('node:fs'), async (original) => {
  const fs = await original()
  const write = (...args: unknown[]) => {
    disk.records += 1
    const answer = args.at(-1) as (error: Error | null, written: number) => void
    if (disk.fails) setTimeout(() => answer(new Error('EIO: i/o error, write'), 0), 5)
    else (fs.write as (...all: unknown[]) => void)(...args)
  }
  return { ...fs, write: write as never }
})

const row = (text: string) => ({ kind: 'update', personId: 'office:anna', at: 5, payload: Buffer.from(text) }) as never

describe('the database behind its journal', () => {
  let folder: string
  let database: Database

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'glosa-database-'))
    disk.fails = false
    disk.records = 0
    database = await openDatabase(folder)
  })
  afterEach(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  const append = (first: number, bodyId = 'body', writer = 'writer') =>
    database.append({ bodyId, first, rows: [row(`${first} `)], writer })
  const textOf = async (bodyId = 'body') =>
    Buffer.from((await database.read('rows', bodyId, 0, 1_000_000)).payloads).toString()
  const journalRecords = () => recordsIn(readFileSync(join(folder, 'glosa.journal'))).length

  it('[ST31] journals what follows the rows of its writer, and has it whenever it is asked', async () => {
    await append(1)
    expect([disk.records, journalRecords()]).toEqual([0, 0])
    await append(2)
    await Promise.all([append(3), append(4)])
    expect([disk.records, journalRecords()]).toEqual([2, 2])
    expect(await textOf()).toBe('1 2 3 4 ')
    await append(5)
    // Another writer's, and what follows that, are judged by the database, which has all that came before.
    expect(await append(5, 'body', 'other')).toBe('fenced')
    expect(await append(6, 'body', 'third')).toBe('appended')
    expect(await append(6)).toBe('fenced')
    expect(await append(7, 'body', 'third')).toBe('appended')
    expect(disk.records).toBe(3)
    await append(8, 'body', 'third')
    expect(disk.records).toBe(4)
    expect(await textOf()).toBe('1 2 3 4 5 6 7 8 ')
  })

  it('[ST31] gives the database what is journaled by and by, without being asked', async () => {
    for (let first = 1; first <= 700; first++) await append(first)
    // The write-ahead log has the last of it as text.
    await expect.poll(() => readFileSync(join(folder, 'glosa.sqlite-wal')).includes('700 ')).toBe(true)
  })

  it('[ST33] lets nobody see a record that the disk refused, fails what follows it, and goes on with the database', async () => {
    for (const body of ['a', 'b']) for (const first of [1, 2]) await append(first, body)
    expect(disk.records).toBe(2)
    disk.fails = true
    const failing = append(3, 'a')
    await new Promise((resolve) => setImmediate(resolve))
    const following = append(4, 'a')
    const beside = append(3, 'b')
    const answers = await Promise.allSettled([failing, following, beside])
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await expect(failing).rejects.toThrow(StorageUnavailable)
    disk.fails = false
    // Tried again it is there once, and the journal is left alone from now on.
    expect(await append(3, 'b')).toBe('appended')
    expect(await Promise.all([append(3, 'a'), append(4, 'a'), append(5, 'a')])).toEqual(Array(3).fill('appended'))
    expect([await textOf('a'), await textOf('b')]).toEqual(['1 2 3 4 5 ', '1 2 3 '])
    expect(disk.records).toBe(4)
  })

  it('[ST33] leaves no journal behind when it is closed, and everything in the database', async () => {
    for (let first = 1; first <= 30; first++) void append(first)
    await database.close()
    expect(existsSync(join(folder, 'glosa.journal'))).toBe(false)
    database = await openDatabase(folder)
    expect(await textOf()).toBe(Array.from({ length: 30 }, (_, index) => `${index + 1} `).join(''))
  })

  it('[ST32] keeps what it acknowledged to two writers who take turns in taking the text from each other', async () => {
    let seed = 20_261_122
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return (seed >>> 8) % below
    }
    const kept = new Map<number, string>()
    let writer = 'w0'
    let next = 1
    for (let turn = 0; turn < 400; turn++) {
      const rival = random(4) === 0 ? `w${turn}` : null
      const asked = Array.from({ length: 1 + random(4) }, (_, index) => ({ first: next + index, by: writer }))
      if (rival) asked.splice(random(asked.length + 1), 0, { first: next + random(2), by: rival })
      const answers = await Promise.all(
        asked.map(async ({ first, by }) => {
          if (random(2) === 0) await new Promise((resolve) => setImmediate(resolve))
          const text = `${first}:${by} `
          return database
            .append({ bodyId: 'body', first, rows: [row(text)], writer: by })
            .then((answer) => (answer === 'appended' ? { first, text } : null))
        }),
      )
      for (const answer of answers) {
        if (!answer) continue
        expect(kept.get(answer.first)).toBeUndefined()
        kept.set(answer.first, answer.text)
      }
      // The next begins where a new reading says, as a new room would.
      const { numbers } = await database.read('rows', 'body', 0, 1_000_000)
      next = (numbers.at(-5) ?? 0) + 1
      writer = rival ?? writer
      if (random(3) === 0) writer = `${writer}x`
    }
    const { numbers, payloads } = await database.read('rows', 'body', 0, 1_000_000)
    const texts = Buffer.from(payloads).toString().trimEnd().split(' ')
    const found = new Map(texts.map((text, index) => [numbers[index * 5] ?? 0, `${text} `]))
    expect(kept.size).toBeGreaterThan(400)
    for (const [first, text] of kept) expect(found.get(first)).toBe(text)
  })
})
