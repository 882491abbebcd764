import { isIP } from 'node:net'
import type { Role } from '@glosa/domain/model'
import type { AttributeMap, DirectoryPreset } from './attributeMap.ts'
import { parseDn } from './dn.ts'

/** How Glosa reaches the office's directory and what it takes from it. */
export interface DirectoryConfig {
  /** First half of every person id; lower-case letters, digits, hyphen. Never change it later. */
  readonly name: string
  /** `ldaps://` addresses, tried in this order. */
  readonly urls: readonly string[]
  /** PEM of the authority that signed the servers' certificates; `null` for the public ones. */
  readonly ca: string | null
  readonly preset: DirectoryPreset
  /** Read-only account that searches. */
  readonly serviceDn: string
  readonly servicePassword: string
  readonly peopleBase: string
  readonly groupsBase: string
  /** Groups below this entry are the units of the office; `null` when the directory knows none. */
  readonly unitsBase: string | null
  /** Groups that are units besides those below `unitsBase`, and who leads which. */
  readonly unitGroups?: readonly UnitGroup[]
  /** Groups, by id or DN, that give a role; nested membership counts. Ids survive a deleted and re-made group, DNs do not. */
  readonly roleGroups: Readonly<Partial<Record<Role, readonly string[]>>>
  /** An attribute by which the office marks accounts that ended, where the preset's own way is not used. */
  readonly endedWhen?: { readonly attribute: string; readonly values: readonly string[] }
  /** Differences from the preset's attributes. */
  readonly attributes?: Partial<AttributeMap>
  readonly limits?: Partial<DirectoryLimits>
}

/** A group that stands for a unit, and the groups of those who lead it; each by id or DN. */
export interface UnitGroup {
  readonly group: string
  readonly heads?: string
  readonly deputies?: string
}

/** Times in milliseconds. */
export interface DirectoryLimits {
  /** Connecting and the TLS handshake together, for each address. */
  readonly connectTime: number
  /** One request and its answer (one page of a search). */
  readonly requestTime: number
  /** How long an address that failed is tried last. */
  readonly coolDown: number
  /** Age at which a connection of the service account is replaced. */
  readonly connectionAge: number
  /** Connections of the service account. */
  readonly connections: number
  readonly pageSize: number
}

/** The directory is configured in a way that Glosa does not accept; says every fault. */
export class DirectoryConfigError extends Error {
  override readonly name = 'DirectoryConfigError'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`directory configuration: ${faults.join('; ')}`)
    this.faults = faults
  }
}

const defaultLimits: DirectoryLimits = {
  connectTime: 3_000,
  requestTime: 5_000,
  coolDown: 15_000,
  connectionAge: 10 * 60_000,
  connections: 4,
  pageSize: 200,
}

export const limitsOf = (config: Pick<DirectoryConfig, 'limits'>): DirectoryLimits => ({
  ...defaultLimits,
  ...config.limits,
})

/** Host and port of an `ldaps://` address, `null` when it is anything else. */
export function ldapsTarget(url: string): { readonly host: string; readonly port: number } | null {
  if (!URL.canParse(url)) return null
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  if (protocol !== 'ldaps:' || hostname === '' || username !== '' || password !== '') return null
  if (pathname !== '' && pathname !== '/') return null
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 636 : Number(port) }
}

/** The name to ask for in TLS; an address has none. */
export const serverNameOf = (host: string): string | undefined => (isIP(host) === 0 ? host : undefined)

function isDn(text: string): boolean {
  try {
    return parseDn(text).length > 0
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/**
 * Checks what types cannot say. Plain `ldap://` is refused: a password would cross the network
 * readable, and StartTLS in JavaScript clients can be tricked into accepting a forged answer.
 * @throws DirectoryConfigError with every fault
 */
export function checkDirectoryConfig(config: DirectoryConfig): void {
  const faults: string[] = []
  if (!/^[a-z0-9-]{1,40}$/.test(config.name)) faults.push('name: lower-case letters, digits and hyphen only')
  if (config.urls.length === 0) faults.push('urls: at least one is needed')
  for (const url of config.urls) {
    if (ldapsTarget(url) === null) faults.push(`urls: ${url.replace(/\/\/.*@/, '//')} is not an ldaps:// address`)
  }
  if (!isDn(config.serviceDn)) faults.push('serviceDn: not a distinguished name')
  if (config.servicePassword === '') faults.push('servicePassword: empty')
  for (const field of ['peopleBase', 'groupsBase', 'unitsBase'] as const) {
    const base = config[field]
    if (base !== null && !isDn(base)) faults.push(`${field}: not a distinguished name`)
  }
  if (faults.length > 0) throw new DirectoryConfigError(faults)
}
