import { mkdtemp, open, rm } from 'node:fs/promises'
import { fdatasyncSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { percentile, round } from './measureProcess.ts'

/** Milliseconds until bytes are on the disk. */
export interface DiskFigures {
  readonly p50Ms: number
  readonly p99Ms: number
}

/** Two pages of a database with their headers in its log: a keystroke. */
const bytes = 2 * (4_096 + 24)
const fileBytes = 16 * 1024 * 1024
const times = 500
const everyMs = 9

/**
 * What the disk alone takes for a keystroke, without any server: writing it into a file that is large enough already,
 * and `fdatasync`, some hundred times a second. No server that keeps each keystroke before anyone sees it can be faster.
 */
export async function measureDisk(): Promise<DiskFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'glosa-bench-disk-'))
  try {
    const file = await open(join(folder, 'log'), 'w')
    await file.write(Buffer.alloc(fileBytes))
    await file.sync()
    const took: number[] = []
    const keystroke = Buffer.alloc(bytes, 1)
    for (let time = 0; time < times; time++) {
      await pause(everyMs)
      const start = performance.now()
      writeSync(file.fd, keystroke, 0, bytes, (time * bytes) % (fileBytes - bytes))
      fdatasyncSync(file.fd)
      took.push(performance.now() - start)
    }
    await file.close()
    return { p50Ms: round(percentile(took, 0.5)), p99Ms: round(percentile(took, 0.99)) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The middle of several measurements, figure by figure. */
export const middleOfDisk = (measured: readonly DiskFigures[]): DiskFigures => ({
  p50Ms: middle(measured.map(({ p50Ms }) => p50Ms)),
  p99Ms: middle(measured.map(({ p99Ms }) => p99Ms)),
})

const middle = (figures: readonly number[]) => percentile(figures, 0.5)
