import { SecretKeysError, SecretUnreadable } from '@glosa/auth'
import { demoGuests, demoPeople, type DemoPerson } from '@glosa/auth/demo'
import { readTargets } from '@glosa/records'
import { DataFolderInUse, DataFolderTooNew, StorageUnavailable } from '@glosa/storage'
import pino from 'pino'
import { readConfig } from './config.ts'
import { startServer, type RunningServer } from './startServer.ts'

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

let server: RunningServer
try {
  server = await startServer(config, log)
} catch (error) {
  if (error instanceof DataFolderInUse) {
    process.stderr.write(`${error.message}\n`)
    process.exit(3)
  }
  if (error instanceof DataFolderTooNew || error instanceof StorageUnavailable) {
    process.stderr.write(`Glosa cannot start. ${error.message}\n`)
    process.exit(1)
  }
  if (error instanceof SecretUnreadable || error instanceof SecretKeysError) {
    process.stderr.write(
      `Glosa cannot start. Secrets in the storage cannot be opened: ${error.message}. Give GLOSA_SECRET_KEYS_FILE every key that sealed them.\n`,
    )
    process.exit(1)
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    process.stderr.write(
      `The port ${config.port} is in use by another program. Stop that one first, or set PORT to another.\n`,
    )
    process.exit(1)
  }
  throw error
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

let isEnding = false
const end = async () => {
  if (isEnding) return
  isEnding = true
  process.stdout.write('Ending: everything acknowledged is saved …\n')
  await server.close()
  process.exit(0)
}
process.on('SIGINT', () => void end())
process.on('SIGTERM', () => void end())
