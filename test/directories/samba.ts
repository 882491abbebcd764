import { spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:tls'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { throwawayCertificates } from '@glosa/auth/demo'
import type { ActiveDirectoryOffice } from './activeDirectoryOffice.ts'

/** A throwaway Active Directory domain controller, reached by LDAPS on an address of its own on loopback. */
export interface Samba {
  readonly url: string
  readonly host: string
  readonly ca: string
  /** Ends all its processes at once, as a power cut does. */
  kill(): Promise<void>
  /** The same, and forgets everything. */
  close(): Promise<void>
}

const sambaPath = '/usr/sbin/samba'
const cache = join(import.meta.dirname, '..', '..', '.cache', 'samba')
const script = join(import.meta.dirname, 'provisionSamba.py')
const certificateFiles = { ca: 'ca.pem', certificate: 'server.pem', key: 'server.key' } as const

/**
 * Starts a domain controller with this office. Making a domain takes ten seconds, so a made one
 * is kept in `.cache/samba` and copied; two copies are two controllers of one domain that do not
 * know of each other.
 * @param invocation another invocation id than the copies have by themselves
 * @throws Error when Samba is not installed
 */
export async function startSamba(office: ActiveDirectoryOffice, invocation?: string): Promise<Samba> {
  await access(sambaPath).catch((cause: unknown) => {
    throw new Error('Samba is missing: apt-get install samba-ad-dc samba-ad-provision python3-samba', { cause })
  })
  const template = await templateOf(office)
  const folder = await mkdtemp(join(tmpdir(), 'glosa-samba-'))
  try {
    await run('cp', ['-a', '--reflink=auto', `${template}/.`, folder])
    if (invocation !== undefined) await run('/usr/bin/python3', [script, folder, '--invocation', invocation])
    for (let attempt = 1; ; attempt += 1) {
      const started = await listen(folder)
      if (started !== null) return started
      if (attempt >= 3) throw new Error(`Samba did not start: ${await readFile(join(folder, 'log'), 'utf8')}`)
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** The folder of the made domain; made now when the cache has none for this office. */
async function templateOf(office: ActiveDirectoryOffice): Promise<string> {
  const json = JSON.stringify(office)
  const version = (await run(sambaPath, ['--version'])).trim()
  const hash = createHash('sha256')
    .update(version)
    .update(await readFile(script))
    .update(json)
    .digest('hex')
  const name = hash.slice(0, 16)
  const kept = join(cache, name)
  if (await exists(kept)) return kept
  await mkdir(cache, { recursive: true })
  // Domains of offices that the tests no longer use.
  for (const old of await readdir(cache))
    if (!old.includes('.')) await rm(join(cache, old), { recursive: true, force: true })
  const making = await mkdtemp(join(cache, `${name}.`))
  try {
    await writeFile(join(making, 'empty.conf'), '[global]\n')
    await run('/usr/bin/python3', [script, making], json)
    await rename(making, kept)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    // Another run may have been faster.
    if (!(await exists(kept))) throw error
  }
  return kept
}

/** Starts the server on a free address. @returns `null` when it ended before it answered */
async function listen(folder: string): Promise<Samba | null> {
  const host = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`
  const certificates = throwawayCertificates([host, '127.0.0.1', 'dc1.podhorsky-kraj.example'], Date.now())
  const file = (name: string) => join(folder, name)
  await mkdir(file('run'), { recursive: true })
  await writeFile(file(certificateFiles.ca), certificates.ca)
  await writeFile(file(certificateFiles.certificate), certificates.certificate)
  await rm(file(certificateFiles.key), { force: true })
  // Samba takes a key of exactly these rights only.
  await writeFile(file(certificateFiles.key), certificates.key, { mode: 0o600 })
  await writeFile(file('smb.conf'), configuration(folder, host))
  const child = spawn(sambaPath, ['-i', '-s', file('smb.conf'), '--debug-stdout', '-d', '0'], {
    // A group of its own, so that all its processes can be ended; it ends itself when this process is gone and closes its input.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let log = ''
  const keep = (bytes: Buffer) => {
    if (log.length < 100_000) log += bytes.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const kill = async () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    process.kill(-child.pid, 'SIGKILL')
    await exit
  }
  if (!(await answers(child, host, certificates.ca))) {
    await kill()
    await writeFile(file('log'), log)
    return null
  }
  return {
    url: `ldaps://${host}`,
    host,
    ca: certificates.ca,
    kill,
    async close() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Whether the server lets somebody in over TLS before it ends. */
async function answers(child: ChildProcess, host: string, ca: string): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const entered = await new Promise<boolean>((resolve) => {
      const socket = connect({ host, port: 636, ca }, () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
    if (entered) return true
    await pause(25)
  }
  return false
}

const configuration = (folder: string, host: string) => `[global]
  workgroup = PODHORI
  realm = PODHORSKY-KRAJ.EXAMPLE
  netbios name = DC1
  server role = active directory domain controller
  server services = ldap
  interfaces = ${host}/8
  bind interfaces only = yes
  disable netbios = yes
  private dir = ${folder}/private
  state directory = ${folder}/state
  cache directory = ${folder}/cache
  lock directory = ${folder}
  binddns dir = ${folder}/bind-dns
  pid directory = ${folder}/run
  ncalrpc dir = ${folder}/ncalrpc
  winbindd socket directory = ${folder}/run/winbindd
  ntp signd socket directory = ${folder}/run/ntp_signd
  log file = ${folder}/log.%m
  panic action =
  tls enabled = yes
  tls certfile = ${folder}/${certificateFiles.certificate}
  tls keyfile = ${folder}/${certificateFiles.key}
  tls cafile = ${folder}/${certificateFiles.ca}
  ldap server require strong auth = yes
`

async function run(command: string, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  let problems = ''
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (problems += bytes.toString()))
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}: ${problems.slice(-2_000)}`)
  return output
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
