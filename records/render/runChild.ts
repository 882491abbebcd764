import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a render may use of the machine. */
export interface RenderLimits {
  readonly timeMs: number
  readonly memoryMiB: number
  /** Work that nobody waits for: it gets what everything else leaves. */
  readonly isBackground?: boolean
}

export const usualLimits: RenderLimits = { timeMs: 120_000, memoryMiB: 1536 }

const renderer = fileURLToPath(new URL('./renderChild.ts', import.meta.url))

/**
 * Runs the renderer, or another program of ours, on the job in a folder.
 * @throws Error when it fails or uses more than its limits
 */
export function runChild(
  folder: string,
  { timeMs, memoryMiB, isBackground }: RenderLimits,
  child = renderer,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const heap = `--max-old-space-size=${Math.min(memoryMiB, 768)}`
    const running = spawn(process.execPath, [heap, child, folder, ...(isBackground ? ['background'] : [])], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      // Nothing of the server's surroundings: no secrets, no fonts of a home folder, no proxy.
      env: { HOME: path.join(folder, 'home'), TMPDIR: folder, TZ: 'UTC', LANG: 'C.UTF-8' },
    })
    let problem = ''
    let stopped = ''
    const stop = (reason: string): void => {
      stopped = reason
      running.kill('SIGKILL')
    }
    running.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (problem.length < 4000) problem += text
    })
    const timeLimit = setTimeout(() => stop(`longer than ${timeMs} ms`), timeMs)
    const memoryWatch = setInterval(() => {
      void residentMiB(running.pid).then((used) => {
        if (used > memoryMiB) stop(`more than ${memoryMiB} MiB`)
      })
    }, 200)
    const settle = (error: Error | null): void => {
      clearTimeout(timeLimit)
      clearInterval(memoryWatch)
      if (error) reject(error)
      else resolve()
    }
    running.once('error', settle)
    running.once('close', (code) => {
      if (code === 0) return settle(null)
      settle(new Error(`the render ended with ${stopped || code}: ${problem.slice(0, 2000)}`))
    })
  })
}

/** Memory of a process, most of which the typesetter takes outside the JavaScript heap; 0 where the system does not tell. */
async function residentMiB(pid: number | undefined): Promise<number> {
  if (pid === undefined || process.platform !== 'linux') return 0
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
  } catch (error) {
    // The process may end between two looks.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return 0
    throw error
  }
}
