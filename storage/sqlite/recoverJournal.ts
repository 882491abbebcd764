import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { packAppends, unpackAppends } from './appendBatch.ts'
import type { BodyAppend } from './appendBatch.ts'
import type { Connection } from './connection.ts'
import { journalTitle, recordsIn } from './journalRecords.ts'

const journalBytes = 4 * 1024 * 1024
/** Free space below which no journal is made (bytes). */
const plenty = 8 * journalBytes
/** Appends that are committed together. */
const togetherMost = 1_000

/**
 * Puts into the database what only the journal has. Rows that are there already are left alone, as after any append whose
 * answer was lost; a row whose predecessor is missing was never acknowledged, or belongs to another state of the database,
 * and is left out with those after it.
 * @throws the error of the disk; the journal is then as it was
 */
export function recoverJournal(path: string, connection: Connection): void {
  if (!existsSync(path)) return
  const last = new Map<string, number>()
  const lastOf = (bodyId: string): number =>
    last.get(bodyId) ?? Number(connection.read({ name: 'lastSequence', args: [bodyId] }))
  const fitting: BodyAppend[] = []
  for (const append of recordsIn(readFileSync(path)).flatMap(unpackAppends)) {
    const before = lastOf(append.bodyId)
    if (append.first > before + 1) continue
    last.set(append.bodyId, Math.max(before, append.first + append.rows.length - 1))
    fitting.push(append)
  }
  for (let start = 0; start < fitting.length; start += togetherMost) {
    connection.commit([packAppends(fitting.slice(start, start + togetherMost))], [])
  }
}

/**
 * Makes the journal anew, written over whole, so that a record needs nothing but its own bytes on the disk.
 * @returns `false` where there can be none: too little room, or no way to write bytes through
 */
export function prepareJournal(path: string): boolean {
  if (!constants.O_DSYNC) return false
  if (!existsSync(path)) {
    const disk = statfsSync(dirname(path))
    if (disk.bavail * disk.bsize < plenty) return false
  }
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  try {
    const bytes = Buffer.alloc(journalBytes)
    bytes.set(journalTitle())
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, done)
    fsyncSync(file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    // What it held is in the database.
    rmSync(path)
    return false
  } finally {
    closeSync(file)
  }
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
  return true
}

/** The database has everything. */
export const removeJournal = (path: string): void => rmSync(path, { force: true })
