import { readFileSync } from 'node:fs'
import { sealLevels, type SealLevel } from '@glosa/domain/model'
import { readPem, type Certificate } from '@glosa/records'

/** How the office prints and seals, read once from the environment. */
export interface SealSettings {
  readonly key:
    | { readonly source: 'none' }
    /** A seal for trying out, made in the data folder; never in production. */
    | { readonly source: 'trial' }
    | { readonly source: 'pkcs12'; readonly file: string; readonly password: string }
    | {
        readonly source: 'pkcs11'
        readonly module: string
        readonly tokenLabel: string
        readonly keyId: string
        readonly pin: string
      }
  readonly level: SealLevel
  /** `automatic`: every version before it is delivered. `ordered`: when somebody orders it; the delivery waits. */
  readonly mode: 'automatic' | 'ordered'
  /** Place that stands in the seal. */
  readonly location: string | null
  readonly timestampAuthority: {
    readonly url: string
    readonly credentials: { readonly user: string; readonly password: string } | null
  } | null
  /** Certificates of the authorities behind the seal and the timestamps. */
  readonly authorities: readonly Certificate[]
  /** Hosts that may be asked for revocation beside those in the office's own certificates. */
  readonly evidenceHosts: readonly string[]
  /** Roots that signatures made outside must end in; `null` when nobody says. */
  readonly trusted: readonly Certificate[] | null
}

/** How versions are printed and packed. */
export interface PrintSettings {
  /** The office as the law wants it named; with it the layer for machines is embedded (PDF/A-3a). */
  readonly office: { readonly id: string; readonly dataBox: string; readonly address: string } | null
  /** Files that go to the records systems beside the usual ones. */
  readonly packageFiles: readonly PackageExtra[]
}

export const packageExtras = ['history', 'evidence'] as const
export type PackageExtra = (typeof packageExtras)[number]

interface Reading {
  readonly text: (name: string) => string | null
  readonly file: (name: string) => string | null
  readonly choice: <T extends string>(name: string, allowed: readonly T[], fallback: T) => T
  readonly faults: string[]
}

export function readPrintSettings({ text, choice, faults }: Reading): PrintSettings {
  const office =
    choice('GLOSA_PDF_LAYER', ['yes', 'no'], 'no') === 'yes'
      ? {
          id: text('GLOSA_OFFICE_ID') ?? '',
          dataBox: text('GLOSA_OFFICE_DATA_BOX') ?? '',
          address: text('GLOSA_OFFICE_ADDRESS') ?? '',
        }
      : null
  if (office && !/^\d{8}$/.test(office.id)) {
    faults.push('GLOSA_OFFICE_ID must be the eight digits of the office (IČO): GLOSA_PDF_LAYER=yes embeds them')
  }
  if (office && !(office.dataBox && office.address)) {
    faults.push('GLOSA_OFFICE_DATA_BOX and GLOSA_OFFICE_ADDRESS are missing: GLOSA_PDF_LAYER=yes embeds them')
  }
  const wanted = (text('GLOSA_PACKAGE_FILES') ?? 'history').split(/[\s,]+/).filter((name) => name && name !== 'none')
  const packageFiles = packageExtras.filter((name) => wanted.includes(name))
  if (packageFiles.length < new Set(wanted).size) {
    faults.push(`GLOSA_PACKAGE_FILES must be none or some of ${packageExtras.join(', ')}`)
  }
  return { office, packageFiles }
}

