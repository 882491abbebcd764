import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { finished, SetupFailure } from './setup.mjs'

/** What the tests need from the system: the command or path that shows it is there, and the Debian packages that bring it. */
const needs = [
  { command: 'chromium', debianPackage: 'chromium', use: 'end-to-end tests' },
  {
    command: 'chromium-headless-shell',
    debianPackage: 'chromium-headless-shell',
    use: 'end-to-end tests, in the same browser without what belongs to a window',
  },
  { command: 'slapd', debianPackage: 'slapd', use: 'sign-in against a real OpenLDAP' },
  { command: 'ldapadd', debianPackage: 'ldap-utils', use: 'sign-in against a real OpenLDAP' },
  { command: 'samba', debianPackage: 'samba samba-ad-dc', use: 'sign-in against Active Directory as Samba has it' },
  {
    command: '/usr/share/samba/setup',
    debianPackage: 'samba-ad-provision samba-dsdb-modules',
    use: 'making a domain of Active Directory',
  },
  {
    command: '/usr/lib/python3/dist-packages/samba',
    debianPackage: 'python3-samba',
    use: 'making a domain of Active Directory',
  },
  { command: 'pdftotext', debianPackage: 'poppler-utils', use: 'reading what is in a PDF' },
  { command: 'qpdf', debianPackage: 'qpdf', use: 'checking the structure of a PDF' },
  { command: 'openssl', debianPackage: 'openssl', use: 'authorities for seals and timestamps' },
  { command: 'softhsm2-util', debianPackage: 'softhsm2', use: 'a token that holds the key of a seal' },
  { command: 'pkcs11-tool', debianPackage: 'opensc', use: 'sealing with a token' },
  { command: 'soffice', debianPackage: 'libreoffice-writer-nogui', use: 'opening exported documents' },
  { command: 'xmllint', debianPackage: 'libxml2-utils', use: 'validating XML' },
  { command: 'sshd', debianPackage: 'openssh-server openssh-sftp-server', use: 'leaving packages behind SFTP' },
  { command: 'ssh-keygen', debianPackage: 'openssh-client', use: 'keys for SFTP' },
]

const oldestGo = [1, 22]

/**
 * Makes sure the programs the tests need are there. Installs them when we may (root on Debian), otherwise throws a
 * SetupFailure that lists what is missing and why.
 *
 * @param {{ java: boolean, go: boolean }} also whether a Java runtime and a Go compiler are needed too
 */
export async function ensureSystemPackages(also) {
  const wanted = [...needs]
  if (also.java)
    wanted.push(
      {
        command: 'java',
        debianPackage: 'default-jre-headless',
        use: 'veraPDF and the counterparts of records adapters',
      },
      { command: 'mvn', debianPackage: 'maven', use: 'fetching veraPDF and the counterparts' },
    )
  const missing = wanted.filter(({ command }) => whereIs(command) === null)
  if (also.go && !goIsNewEnough(whereIs('go')))
    missing.push({
      command: `go (${oldestGo.join('.')} or newer)`,
      debianPackage: 'golang-go',
      use: 'building FerretDB',
    })
  if (missing.length === 0) return
  if (!mayInstall()) throw new SetupFailure(`Missing for the tests:\n${listed(missing)}`)

  console.log(`Installing Debian packages: ${missing.map(({ debianPackage }) => debianPackage).join(' ')} …`)
  await aptInstall(missing.flatMap(({ debianPackage }) => debianPackage.split(' ')))
  const still = missing.filter(({ command }) =>
    command.startsWith('go ') ? !goIsNewEnough(whereIs('go')) : whereIs(command) === null,
  )
  if (still.length > 0) throw new SetupFailure(`Still missing after the installation:\n${listed(still)}`)
}

/** Path of a command, or null; a path is itself, if it is there. Daemons live in sbin, which is not on everybody's PATH. */
export function whereIs(command) {
  if (command.startsWith('/')) return existsSync(command) ? command : null
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/go/bin', '/usr/lib/go/bin']
  return folders.map((folder) => join(folder, command)).find((path) => existsSync(path)) ?? null
}

function goIsNewEnough(path) {
  if (path === null) return false
  const version = /go(\d+)\.(\d+)/.exec(spawnSync(path, ['version'], { encoding: 'utf8' }).stdout ?? '')
  if (!version) return false
  const [major, minor] = [Number(version[1]), Number(version[2])]
  return major > oldestGo[0] || (major === oldestGo[0] && minor >= oldestGo[1])
}

function listed(missing) {
  return missing.map((one) => `  ${one.command}: Debian package ${one.debianPackage} (${one.use})`).join('\n')
}

function mayInstall() {
  if (process.getuid?.() !== 0 || whereIs('apt-get') === null) return false
  return /^ID(_LIKE)?=.*debian/m.test(existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '')
}

async function aptInstall(packages) {
  const removePolicy = keepServicesDown()
  try {
    const install = ['install', '-y', '-q', '--no-install-recommends', ...packages]
    // The lists are fetched only when apt does not know the packages, or knows versions that are gone.
    if (knownToApt(packages) && (await apt(install)) === 0) return
    await apt(['update', '-q'])
    const code = await apt(install)
    if (code !== 0) throw new SetupFailure(`apt-get ${install.join(' ')} failed (exit code ${code}).`)
  } finally {
    removePolicy()
  }
}

function knownToApt(packages) {
  return packages.every((name) => {
    const { stdout } = spawnSync('apt-cache', ['policy', name], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    })
    return /Candidate: (?!\(none\))/.test(stdout ?? '')
  })
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return finished(spawn('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }))
}

/** Keeps freshly installed daemons from starting; the tests start their own. Returns the function that undoes it. */
function keepServicesDown() {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return () => {}
  writeFileSync(policy, '#!/bin/sh\nexit 101\n')
  chmodSync(policy, 0o755)
  return () => rmSync(policy, { force: true })
}
