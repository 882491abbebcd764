import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FrozenVersion, Sha256 } from '@glosa/domain/model'
import { imagesOf } from './imagesOf.ts'
import type { PrintOptions } from './printVersion.ts'
import type { RenderJob, RenderReport } from './renderJob.ts'
import type { UnshowableCharacter } from './showableText.ts'

/** What a render may use of the machine. */
export interface RenderLimits {
  readonly timeMs: number
  readonly memoryMiB: number
}

export const usualLimits: RenderLimits = { timeMs: 120_000, memoryMiB: 1536 }

export interface RenderedPdf {
  readonly pdf: Uint8Array
  /** Characters printed as U+FFFD because no font has them. */
  readonly missing: readonly UnshowableCharacter[]
}

const child = fileURLToPath(new URL('./renderChild.ts', import.meta.url))

/**
 * Prints a version as PDF/A-2a and PDF/UA-1. The same version and options give the same bytes.
 * @param asset the bytes of an image by its hash; `null` when there is none (its place then says so)
 * @throws Error when the render fails or uses more than its limits
 */
export async function renderPdf(
  frozen: FrozenVersion,
  asset: (blob: Sha256) => Promise<Uint8Array | null>,
  options: PrintOptions,
  limits: RenderLimits = usualLimits,
): Promise<RenderedPdf> {
  const folder = await mkdtemp(path.join(tmpdir(), 'glosa-render-'))
  try {
    const images = imagesOf(frozen)
    for (const hash of images) {
      const bytes = await asset(hash)
      if (bytes) await writeFile(path.join(folder, hash), bytes)
    }
    const job: RenderJob = { frozen, options, images }
    await mkdir(path.join(folder, 'workspace'))
    await mkdir(path.join(folder, 'home'))
    await writeFile(path.join(folder, 'job.json'), JSON.stringify(job))
    await runChild(folder, limits)
    const pdf = await readFile(path.join(folder, 'version.pdf'))
    const report: RenderReport = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8'))
    return { pdf, missing: report.missing }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function runChild(folder: string, { timeMs, memoryMiB }: RenderLimits): Promise<void> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [`--max-old-space-size=${Math.min(memoryMiB, 768)}`, child, folder], {
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
