/**
 * The process that starts the renders. Starting a process copies the page tables of the one that
 * starts it, which holds a server of hundreds of MiB for some 10 ms and everybody who types with it;
 * this one is small and nobody waits for it. It ends, with its renders, when the server does.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import path from 'node:path'
import type { LaunchReply, LaunchRequest } from './runChild.ts'

// People who type go first: set here, so that it holds for every thread of a render from its first moment.
const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority
setPriority(PRIORITY_BELOW_NORMAL)

/**
 * What a command begins with so that it gets only the time in which nobody else wants the processor: a low priority
 * alone still makes others wait for its slice. Empty where that cannot be asked for.
 */
const whenIdle = ((): readonly string[] => {
  const asked = ['--idle', '0']
  const tried = spawnSync('chrt', [...asked, process.execPath, '--version'], { stdio: 'ignore' })
  return tried.status === 0 ? ['chrt', ...asked] : []
})()

// Ctrl+C reaches every process of a terminal: the server decides when its renders end.
process.on('SIGINT', () => undefined)
const withoutInterrupt = ['--import', "data:text/javascript,process.on('SIGINT', () => undefined)"]

const renders = new Set<ChildProcess>()

process.on('disconnect', () => {
  for (const render of renders) render.kill('SIGKILL')
  process.exit()
})
process.on('message', (request: LaunchRequest) => {
  launch(request, (problem) => {
    const reply: LaunchReply = { id: request.id, problem }
    if (process.connected) process.send?.(reply)
  })
})

/** @param done given `null` when the program ended well, otherwise what went wrong */
function launch({ child, folder, limits }: LaunchRequest, done: (problem: string | null) => void): void {
  const { timeMs, memoryMiB, isBackground } = limits
  const program = [...withoutInterrupt, `--max-old-space-size=${Math.min(memoryMiB, 768)}`, child, folder]
  const [command = process.execPath, ...args] = isBackground
    ? [...whenIdle, process.execPath, '--single-threaded', ...program]
    : [process.execPath, ...program]
  const running = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Nothing of the server's surroundings: no secrets, no fonts of a home folder, no proxy.
    env: {
      HOME: path.join(folder, 'home'),
      TMPDIR: folder,
      TZ: 'UTC',
      LANG: 'C.UTF-8',
      // Threads of one program wait for one another inside the system, where no priority helps whoever wants the processor.
      ...(isBackground ? { RAYON_NUM_THREADS: '1' } : {}),
    },
    // Not `detached`: Linux weighs priorities inside a session only, and in one of its own a render would be as important
    // as the server (sched(7), "The autogroup feature").
  })
  if (isBackground && running.pid !== undefined) setPriority(running.pid, PRIORITY_LOW)
  let problem = ''
  let stopped = ''
  const stop = (reason: string): void => {
    stopped = reason
    running.kill('SIGKILL')
  }
  renders.add(running)
  running.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (problem.length < 4000) problem += text
  })
  const timeLimit = setTimeout(() => stop(`longer than ${timeMs} ms`), timeMs)
  const memoryWatch = setInterval(() => {
    void residentMiB(running.pid).then((used) => {
      if (used > memoryMiB) stop(`more than ${memoryMiB} MiB`)
    })
  }, 200)
  const settle = (text: string | null): void => {
    clearTimeout(timeLimit)
    clearInterval(memoryWatch)
    renders.delete(running)
    done(text)
  }
  running.once('error', (error) => settle(error.message))
  running.once('close', (code) => {
    if (code === 0) return settle(null)
    settle(`the render ended with ${stopped || code}: ${problem.slice(0, 2000)}`)
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
