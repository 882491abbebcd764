import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { backgroundLimits, runChild, usualLimits, type RenderLimits } from './runChild.ts'

let folder = ''
let servers: ChildProcess[] = []

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'glosa-launcher-'))
})
afterEach(() => {
  for (const server of servers) server.kill('SIGKILL')
  servers = []
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const program = (name: string, source: string): string => {
  const file = path.join(folder, name)
  writeFileSync(file, source)
  return file
}
const readJson = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
/** A program that says who it is and who started it, then works until it is stopped. */
const endless = (name: string): string =>
  program(
    `${name}.mjs`,
    `import { writeFileSync, renameSync } from 'node:fs'
     writeFileSync('${name}.part', JSON.stringify({ pid: process.pid, parent: process.ppid }))
     renameSync('${name}.part', '${name}.json')
     setInterval(() => {}, 1000)`,
  )
const started = (name: string) =>
  vi.waitFor(() => readJson(`${name}.json`) as { pid: number; parent: number }, { timeout: 20_000, interval: 50 })
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    // A process that ended and whose parent has not yet asked for its end.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('the process that starts renders', () => {
  it('[RE28] gives a render nothing of what the server knows', async () => {
    vi.stubEnv('GLOSA_SECRET_OF_A_TEST', 'secret')
    const child = program(
      'tell.mjs',
      `import { writeFileSync } from 'node:fs'
       writeFileSync('told.json', JSON.stringify({ env: process.env, cwd: process.cwd(), parent: process.ppid }))`,
    )
    await runChild(folder, usualLimits, child)
    vi.unstubAllEnvs()
    const { env, cwd, parent } = readJson('told.json') as { env: Record<string, string>; cwd: string; parent: number }
    expect(Object.keys(env).toSorted()).toEqual(['HOME', 'LANG', 'TMPDIR', 'TZ'])
    expect(cwd).toBe(folder)
    expect(parent, 'the server starts no render itself').not.toBe(process.pid)
    expect(readFileSync(`/proc/${parent}/environ`, 'utf8')).not.toContain('secret')
  })

  it('[RE28] tells what the program said when it failed', async () => {
    const child = program('fail.mjs', `process.stderr.write('no such glyph'); process.exit(3)`)
    await expect(runChild(folder, usualLimits, child)).rejects.toThrow('the render ended with 3: no such glyph')
  })

  it('[RE28] makes a render leave the processor to people who type, and one that nobody waits for to everything', async () => {
    const child = program(
      'nice.mjs',
      `import { readFileSync, writeFileSync } from 'node:fs'
       import { getPriority } from 'node:os'
       const [, state] = readFileSync('/proc/self/stat', 'utf8').split(') ')
       const fields = ['', '', '', ...state.split(' ')]
       const told = { priority: getPriority(), session: fields[6], policy: fields[41], flags: process.execArgv, env: process.env }
       writeFileSync('nice.json', JSON.stringify(told))`,
    )
    const toldUnder = async (limits: RenderLimits) => {
      await runChild(folder, limits, child)
      return readJson('nice.json') as {
        priority: number
        session: string
        policy: string
        flags: string[]
        env: { RAYON_NUM_THREADS?: string }
      }
    }
    const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority
    const waitedFor = await toldUnder(usualLimits)
    const background = await toldUnder(backgroundLimits)
    expect([waitedFor.priority, background.priority]).toEqual([PRIORITY_BELOW_NORMAL, PRIORITY_LOW])
    // proc_pid_stat(5): SCHED_OTHER is 0, SCHED_IDLE is 5.
    expect([waitedFor.policy, background.policy]).toEqual(['0', '5'])
    expect(background.flags).toContain('--single-threaded')
    expect([waitedFor.env.RAYON_NUM_THREADS, background.env.RAYON_NUM_THREADS]).toEqual([undefined, '1'])
    // A session of its own would be weighed like the server's, whatever its priority (sched(7), autogroup).
    const own = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[3]
    expect([waitedFor.session, background.session]).toEqual([own, own])
  })

  it('[RE28] leaves the end of a render to the server when Ctrl+C reaches every process of the terminal', async () => {
    const child = program(
      'interrupted.mjs',
      `process.kill(process.pid, 'SIGINT')
       await new Promise((resolve) => setTimeout(resolve, 200))
       process.stderr.write('still there')
       process.exit(3)`,
    )
    await expect(runChild(folder, usualLimits, child)).rejects.toThrow('the render ended with 3: still there')
  })

  it('[RE29] may be killed: the render fails, the next one is made', async () => {
    const waiting = runChild(folder, usualLimits, endless('orphan'))
    const failed = expect(waiting).rejects.toThrow('the process that starts renders ended with SIGKILL')
    const { pid, parent } = await started('orphan')
    process.kill(parent, 'SIGKILL')
    await failed
    process.kill(pid, 'SIGKILL')
    await runChild(folder, usualLimits, program('fine.mjs', ''))
  })

  it('[RE29] ends with its renders when the server is killed, and does not hold it open', async () => {
    const server = program(
      'server.ts',
      `import { runChild, usualLimits } from ${JSON.stringify(path.join(import.meta.dirname, 'runChild.ts'))}
       await runChild(${JSON.stringify(folder)}, usualLimits, process.argv[2])`,
    )
    const killed = fork(server, [endless('left')], { stdio: 'ignore' })
    servers.push(killed)
    const { pid, parent } = await started('left')
    killed.kill('SIGKILL')
    await vi.waitFor(() => expect([isAlive(pid), isAlive(parent)]).toEqual([false, false]), { timeout: 20_000 })
    // Ends by itself once its only render is made.
    execFileSync(process.execPath, ['--no-warnings', server, program('fine.mjs', '')], { timeout: 60_000 })
  })
})
