import { closeSync, constants, openSync, readSync, statSync, write, writeSync } from 'node:fs'
import type { AppendBatch } from './appendBatch.ts'
import { inodeOf } from './inodeOf.ts'
import { encodeRecord, pageBytes, saltOf } from './journalRecords.ts'

/** Room for one record: some hundred keystrokes. */
const recordBytes = 64 * 1024
/** So many records may be under way, so that the disk need not wait for the caller between two. */
export const recordsUnderWay = 2

/**
 * Where appends are kept until the database has them: a file of fixed size, gone through again and again. A record is on
 * the disk when its write is answered. What was written stays until `release`.
 */
export interface Journal {
  /** How many records were asked for so far. */
  readonly written: number
  /** … and up to which of them nothing needs to stay. */
  readonly released: number
  /** Whether the database is still where it was, so that what is written here will be found. */
  isInPlace(): boolean
  /**
   * Writes a record; `recordsUnderWay` at a time. They may be answered in another order.
   * @param answer called once, with `null` when the record is on the disk
   * @returns `false` when there is no room for it; nothing is written, and `answer` is not called
   */
  write(batch: AppendBatch, answer: (error: Error | null) => void): boolean
  /** The database has the first `upTo` records, and all of them were answered: their room may be used again. */
  release(upTo: number): void
  close(): void
}

/**
 * Opens a journal that `prepareJournal` made.
 * @param database the file whose rows it keeps
 * @throws the error of the disk
 */
export function openJournal(path: string, database: string): Journal {
  const inode = statSync(database).ino
  const { file, bytes, salt } = openWrittenThrough(path)
  const rooms = Array.from({ length: recordsUnderWay }, () => alignedRoom(recordBytes))
  /** The records that must stay, oldest first. */
  const staying: { readonly start: number; readonly end: number }[] = []
  let next = pageBytes
  let written = 0
  let released = 0

  /** Where so many bytes may go without touching what must stay. `null` when nowhere. */
  const placeFor = (size: number): number | null => {
    const [oldest] = staying
    if (!oldest) return pageBytes + size <= bytes ? pageBytes : null
    if (next > oldest.start) {
      if (next + size <= bytes) return next
      return pageBytes + size <= oldest.start ? pageBytes : null
    }
    return next + size <= oldest.start ? next : null
  }

  return {
    get written() {
      return written
    },
    get released() {
      return released
    },
    isInPlace: () => inodeOf(database) === inode,
    write(batch, answer) {
      const room = rooms.pop()
      if (!room) return false
      const size = encodeRecord(batch, written + 1, salt, room)
      const start = size === null ? null : placeFor(size)
      if (size === null || start === null) {
        rooms.push(room)
        return false
      }
      written += 1
      next = start + size
      staying.push({ start, end: next })
      write(file, room, 0, size, start, (error, bytesWritten) => {
        rooms.push(room)
        answer(error ?? (bytesWritten === size ? null : new Error(`${bytesWritten} of ${size} bytes were written`)))
      })
      return true
    },
    release(upTo) {
      staying.splice(0, Math.max(0, upTo - released))
      released = Math.max(released, upTo)
    },
    close: () => closeSync(file),
  }
}

/** Opened so that a write is answered when it is on the disk, past the cache where the file system has a way. */
function openWrittenThrough(path: string) {
  for (const past of constants.O_DIRECT ? [constants.O_DIRECT, 0] : [0]) {
    let file = -1
    try {
      file = openSync(path, constants.O_RDWR | constants.O_DSYNC | past)
      const title = alignedRoom(pageBytes)
      readSync(file, title, 0, pageBytes, 0)
      const salt = saltOf(title)
      if (!salt) throw new Error(`${path} is not a journal`)
      // The same bytes again: not every file system that opens a file so can write it so.
      writeSync(file, title, 0, pageBytes, 0)
      return { file, salt, bytes: statSync(path).size }
    } catch (error) {
      if (file >= 0) closeSync(file)
      if (past === 0) throw error
    }
  }
  throw new Error('unreachable')
}

/** Memory at the beginning of a page, as writing past the cache wants it; only WebAssembly promises that. */
const alignedRoom = (bytes: number): Buffer => {
  const wasmPage = 64 * 1024
  const { buffer } = new WebAssembly.Memory({ initial: Math.ceil(bytes / wasmPage) })
  return Buffer.from(buffer, 0, bytes)
}
