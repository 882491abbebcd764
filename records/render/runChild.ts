import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a render may use of the machine. */
export interface RenderLimits {
  readonly timeMs: number
  readonly memoryMiB: number
  /** Work that nobody waits for: it gets what everything else leaves. */
  readonly isBackground?: boolean
}

export const usualLimits: RenderLimits = { timeMs: 120_000, memoryMiB: 1536 }
/** Of work that nobody waits for, which may have to wait for everything else. */
export const backgroundLimits: RenderLimits = { ...usualLimits, timeMs: 1_200_000, isBackground: true }

/** One program to be run, as the launcher gets it. */
export interface LaunchRequest {
  readonly id: number
  readonly child: string
  readonly folder: string
  readonly limits: RenderLimits
}

export interface LaunchReply {
  readonly id: number
  /** What went wrong, `null` when the program ended well. */
  readonly problem: string | null
}

const renderer = fileURLToPath(new URL('./renderChild.ts', import.meta.url))
const launcherFile = fileURLToPath(new URL('./renderLauncher.ts', import.meta.url))

let launcher: Launcher | null = null

/**
 * Runs the renderer, or another program of ours, on the job in a folder, in a process of its own.
 * @throws Error when it fails or uses more than its limits
 */
export async function runChild(folder: string, limits: RenderLimits, child = renderer): Promise<void> {
  if (!launcher?.isRunning) launcher = new Launcher()
  await launcher.run({ child, folder, limits })
}

/** The server's end of the process that starts the renders (`renderLauncher.ts`). */
class Launcher {
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, (problem: string | null) => void>()
  #next = 1

  constructor() {
    this.#process = fork(launcherFile, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--max-old-space-size=64'],
      env: { TZ: 'UTC', LANG: 'C.UTF-8' },
    })
    const end = (reason: string): void => {
      for (const id of this.#waiting.keys()) this.#settle(id, reason)
    }
    this.#process.on('message', ({ id, problem }: LaunchReply) => this.#settle(id, problem))
    this.#process.once('error', (error) => end(`no process could be started: ${error.message}`))
    this.#process.once('exit', (code, signal) => end(`the process that starts renders ended with ${signal ?? code}`))
    this.#holdOpen(false)
  }

  get isRunning(): boolean {
    return this.#process.connected
  }

  run(job: Omit<LaunchRequest, 'id'>): Promise<void> {
    return new Promise((resolve, reject) => {
      const request: LaunchRequest = { id: this.#next++, ...job }
      this.#waiting.set(request.id, (problem) => (problem === null ? resolve() : reject(new Error(problem))))
      this.#holdOpen(true)
      this.#process.send(request, (error) => {
        if (error) this.#settle(request.id, error.message)
      })
    })
  }

  #settle(id: number, problem: string | null): void {
    this.#waiting.get(id)?.(problem)
    this.#waiting.delete(id)
    if (this.#waiting.size === 0) this.#holdOpen(false)
  }

  /** The server waits for renders, and never for a launcher without work. */
  #holdOpen(isHeld: boolean): void {
    if (isHeld) {
      this.#process.ref()
      this.#process.channel?.ref()
    } else {
      this.#process.unref()
      this.#process.channel?.unref()
    }
  }
}