export function readSealSettings(reading: Reading, isDemo: boolean): SealSettings {
  const { text, file, choice, faults } = reading
  const key = readKey(reading, isDemo)
  const url = text('GLOSA_TSA_URL')
  if (url !== null && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
    faults.push('GLOSA_TSA_URL must be an address with http:// or https://')
  }
  const user = text('GLOSA_TSA_USER')
  const password = file('GLOSA_TSA_PASSWORD_FILE') ?? text('GLOSA_TSA_PASSWORD')
  if ((user === null) !== (password === null)) faults.push('GLOSA_TSA_USER and GLOSA_TSA_PASSWORD_FILE belong together')
  const isReal = key.source === 'pkcs12' || key.source === 'pkcs11'
  const level = choice('GLOSA_SEAL_LEVEL', sealLevels, isReal ? 'B-T' : 'B-B')
  if (key.source !== 'none' && level !== 'B-B' && url === null) {
    faults.push(
      `GLOSA_TSA_URL is missing: the level ${level} needs a timestamp authority (or set GLOSA_SEAL_LEVEL=B-B)`,
    )
  }
  const authorities = readAuthorities('GLOSA_SEAL_AUTHORITIES_FILE', reading) ?? []
  if (isReal && (level === 'B-LT' || level === 'B-LTA') && authorities.length === 0) {
    faults.push(`GLOSA_SEAL_AUTHORITIES_FILE is missing: ${level} needs the certificates of the authorities`)
  }
  return {
    key,
    level,
    mode: choice('GLOSA_SEAL_MODE', ['automatic', 'ordered'], 'automatic'),
    location: text('GLOSA_SEAL_LOCATION'),
    timestampAuthority:
      url === null ? null : { url, credentials: user !== null && password !== null ? { user, password } : null },
    authorities,
    evidenceHosts: (text('GLOSA_SEAL_EVIDENCE_HOSTS') ?? '').split(/[\s,]+/).filter(Boolean),
    trusted: readAuthorities('GLOSA_SIGNATURE_TRUST_FILE', reading),
  }
}

function readKey({ text, file, choice, faults }: Reading, isDemo: boolean): SealSettings['key'] {
  const path = text('GLOSA_SEAL_FILE')
  const module = text('GLOSA_SEAL_TOKEN_MODULE')
  if (path !== null && module !== null) faults.push('GLOSA_SEAL_FILE and GLOSA_SEAL_TOKEN_MODULE exclude each other')
  if (path !== null) {
    const password = file('GLOSA_SEAL_PASSWORD_FILE') ?? text('GLOSA_SEAL_PASSWORD')
    if (password === null)
      faults.push('GLOSA_SEAL_PASSWORD_FILE is missing: a file with the password of GLOSA_SEAL_FILE')
    if (!isReadable(path)) faults.push(`GLOSA_SEAL_FILE: ${path} cannot be read`)
    return { source: 'pkcs12', file: path, password: password ?? '' }
  }
  if (module !== null) {
    const missing = ['GLOSA_SEAL_TOKEN_LABEL', 'GLOSA_SEAL_TOKEN_KEY'].filter((name) => text(name) === null)
    const pin = file('GLOSA_SEAL_TOKEN_PIN_FILE') ?? text('GLOSA_SEAL_TOKEN_PIN')
    for (const name of missing) faults.push(`${name} is missing: which key of the token seals`)
    if (pin === null) faults.push('GLOSA_SEAL_TOKEN_PIN_FILE is missing: a file with the PIN of the token')
    const keyId = text('GLOSA_SEAL_TOKEN_KEY') ?? ''
    if (keyId && !/^([0-9a-fA-F]{2})+$/.test(keyId))
      faults.push('GLOSA_SEAL_TOKEN_KEY must be the id of the key in hex')
    return { source: 'pkcs11', module, tokenLabel: text('GLOSA_SEAL_TOKEN_LABEL') ?? '', keyId, pin: pin ?? '' }
  }
  // A seal that proves nothing must never look like one in a real office.
  return choice('GLOSA_SEAL_TRIAL', ['yes', 'no'], isDemo ? 'yes' : 'no') === 'yes' && isDemo
    ? { source: 'trial' }
    : { source: 'none' }
}

function readAuthorities(name: string, { text, file, faults }: Reading): readonly Certificate[] | null {
  if (text(name) === null) return null
  const pem = file(name)
  if (pem === null) return []
  try {
    const certificates = readPem(pem)
    if (certificates.length === 0) faults.push(`${name} holds no certificate in PEM`)
    return certificates
  } catch (error) {
    faults.push(`${name}: a certificate in it cannot be read (${error instanceof Error ? error.message : 'error'})`)
    return []
  }
}

function isReadable(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}
