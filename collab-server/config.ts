import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { instant, officeLanguages, type Instant, type OfficeLanguage } from '@glosa/domain/model'
import { readSecretKeys, SecretKeysError, type ProviderConfig, type SecretKeys } from '@glosa/auth'
import { readDirectoryMap, type DirectorySettings } from './directorySettings.ts'
import { readMailSettings, type MailSettings } from './mailSettings.ts'
import { readProviders } from './oidcSettings.ts'
import { readPrintSettings, readSealSettings, type PrintSettings, type SealSettings } from './sealSettings.ts'

/** How this process runs, read once from the environment. */
export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** Origin under which people reach Glosa, without a slash at the end. */
  readonly publicUrl: string
  readonly allowedOrigins: ReadonlySet<string>
  readonly trustProxy: boolean
  readonly logLevel: string
  /** Demo office and directory; never in production. */
  readonly isDemo: boolean
  /** Whether an empty demo office is filled with materials at the start. */
  readonly hasDemoMaterials: boolean
  readonly storage:
    | { readonly kind: 'sqlite' }
    | { readonly kind: 'mongo'; readonly url: string; readonly databaseName: string; readonly blobs: 'gridfs' | 'disk' }
  readonly directory: DirectorySettings | null
  readonly directoryWatch: DirectoryWatchSettings
  readonly records: {
    /** The one folder, when no file names records systems. */
    readonly folder: string
    readonly receipt: 'self' | 'external'
    /** File that names the office's records systems. */
    readonly targetsFile: string | null
    /** How long a delivered version may go without its bytes being looked at again. */
    readonly fixityDays: number
  }
  /** Release of Glosa, as it stands in what leaves it. */
  readonly softwareVersion: string
  readonly print: PrintSettings
  readonly seal: SealSettings
  /** The ring that secrets in the storage are sealed with; `null` for one of its own in the data folder. */
  readonly secretKeys: SecretKeys | null
  /** Keys that sign sessions and were made before are not used any more; `null` for no such instant. */
  readonly sessionKeysSince: Instant | null
  /** Who must have a second factor until an administrator decides otherwise: nobody, or whoever locks and runs things. */
  readonly secondFactor: 'none' | 'by-role'
  /** Identity providers beside the directory; none by default. */
  readonly providers: readonly ProviderConfig[]
  /** How mails leave the office; `null`: none do. */
  readonly mail: MailSettings | null
  readonly officeName: string
  /** Of mails, exports, printed versions and pages, wherever nobody chose otherwise. */
  readonly language: OfficeLanguage
  /** Whether everybody may read what is published, under `/public`. */
  readonly publicPages: boolean
  /** The eight digits of the office (IČO), which open data must name; `null` when nobody says. */
  readonly officeId: string | null
  readonly metricsToken: string | null
  /** Open texts and announcement sockets of one person at a time. */
  readonly maxSocketsPerPerson: number
  readonly requestLimit: { readonly requestBurst: number; readonly requestsPerSecond: number }
}

/** How closely the directory is followed. Milliseconds. */
export interface DirectoryWatchSettings {
  readonly pollEvery: number
  /** How long open sessions go on while the directory does not answer. */
  readonly grace: number
}

/** Every fault found in the environment. */
export interface ConfigFaults {
  readonly faults: readonly string[]
}

const roleVariables = {
  drafter: 'GLOSA_LDAP_GROUP_DRAFTER',
  'unit-head': 'GLOSA_LDAP_GROUP_UNIT_HEAD',
  'council-member': 'GLOSA_LDAP_GROUP_COUNCIL_MEMBER',
  secretary: 'GLOSA_LDAP_GROUP_SECRETARY',
  'records-manager': 'GLOSA_LDAP_GROUP_RECORDS_MANAGER',
  administrator: 'GLOSA_LDAP_GROUP_ADMINISTRATOR',
} as const

const { version: softwareVersion }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the configuration. All faults are listed at once, so that an operator mends them in one
 * go; no secret has a default outside the demo.
 */
