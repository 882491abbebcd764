import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { packAppends } from './appendBatch.ts'
import { connect } from './connection.ts'

/** What the disk was asked for, and whether it obeys. */
const disk = vi.hoisted(() => ({
  written: [] as { file: string; rows: number }[],
  fails: false,
  rows: (): number => 0,
}))

vi.mock(import('node:fs'), async (original) => {
  const fs = await original()
  return {
    ...fs,
    fdatasyncSync(fd: number) {
      disk.written.push({ file: fs.readlinkSync(`/proc/self/fd/${fd}`), rows: disk.rows() })
      if (disk.fails) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })
      fs.fdatasyncSync(fd)
    },
  }
})

const row = (byte: number) =>
  ({ kind: 'update', personId: 'office:anna', at: byte, payload: Uint8Array.of(byte) }) as never
const append = (first: number, ...bytes: number[]) =>
  packAppends([{ bodyId: 'body', first, rows: bytes.map(row), writer: 'writer' }])

describe('a connection to the database', () => {
  let folder: string
  let file: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'glosa-connection-'))
    file = join(folder, 'glosa.sqlite')
    disk.written = []
    disk.fails = false
    disk.rows = () => 0
  })
  afterEach(() => {
    disk.rows = () => 0
    rmSync(folder, { recursive: true, force: true })
  })

  it('[ST30] writes the log of each commit through, once, before it answers', () => {
    const connection = connect(file)
    const onlooker = new DatabaseSync(file, { readOnly: true })
    disk.rows = () => Number(onlooker.prepare('SELECT count(*) AS rows FROM body_row').get()?.['rows'])
    disk.written = []
    for (const commit of [1, 2, 3]) {
      connection.commit([append(commit, commit)], [])
      expect(disk.written).toHaveLength(commit)
    }
    // Each time the row of that commit was in the log already.
    expect(disk.written).toEqual([1, 2, 3].map((rows) => ({ file: `${file}-wal`, rows })))
    onlooker.close()
    connection.close()
  })

  it('[ST30] answers no commit that the disk may lack, and is made anew before the next', () => {
    const connection = connect(file)
    connection.commit([append(1, 1)], [])
    disk.fails = true
    expect(() => connection.commit([append(2, 2)], [])).toThrow('EIO')
    expect(connection.usable()).toBe(false)
    connection.close()
    expect(() => connect(file)).toThrow('EIO')
    disk.fails = false
    const again = connect(file)
    // The same rows by the same writer are there once, whether they had been kept or not.
    expect(again.commit([append(2, 2, 3)], []).fenced).toEqual([])
    expect(again.usable()).toBe(true)
    const kept = new DatabaseSync(file, { readOnly: true })
    expect(kept.prepare('SELECT sequence FROM body_row ORDER BY sequence').all()).toHaveLength(3)
    kept.close()
    again.close()
  })

  it('[ST30] keeps no file open when it is closed or could not be opened', () => {
    const connection = connect(file)
    connection.close()
    disk.fails = true
    expect(() => connect(file)).toThrow('EIO')
    const open = readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)]
      } catch {
        return []
      }
    })
    expect(open.filter((path) => path.startsWith(folder))).toEqual([])
  })
})
