import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { packAppends, unpackAppends } from './appendBatch.ts'
import type { BodyAppend } from './appendBatch.ts'
import { connect } from './connection.ts'
import type { Connection } from './connection.ts'
import { encodeRecord, pageBytes, recordsIn, saltOf } from './journalRecords.ts'
import { prepareJournal, recoverJournal } from './recoverJournal.ts'

/** How many bytes the disk still takes at a time, and then no more. */
const disk = vi.hoisted(() => ({ room: Infinity }))

vi.mock(import('node:fs'), async (original) => {
  const fs = await original()
  const writeSync = (file: number, bytes: Uint8Array, offset: number, length: number, position: number) => {
    const taken = Math.min(length, disk.room)
    disk.room -= taken
    if (taken === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    return fs.writeSync(file, bytes, offset, taken, position)
  }
  return { ...fs, writeSync: writeSync as never }
})

const append = (bodyId: string, first: number, writer: string, ...texts: string[]): BodyAppend => ({
  bodyId,
  first,
  writer,
  rows: texts.map((text) => ({ kind: 'update', personId: 'office:anna', at: 5, payload: Buffer.from(text) }) as never),
})

describe('what only the journal has after a crash', () => {
  let folder: string
  let path: string
  let connection: Connection

  beforeEach(() => {
    disk.room = Infinity
    folder = mkdtempSync(join(tmpdir(), 'glosa-recover-'))
    path = join(folder, 'journal')
    connection = connect(join(folder, 'glosa.sqlite'))
  })
  afterEach(() => {
    connection.close()
    rmSync(folder, { recursive: true })
  })

  /** Lays the records into a new journal, one append each, some of them not in the order of their numbers. */
  const writeJournal = (appends: readonly BodyAppend[]) => {
    prepareJournal(path)
    const file = readFileSync(path)
    const salt = saltOf(file)
    if (!salt) throw new Error('no salt')
    for (const [index, one] of appends.entries()) {
      const place = (index + 3) % appends.length
      encodeRecord(packAppends([one]), index + 1, salt, file.subarray((place + 1) * pageBytes))
    }
    writeFileSync(path, file)
  }
  const rowsOf = (body: string) => {
    const { numbers, payloads } = connection.read({ name: 'rows', args: [body, 0, 1_000] }) as {
      numbers: Float64Array
      payloads: Uint8Array
    }
    return { sequences: [...numbers].filter((_, index) => index % 5 === 0), text: Buffer.from(payloads).toString() }
  }

  it('[ST33] is put into the database, in order, and what is there already stays as it is', () => {
    connection.commit([packAppends([append('a', 1, 'w', 'A', 'B'), append('b', 1, 'w', 'X')])], [])
    const left = [
      append('a', 2, 'w', 'B'),
      append('a', 3, 'w', 'C', 'D'),
      append('b', 2, 'w', 'Y'),
      append('a', 5, 'w', 'E'),
      append('new', 1, 'w', 'N'),
      append('b', 3, 'w', 'Z'),
    ]
    writeJournal(left)
    expect(recordsIn(readFileSync(path)).flatMap(unpackAppends)).toEqual(
      left.map((one) => ({
        ...one,
        rows: one.rows.map((row) => ({ ...row, payload: new Uint8Array(row['payload' as never]) })),
      })),
    )
    recoverJournal(path, connection)
    // Cut short by another crash, it is done again.
    recoverJournal(path, connection)
    expect(rowsOf('a')).toEqual({ sequences: [1, 2, 3, 4, 5], text: 'ABCDE' })
    expect(rowsOf('b')).toEqual({ sequences: [1, 2, 3], text: 'XYZ' })
    expect(rowsOf('new')).toEqual({ sequences: [1], text: 'N' })
    expect(prepareJournal(path)).toBe(true)
    expect(recordsIn(readFileSync(path))).toEqual([])
  })

  it('[ST33] is left out when its predecessor is missing or another writer has its place', () => {
    connection.commit([packAppends([append('a', 1, 'w', 'A'), append('b', 1, 'new', 'X', 'Y')])], [])
    writeJournal([
      append('a', 3, 'w', 'C'),
      append('a', 4, 'w', 'D'),
      append('b', 2, 'old', 'y'),
      append('b', 3, 'old', 'z'),
      append('gone', 7, 'w', 'G'),
    ])
    recoverJournal(path, connection)
    expect(rowsOf('a')).toEqual({ sequences: [1], text: 'A' })
    expect(rowsOf('b')).toEqual({ sequences: [1, 2], text: 'XY' })
    expect(rowsOf('gone').sequences).toEqual([])
  })

  it('[ST33] is nothing without a journal, or with a file that is none', () => {
    recoverJournal(path, connection)
    writeFileSync(path, 'nothing of the kind')
    recoverJournal(path, connection)
    expect(prepareJournal(path)).toBe(true)
  })

  it('[ST33] is done without where the disk fills while the journal is made, and nothing of it takes room', () => {
    for (const room of [0, 100_000]) {
      disk.room = room
      expect(prepareJournal(path)).toBe(false)
      expect(existsSync(path)).toBe(false)
    }
    disk.room = Infinity
    writeJournal([append('a', 1, 'w', 'A')])
    recoverJournal(path, connection)
    disk.room = 4_096
    expect(prepareJournal(path)).toBe(false)
    expect(existsSync(path)).toBe(false)
    expect(rowsOf('a').text).toBe('A')
  })
})
