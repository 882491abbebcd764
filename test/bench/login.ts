import { monitorEventLoopDelay } from 'node:perf_hooks'
import { AttemptLimits, DirectoryClient, signIn, type SignInDeps } from '@glosa/auth'
import { demoConfig, demoEntries } from '@glosa/auth/demo'
import { instant, isRefused } from '@glosa/domain/model'
import { manyCount, manyLogin, manyPeople } from '../directories/manyPeople.ts'
import { startSlapd } from '../directories/slapd.ts'
import { specialEntries } from '../directories/specialEntries.ts'

const servicePassword = 'Sluzba-heslo-1'
const nanosecondsPerMs = 1_000_000

/**
 * Signs people in against a real OpenLDAP, so many at a time, each with the whole of a sign-in: the
 * search, the password on a connection of its own, groups, unit. Measured in the process that
 * also carries keystrokes, so the longest time its loop stood still counts as much as the speed.
 */
export async function measureLogin(logins: number, atOnce: number): Promise<Record<string, unknown>> {
  const slapd = await startSlapd([...demoEntries(servicePassword), ...specialEntries, ...manyPeople])
  const config = demoConfig({ urls: [`ldaps://127.0.0.1:${slapd.port}`], ca: slapd.ca, servicePassword })
  // The server gives at most fifty entries a page.
  const directory = new DirectoryClient({ ...config, limits: { pageSize: 40 } })
  const deps: SignInDeps = {
    directory,
    limits: new AttemptLimits(),
    now: () => instant(Date.now()),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }
  try {
    await run(deps, 2 * atOnce, atOnce)
    const loop = monitorEventLoopDelay({ resolution: 1 })
    const own = watchOwnTime()
    loop.enable()
    const startedAt = performance.now()
    const { times, failed } = await run(deps, logins, atOnce)
    const seconds = (performance.now() - startedAt) / 1_000
    loop.disable()
    const maxLoopOwnMs = own.stop()
    const sorted = times.toSorted((a, b) => a - b)
    const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0
    return {
      perSecond: Math.round(logins / seconds),
      p99Ms: round(p99),
      failed,
      maxLoopBlockMs: round(loop.max / nanosecondsPerMs),
      maxLoopOwnMs: round(maxLoopOwnMs),
    }
  } finally {
    directory.close()
    await slapd.close()
  }
}

/**
 * The most processor time that the thread itself used between two turns of its timers. When the loop stood still for
 * longer than that, other programs had the processor.
 */
function watchOwnTime(): { stop(): number } {
  let before = process.threadCpuUsage()
  let most = 0
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before)
    most = Math.max(most, user + system)
    before = process.threadCpuUsage()
  }, 1)
  return {
    stop() {
      clearInterval(timer)
      return most / 1_000
    },
  }
}

async function run(deps: SignInDeps, logins: number, atOnce: number) {
  const times: number[] = []
  let next = 0
  let failed = 0
  const worker = async () => {
    while (next < logins) {
      const index = next
      next += 1
      const login = manyLogin(index % manyCount)
      const startedAt = performance.now()
      const wish = { login, password: `Heslo-${login}`, ip: `10.0.${index % 250}.1` }
      if (isRefused(await signIn(wish, deps))) failed += 1
      times.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { times, failed }
}

const round = (ms: number): number => Math.round(ms * 10) / 10
