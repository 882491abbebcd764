import { execFile, spawn } from 'node:child_process'
import { appendFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A disk in memory that only processes started with `inside` see; gone with `close`, however the test ends. */
export interface SmallDisk {
  /** What to start a process with. */
  readonly inside: readonly string[]
  /** Takes every byte that is left. */
  fill(): Promise<void>
  /** Gives the room back. */
  empty(): Promise<void>
  /** Makes a folder on it unwritable, under running processes too; files that are open stay as they are. */
  freeze(folder: string): Promise<void>
  thaw(folder: string): Promise<void>
  close(): Promise<void>
}

/** Mounts a disk of some megabytes over the folder, in a mount namespace of its own. Needs root. */
export async function openSmallDisk(folder: string, megabytes: number): Promise<SmallDisk> {
  const script = 'mount -t tmpfs -o "size=$1m" tmpfs "$0" && echo ready && exec cat'
  const holder = spawn('unshare', ['--mount', 'sh', '-c', script, folder, String(megabytes)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => holder.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject)
    holder.once('exit', (code) => reject(new Error(`no small disk: ${code}`)))
    holder.stdout.once('data', () => resolve())
  })
  const inside = ['nsenter', `--target=${holder.pid}`, '--mount']
  const ballast = join(`/proc/${holder.pid}/root`, folder, 'ballast')
  const mount = (...args: string[]) => run('nsenter', [...inside.slice(1), ...args])
  return {
    inside,
    async fill() {
      for (const size of [1024 * 1024, 4096, 512, 1]) {
        try {
          for (;;) await appendFile(ballast, new Uint8Array(size))
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
        }
      }
    },
    empty: () => rm(ballast),
    async freeze(frozen) {
      await mount('mount', '--bind', frozen, frozen)
      await mount('mount', '-o', 'remount,bind,ro', frozen)
    },
    thaw: async (frozen) => void (await mount('umount', frozen)),
    async close() {
      holder.stdin.end()
      await ended
    },
  }
}