export function readConfig(env: Environment): Config | ConfigFaults {
  const faults: string[] = []
  const isProduction = env['NODE_ENV'] === 'production'
  const text = (name: string): string | null => env[name]?.trim() || null
  const required = (name: string, why: string): string => {
    const value = text(name)
    if (value === null) faults.push(`${name} is missing: ${why}`)
    return value ?? ''
  }
  const choice = <T extends string>(name: string, allowed: readonly T[], fallback: T): T => {
    const value = text(name)
    const known = allowed.find((option) => option === value)
    if (value !== null && known === undefined) faults.push(`${name} must be one of ${allowed.join(', ')}`)
    return known ?? fallback
  }
  const positive = (name: string, fallback: number): number => {
    const value = text(name)
    if (value !== null && !(Number(value) > 0)) faults.push(`${name} must be a number greater than 0`)
    return value === null ? fallback : Number(value)
  }
  const file = (name: string): string | null => {
    const path = text(name)
    if (path === null) return null
    try {
      return readFileSync(path, 'utf8').trim()
    } catch (error) {
      faults.push(
        `${name}: ${path} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'error'})`,
      )
      return null
    }
  }

  const port = Number(text('PORT') ?? '3000')
  if (!Number.isInteger(port) || port < 0 || port > 65_535) faults.push('PORT must be a number from 0 to 65535')

  const isDemo = text('GLOSA_LDAP_URLS') === null && !isProduction
  const publicUrl = (text('GLOSA_PUBLIC_URL') ?? `http://localhost:${port}`).replace(/\/+$/, '')
  checkPublicUrl(publicUrl, isProduction, text('GLOSA_PUBLIC_URL') !== null, faults)

  const mongoUrl = text('MONGODB_URL')
  if (mongoUrl !== null && !/^mongodb(\+srv)?:\/\//.test(mongoUrl))
    faults.push('MONGODB_URL must start with mongodb://')

  const directory = isDemo ? null : readDirectory(required, choice, file, text, faults)
  const dataDir = resolve(text('GLOSA_DATA') ?? 'data')
  const config: Config = {
    port,
    host: text('GLOSA_HOST') ?? (isDemo ? '127.0.0.1' : '0.0.0.0'),
    dataDir,
    publicUrl,
    allowedOrigins: new Set(isDemo ? [publicUrl, `http://localhost:${port}`, `http://127.0.0.1:${port}`] : [publicUrl]),
    trustProxy: choice('GLOSA_TRUST_PROXY', ['yes', 'no'], 'no') === 'yes',
    logLevel: choice('GLOSA_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    isDemo,
    hasDemoMaterials: choice('GLOSA_DEMO_MATERIALS', ['yes', 'no'], 'yes') === 'yes' && isDemo,
    storage:
      mongoUrl === null
        ? { kind: 'sqlite' }
        : {
            kind: 'mongo',
            url: mongoUrl,
            databaseName: text('MONGODB_DATABASE') ?? 'glosa',
            blobs: choice('GLOSA_BLOBS', ['gridfs', 'disk'], 'gridfs'),
          },
    directory,
    directoryWatch: {
      pollEvery: positive('GLOSA_LDAP_POLL_SECONDS', 30) * 1_000,
      grace: positive('GLOSA_LDAP_GRACE_MINUTES', 15) * 60_000,
    },
    records: {
      folder: resolve(text('GLOSA_RECORDS_FOLDER') ?? `${dataDir}/records`),
      receipt: choice('GLOSA_RECORDS_RECEIPT', ['self', 'external'], isProduction ? 'external' : 'self'),
      targetsFile: text('GLOSA_RECORDS_TARGETS_FILE'),
      fixityDays: positive('GLOSA_FIXITY_DAYS', 30),
    },
    softwareVersion,
    print: readPrintSettings({ text, file, choice, faults }),
    seal: readSealSettings({ text, file, choice, faults }, isDemo),
    secretKeys: readKeys(file('GLOSA_SECRET_KEYS_FILE') ?? text('GLOSA_SECRET_KEYS'), isProduction, faults),
    sessionKeysSince: readSince(text('GLOSA_SESSION_KEYS_SINCE'), faults),
    secondFactor: choice('GLOSA_SECOND_FACTOR', ['none', 'by-role'], isDemo ? 'none' : 'by-role'),
    providers: readOidc(text('GLOSA_OIDC_FILE'), faults),
    mail: readMailSettings({ text, file, required, choice, positive }, faults),
    publicPages: choice('GLOSA_PUBLIC_PAGES', ['yes', 'no'], isDemo ? 'yes' : 'no') === 'yes',
    officeId: text('GLOSA_OFFICE_ID'),
    officeName:
      text('GLOSA_OFFICE_NAME') ??
      (isDemo ? 'Podhorský kraj' : required('GLOSA_OFFICE_NAME', 'the name of the office, shown beside the logo')),
    language: choice('GLOSA_LANGUAGE', officeLanguages, 'cs'),
    maxSocketsPerPerson: positive('GLOSA_SOCKETS_PER_PERSON', 1_000),
    requestLimit: {
      requestBurst: positive('GLOSA_REQUEST_BURST', 400),
      requestsPerSecond: positive('GLOSA_REQUESTS_PER_SECOND', 100),
    },
    metricsToken: text('GLOSA_METRICS_TOKEN') ?? file('GLOSA_METRICS_TOKEN_FILE'),
  }
  return faults.length > 0 ? { faults } : config
}

function readOidc(path: string | null, faults: string[]): readonly ProviderConfig[] {
  const read = path === null ? [] : readProviders(path)
  if (!('faults' in read)) return read
  faults.push(...read.faults)
  return []
}

/** The ring of keys for secrets at rest; it must come from outside in production. */
function readKeys(ring: string | null, isProduction: boolean, faults: string[]): SecretKeys | null {
  const name = 'GLOSA_SECRET_KEYS_FILE'
  if (ring === null) {
    if (isProduction)
      faults.push(`${name} is missing: a file with the keys that seal second factors (docs/identity.md)`)
    return null
  }
  try {
    return readSecretKeys(ring)
  } catch (error) {
    if (!(error instanceof SecretKeysError)) throw error
    faults.push(`${name}: ${error.message}`)
    return null
  }
}

/** An instant that is over: from one to come every start would make new keys. */
function readSince(written: string | null, faults: string[]): Instant | null {
  if (written === null) return null
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(written)
    ? Date.parse(written)
    : Number.NaN
  if (at <= Date.now()) return instant(at)
  faults.push('GLOSA_SESSION_KEYS_SINCE must be a time that is over, with its zone, as 2026-11-21T10:00:00+01:00')
  return null
}

function checkPublicUrl(publicUrl: string, isProduction: boolean, isGiven: boolean, faults: string[]): void {
  if (!URL.canParse(publicUrl)) {
    faults.push('GLOSA_PUBLIC_URL is not a URL')
    return
  }
  const { protocol, origin, hostname } = new URL(publicUrl)
  if (origin !== publicUrl) faults.push('GLOSA_PUBLIC_URL must be an origin: scheme, host and port, no path')
  if (isProduction && !isGiven) faults.push('GLOSA_PUBLIC_URL is missing: the address under which people reach Glosa')
  else if (protocol !== 'https:' && isProduction) faults.push('GLOSA_PUBLIC_URL must start with https:// in production')
  else if (protocol !== 'https:' && hostname !== 'localhost' && !isIP(hostname)) {
    faults.push('GLOSA_PUBLIC_URL must start with https:// unless it is this machine')
  }
}

function readDirectory(
  required: (name: string, why: string) => string,
  choice: <T extends string>(name: string, allowed: readonly T[], fallback: T) => T,
  file: (name: string) => string | null,
  text: (name: string) => string | null,
  faults: string[],
): DirectorySettings {
  const urls = required('GLOSA_LDAP_URLS', 'ldaps:// addresses of the office directory, separated by spaces')
    .split(/\s+/)
    .filter(Boolean)
  for (const url of urls) {
    if (!URL.canParse(url) || new URL(url).protocol !== 'ldaps:') {
      faults.push(`GLOSA_LDAP_URLS: ${url} must start with ldaps:// (plain LDAP and StartTLS are not used)`)
    }
  }
  const bindPassword = file('GLOSA_LDAP_BIND_PASSWORD_FILE') ?? text('GLOSA_LDAP_BIND_PASSWORD') ?? ''
  if (!bindPassword)
    faults.push('GLOSA_LDAP_BIND_PASSWORD_FILE is missing: a file with the password of the service account')
  const roleGroups: Record<string, string> = {}
  for (const [role, variable] of Object.entries(roleVariables)) {
    const dn = text(variable)
    if (dn !== null) roleGroups[role] = dn
  }
  const mapPath = text('GLOSA_LDAP_MAP_FILE')
  const read = mapPath === null ? null : readDirectoryMap(mapPath)
  if (read !== null && 'faults' in read) faults.push(...read.faults)
  const map = read === null || 'faults' in read ? null : read
  const unitsBase = text('GLOSA_LDAP_UNITS_BASE')
  if (unitsBase === null && (map === null || map.units.length === 0))
    faults.push(
      'GLOSA_LDAP_UNITS_BASE is missing: where the groups that are units are (or units in GLOSA_LDAP_MAP_FILE)',
    )
  return {
    urls,
    preset: choice('GLOSA_LDAP_PRESET', ['openldap', 'ad'], 'openldap'),
    ca: file('GLOSA_LDAP_CA_FILE'),
    bindDn: required('GLOSA_LDAP_BIND_DN', 'the service account that may search people'),
    bindPassword,
    peopleBase: required('GLOSA_LDAP_PEOPLE_BASE', 'where people are'),
    groupsBase: required('GLOSA_LDAP_GROUPS_BASE', 'where groups are'),
    unitsBase,
    roleGroups,
    map,
  }
}
