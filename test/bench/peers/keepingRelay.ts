import { closeSync, constants, fsyncSync, mkdtempSync, openSync, rmSync, write, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRelay } from './startRelay.ts'

const fileBytes = 16 * 1024 * 1024
const pageBytes = 4_096
const folder = mkdtempSync(join(tmpdir(), 'glosa-bench-relay-'))
const path = join(folder, 'frames')
// Written over, never longer, as the log of a database is: nothing but the bytes has to reach the disk.
const prepared = openSync(path, 'w')
writeSync(prepared, Buffer.alloc(fileBytes))
fsyncSync(prepared)
closeSync(prepared)
const file = openSync(path, constants.O_RDWR | constants.O_DSYNC)
// The open file is all that is needed, and leaves nothing behind however this process ends.
rmSync(folder, { recursive: true })

let waiting: { readonly frame: Buffer; readonly handOn: () => void }[] = []
let isWriting = false
let position = 0

/** Writes all that waits in one go; what arrives meanwhile goes with the next write. */
function keep() {
  if (isWriting || waiting.length === 0) return
  isWriting = true
  const kept = waiting
  waiting = []
  const bytes = Buffer.concat(kept.map(({ frame }) => frame))
  const end = Math.ceil(bytes.length / pageBytes) * pageBytes
  if (position + end > fileBytes) position = 0
  write(file, Buffer.concat([bytes, Buffer.alloc(end - bytes.length)]), 0, end, position, (error) => {
    if (error) throw error
    isWriting = false
    keep()
    for (const { handOn } of kept) handOn()
  })
  position += end
}

/** What to compare a server with that keeps each keystroke first: a frame is on the disk before anyone else has it. */
startRelay((frame, handOn) => {
  waiting.push({ frame, handOn })
  keep()
})
