import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GlosaServer } from '../bench/glosaServer.ts'

/** A server process whose output and end a test looks at. */
export interface GlosaProcess extends GlosaServer {
  /** Everything written to standard output and error so far; the log is lines of JSON in it. */
  output(): string
  /** Resolves with what `find` makes of the output, as soon as that is not null; rejects when the process ends first. */
  says<T>(find: (output: string) => T | null): Promise<T>
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
  /** Sends a signal and waits for the end, however long it takes. */
  end(signal: NodeJS.Signals): Promise<number | string>
}

const main = join(import.meta.dirname, '..', '..', 'collab-server', 'main.ts')

/**
 * Environment of a test server: embedded defaults, people but no materials, a port of the system's choice, no limit that
 * a busy test would meet.
 */
const testEnvironment = (dataDir: string) => ({
  NODE_ENV: 'development',
  PORT: '0',
  GLOSA_DATA: dataDir,
  GLOSA_DEMO_MATERIALS: 'no',
  GLOSA_LOG_LEVEL: 'warn',
  GLOSA_REQUEST_BURST: '1000000',
  GLOSA_REQUESTS_PER_SECOND: '1000000',
})

/**
 * Starts a server and does not wait for it: for starts that are meant to fail. Nothing but `env` configures it.
 * @param before a program with arguments that ends by executing what follows it
 * @param script what Node.js runs
 */
export function spawnGlosa(
  env: Readonly<Record<string, string>>,
  before: readonly string[] = [],
  script = main,
): Omit<GlosaProcess, 'port' | 'url' | 'dataDir'> {
  const [program = '', ...args] = [...before, process.execPath, '--no-warnings', script]
  const child = spawn(program, args, {
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let listeners: (() => void)[] = []
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const add = (chunk: Buffer) => {
    output += chunk.toString()
    tell()
  }
  child.stdout.on('data', add)
  child.stderr.on('data', add)
  let isEnded = false
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      isEnded = true
      resolve(code ?? signal ?? 'unknown')
      tell()
    })
  })
  const end = (signal: NodeJS.Signals) => {
    if (!isEnded) child.kill(signal)
    return ended
  }
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    end,
    stop: async () => void (await end('SIGTERM')),
    kill: async () => void (await end('SIGKILL')),
    says: (find) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = find(output)
          if (found === null && !isEnded) return
          listeners = listeners.filter((listener) => listener !== look)
          if (found === null) reject(new Error(`Glosa ended without saying it:\n${output.slice(-4_000)}`))
          else resolve(found)
        }
        listeners.push(look)
        look()
      }),
  }
}

/** What a server needs of the machine; everything else would make tests depend on where they run. */
function inherited(): Record<string, string> {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env
  return NODE_COMPILE_CACHE ? { PATH, NODE_COMPILE_CACHE } : { PATH }
}

/** Starts a server with the people of the demo office and waits until it is ready. */
export async function startGlosaProcess(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  before: readonly string[] = [],
): Promise<GlosaProcess> {
  const running = spawnGlosa({ ...testEnvironment(dataDir), ...env }, before)
  const port = await running.says((output) => {
    const match = /ready at http:\/\/localhost:(\d+)/.exec(output)
    return match ? Number(match[1]) : null
  })
  return { ...running, port, dataDir, url: `http://127.0.0.1:${port}` }
}

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'glosa-system-'))
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true })

/** Asks again until the answer is one; the limit of waiting is the test's own. */
export async function until<T>(ask: () => Promise<T | null | false> | T | null | false): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== false) return answer
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** For tests about the materials, rounds and meetings that the demo office is filled with. */
export const withDemoMaterials = { GLOSA_DEMO_MATERIALS: 'yes' } as const
