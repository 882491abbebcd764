import { setFlagsFromString } from 'node:v8'
import { demoGuests, demoPeople, type DemoPerson } from '@glosa/auth/demo'
import { readTargets } from '@glosa/records'
import pino from 'pino'
import { readConfig } from './config.ts'
import { startFault } from './startFault.ts'
import { startServer, type RunningServer } from './startServer.ts'

// The heap may grow to three times what was alive, so that a collection of all of it, which takes the processors of a
// small machine for a tenth of a second, is rare. See docs/decisions/0020.
setFlagsFromString('--heap-growing-percent=200')

const config = readConfig(process.env)
if ('faults' in config) {
  process.stderr.write(mendThis(config.faults))
  process.exit(2)
}
const recordsFile = config.records.targetsFile
const recordsFaults = recordsFile === null ? [] : readTargets(recordsFile, process.env).faults
if (recordsFaults.length > 0) {
  process.stderr.write(mendThis(recordsFaults))
  process.exit(2)
}

function linesOf(people: readonly DemoPerson[]): string {
  const width = Math.max(...demoPeople.map(({ displayName }) => displayName.length))
  return people
    .map(({ displayName, login, password, roles }) => {
      const named = roles.filter((role) => role !== 'staff').join(', ') || 'staff'
      return `  ${displayName.padEnd(width)}  ${login.padEnd(14)} ${password.padEnd(22)} ${named}`
    })
    .join('\n')
}

function mendThis(faults: readonly string[]): string {
  return `Glosa cannot start. Please mend the configuration:\n${faults.map((fault) => `  - ${fault}\n`).join('')}`
}

const log = pino({
  level: config.isDemo && process.env['GLOSA_LOG_LEVEL'] === undefined ? 'warn' : config.logLevel,
  base: null,
  redact: ['*.password', '*.cookie', '*.headers'],
})

let server: RunningServer | null = null
let isEnding = false
const end = async () => {
  // Whoever asks again does not want to wait.
  if (isEnding && server === null) process.exit(130)
  if (isEnding) return
  isEnding = true
  if (server === null) {
    process.stdout.write('Ending as soon as the start is done …\n')
    return
  }
  process.stdout.write('Ending: everything acknowledged is saved …\n')
  await server.close()
  process.exit(0)
}
process.on('SIGINT', () => void end())
process.on('SIGTERM', () => void end())

try {
  const started = await startServer(config, log)
  // A demo office that was filled in part only would stay so: the start is finished and then ended.
  if (isEnding) {
    await started.close()
    process.exit(0)
  }
  server = started
} catch (error) {
  const fault = startFault(error, config)
  if (fault === null) throw error
  process.stderr.write(`${fault.told}\n`)
  process.exit(fault.exitCode)
}

const address = config.isDemo ? `http://localhost:${server.port}` : config.publicUrl
process.stdout.write(`Glosa is ready at ${address}\n`)
if (config.isDemo) {
  const guests = demoGuests.flatMap((guest) => demoPeople.filter(({ login }) => login === guest.login))
  const others = demoPeople.filter((person) => !guests.includes(person))
  process.stdout.write(
    `\nA demo office. Everybody in it (name, login, password, roles):\n${linesOf(others)}\n\n` +
      `To begin with, one for each job; the sign-in page offers them too:\n${linesOf(guests)}\n\n` +
      `Open ${address} in a browser. Ctrl+C ends it; the data stay in ${config.dataDir}.\n`,
  )
}
