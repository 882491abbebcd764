import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { demoBase, demoServiceDn, throwawayCertificates, type DemoEntry } from '@glosa/auth/demo'

/** A throwaway OpenLDAP, reached by LDAPS on loopback. */
export interface Slapd {
  readonly port: number
  readonly ca: string
  /** Ends the server and forgets everything. */
  close(): Promise<void>
}

const slapdPath = '/usr/sbin/slapd'
const schemaFolder = '/etc/ldap/schema'
const moduleFolder = '/usr/lib/ldap'

/**
 * Starts OpenLDAP with these entries: anonymous binds refused, five wrong passwords lock an
 * account, and no more than fifty entries come at once unless they are asked for in pages.
 * @throws Error when OpenLDAP is not installed
 */
export async function startSlapd(entries: readonly DemoEntry[]): Promise<Slapd> {
  await access(slapdPath).catch((cause: unknown) => {
    throw new Error('OpenLDAP is missing: apt-get install slapd', { cause })
  })
  const folder = await mkdtemp(join(tmpdir(), 'glosa-slapd-'))
  const certificates = throwawayCertificates(['localhost', '127.0.0.1'], Date.now())
  await mkdir(join(folder, 'db'))
  const file = (name: string) => join(folder, name)
  await writeFile(file('ca.pem'), certificates.ca)
  await writeFile(file('server.pem'), certificates.certificate)
  await writeFile(file('server.key'), certificates.key, { mode: 0o600 })
  await writeFile(file('slapd.conf'), configuration(folder))
  await writeFile(file('seed.ldif'), ldif([...entries, ...policies]))
  await finished(spawn(slapdPath, ['-T', 'add', '-q', '-f', file('slapd.conf'), '-l', file('seed.ldif')]))
  try {
    const { child, port } = await listen(file('slapd.conf'))
    return {
      port,
      ca: certificates.ca,
      async close() {
        if (child.exitCode === null && child.signalCode === null) {
          child.kill('SIGKILL')
          await once(child, 'exit')
        }
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

const policyBase = `ou=zasady,${demoBase}`
const policyDn = `cn=default,${policyBase}`

/** Who may write everything, for what administrators of a directory do in a test. */
export const slapdAdministrator = { dn: `cn=spravce-adresare,${demoBase}`, password: 'Spravce-heslo-1' } as const

const policy = (cn: string, number: number, further: DemoEntry['attributes']): DemoEntry => ({
  dn: `cn=${cn},${policyBase}`,
  entryUUID: `00000000-0000-8000-8000-00000000000${number}`,
  attributes: {
    objectClass: ['pwdPolicy', 'device'],
    cn: [cn],
    pwdAttribute: ['userPassword'],
    pwdMaxFailure: ['5'],
    pwdLockout: ['TRUE'],
    pwdLockoutDuration: ['900'],
    pwdFailureCountInterval: ['900'],
    pwdMustChange: ['TRUE'],
    ...further,
  },
})

const rotationDn = `cn=rotace,${policyBase}`
const policies = [policy('default', 1, {}), policy('rotace', 3, { pwdMaxAge: ['7776000'] })]

const configuration = (folder: string) => `include ${schemaFolder}/core.schema
include ${schemaFolder}/cosine.schema
include ${schemaFolder}/inetorgperson.schema
modulepath ${moduleFolder}
moduleload back_mdb
moduleload ppolicy
moduleload refint
pidfile ${folder}/slapd.pid
TLSCACertificateFile ${folder}/ca.pem
TLSCertificateFile ${folder}/server.pem
TLSCertificateKeyFile ${folder}/server.key
TLSProtocolMin 3.3
disallow bind_anon
require authc
sizelimit size.soft=50 size.hard=50 size.pr=50 size.prtotal=unlimited
database mdb
suffix "${demoBase}"
rootdn "${slapdAdministrator.dn}"
rootpw ${slapdAdministrator.password}
directory ${folder}/db
maxsize 104857600
index objectClass,entryUUID,uid,cn,member eq
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${demoServiceDn}" read by * none
overlay refint
refint_attributes member owner
overlay ppolicy
ppolicy_default "${policyDn}"
`

/** Entries as LDIF, every value in base64 so that nothing needs escaping. */
function ldif(entries: readonly DemoEntry[]): string {
  const line = (name: string, value: string) => `${name}:: ${Buffer.from(value, 'utf8').toString('base64')}`
  const record = ({ dn, entryUUID, password, state, attributes }: DemoEntry) => [
    line('dn', dn),
    ...Object.entries(attributes).flatMap(([name, values]) => values.map((value) => line(name, value))),
    ...(password === undefined ? [] : [line('userPassword', password)]),
    ...(state === 'must-change' ? ['pwdReset: TRUE'] : []),
    ...(state === 'expired-password' ? ['pwdChangedTime: 20200101000000Z', line('pwdPolicySubentry', rotationDn)] : []),
    `entryUUID: ${entryUUID}`,
    '',
  ]
  const policyUnit: DemoEntry = {
    dn: policyBase,
    entryUUID: '00000000-0000-8000-8000-000000000002',
    attributes: { objectClass: ['organizationalUnit'], ou: ['zasady'] },
  }
  const policyAt = entries.findIndex(({ dn }) => dn.endsWith(policyBase))
  return [...entries.slice(0, policyAt), policyUnit, ...entries.slice(policyAt)].flatMap(record).join('\n')
}

/** Starts the server on a free port; another process may take it in between, then on another one. */
async function listen(config: string): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const child = spawn(slapdPath, ['-f', config, '-h', `ldaps://127.0.0.1:${port}/`, '-d', '256'])
    let log = ''
    const started = await new Promise<boolean>((resolve) => {
      child.stderr.on('data', (bytes: Buffer) => {
        // The log is read to its end, so that a full pipe never stops the server.
        if (log.length < 100_000) log += bytes.toString()
        if (log.includes('slapd starting')) resolve(true)
      })
      child.once('exit', () => resolve(false))
    })
    if (started && (await answers(child, port))) return { child, port }
    if (attempt >= 3) throw new Error(`OpenLDAP did not start: ${log}`)
  }
}

/** Whether the port lets somebody in before the server ends: OpenLDAP says that it starts before it listens. */
async function answers(child: ChildProcess, port: number): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const entered = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
    if (entered) return true
    await pause(10)
  }
  return false
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function finished(child: ChildProcess): Promise<void> {
  let log = ''
  child.stderr?.on('data', (bytes: Buffer) => {
    log += bytes.toString()
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`slapadd ended with ${String(code)}: ${log}`)
}
