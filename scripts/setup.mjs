// Plain JavaScript for Node 20 or newer without dependencies: this runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository, absolute. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The Node.js all our own code runs on: the version pinned in package.json, whatever the machine has. */
export const nodePath = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

const stampPath = join(root, 'node_modules', '.glosa-stamp')
const oldestNodeMajor = 20

/** A failure whose message is all that the person at the terminal needs: printed without a stack. */
export class SetupFailure extends Error {}

/**
 * Installs the locked dependencies unless they are in place, and makes sure the pinned Node.js runs.
 *
 * Costs a few milliseconds when nothing changed since the last call. Throws SetupFailure with advice otherwise.
 */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < oldestNodeMajor)
    throw new SetupFailure(`Node.js ${oldestNodeMajor} or newer is needed to start, this is ${process.versions.node}.`)
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node
  const stamp = `${createHash('sha256').update(lockText).digest('hex')} node ${pinned}\n`
  if (readIfThere(stampPath) === stamp && existsSync(nodePath)) return
  if (!isInstalled(JSON.parse(lockText)) || versionOf(nodePath) === null) {
    console.log('Installing the locked dependencies, once; this takes a minute or a few …')
    const startedAt = performance.now()
    await npmInstall()
    if (!isInstalled(JSON.parse(lockText)))
      throw new SetupFailure(
        'npm did not install what package-lock.json asks for. Either package.json disagrees with it (npm install ' +
          'mends that), or node_modules is damaged (delete it and try again).',
      )
    console.log(`Installed in ${seconds(performance.now() - startedAt)}.`)
  }
  const found = versionOf(nodePath)
  if (found !== pinned)
    throw new SetupFailure(
      `The pinned Node.js ${pinned} is ${found === null ? 'not installed' : `in fact ${found}`} (${nodePath}). ` +
        'Its package installs it by a script: check that npm may run install scripts ' +
        '(npm config get ignore-scripts), delete node_modules and try again.',
    )
  writeFileSync(stampPath, stamp)
}

/** Environment in which `node` and the installed tools are found first. */
export function toolEnvironment() {
  return {
    // Stripped and compiled code is kept: a second start takes half the time of the processor.
    NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
    ...process.env,
    PATH: join(root, 'node_modules', '.bin') + delimiter + (process.env.PATH ?? ''),
  }
}

/** Runs the pinned Node.js to its end with our streams; the promise is its exit code (128 + n after a signal). */
export function runNode(args, options = {}) {
  return finished(spawn(nodePath, args, { cwd: root, stdio: 'inherit', env: toolEnvironment(), ...options }))
}

/** Waits for a child process; the promise is its exit code (1 when a signal ended it). */
export function finished(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** Runs a script's main function: prints a SetupFailure as one line, exits with the code it returns. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error
    console.error(`\n${error.message}`)
    process.exitCode = 1
  }
}

/** A span as `12.3 s`. */
export function seconds(spanMs) {
  return `${(spanMs / 1000).toFixed(1)} s`
}

/** Whether node_modules holds exactly what the lock file asks for, by npm's own record of the last install. */
function isInstalled(lock) {
  const record = readIfThere(join(root, 'node_modules', '.package-lock.json'))
  if (record === null) return false
  const installed = JSON.parse(record).packages
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/')) return true
    const found = installed[path]
    // npm leaves out what is optional and of no use on this machine (another system's binaries).
    if (!found) return wanted.optional === true
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/** Version of a Node.js binary, or null when it is not there or does not run. */
function versionOf(path) {
  if (!existsSync(path)) return null
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim().replace(/^v/, '') : null
}

async function npmInstall() {
  // npm must not run on the Node.js that lies in the folder it may replace.
  const outside = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, 'node_modules')))
  const env = { ...process.env, PATH: outside.join(delimiter) }
  // Not `npm ci`: it refuses a lock file that lacks another system's binaries, which some registries do not carry.
  // `--no-save` leaves the lock file alone, and what came of it is compared with the lock file afterwards.
  // Only errors are shown: the warning about "engines" would confuse, for that very Node.js is being installed.
  const child = spawn('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('npm_'))),
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  const code = await finished(child)
  if (code !== 0) throw new SetupFailure(`npm install failed (exit code ${code}); its messages are above.`)
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return null
  }
}
