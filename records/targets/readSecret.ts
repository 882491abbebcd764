import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { SealCertificate } from '@glosa/domain/model'
import type { HttpOptions } from '../http/outgoing.ts'
import { readPem } from '../seal/certificate.ts'
import type { HttpSettings, Secret } from './targetSettings.ts'

/** Where secrets are looked up; faults are collected, so that an operator mends them in one go. */
export interface SecretSource {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly fault: (text: string) => void
}

/** The secret itself; there is none by default. `''` after a fault. */
export function readSecret(secret: Secret, what: string, source: SecretSource): string {
  if ('env' in secret) {
    const value = source.env[secret.env]?.trim()
    if (!value) source.fault(`${what}: the variable ${secret.env} is not set`)
    return value ?? ''
  }
  return readText(secret.file, what, source)
}

/** A file with a key, a certificate or a password. `''` after a fault. */
export function readText(file: string, what: string, { fault }: SecretSource): string {
  try {
    const text = readFileSync(file, 'utf8').trim()
    if (!text) fault(`${what}: ${file} is empty`)
    return text
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    fault(`${what}: ${file} cannot be read (${code})`)
    return ''
  }
}

/** Headers that sign in, and how to connect. */
export function httpAccess(
  settings: HttpSettings,
  name: string,
  source: SecretSource,
): {
  readonly headers: Readonly<Record<string, string>>
  readonly connect: Pick<HttpOptions, 'timeoutMs' | 'ca' | 'client'>
  /** The office's own certificate of the connection; `null` without mutual TLS. */
  readonly certificate: SealCertificate | null
} {
  const { auth, caFile, timeoutMs } = settings
  const client = settings.client ? readClient(settings.client, name, source) : null
  return {
    headers: auth ? authHeaders(auth, name, source) : {},
    connect: {
      timeoutMs,
      ...(caFile ? { ca: readText(caFile, `${name}: caFile`, source) } : {}),
      ...(client ? { client } : {}),
    },
    certificate: client ? certificateIn(client, name, source) : null,
  }
}

function readClient(
  { certFile, keyFile, passphrase }: NonNullable<HttpSettings['client']>,
  name: string,
  source: SecretSource,
): NonNullable<HttpOptions['client']> {
  const cert = readText(certFile, `${name}: certFile`, source)
  const key = readText(keyFile, `${name}: keyFile`, source)
  return { cert, key, ...(passphrase ? { passphrase: readSecret(passphrase, `${name}: passphrase`, source) } : {}) }
}

/** A certificate and a key that cannot be used are told at the start, not by the first delivery. */
function certificateIn(
  client: NonNullable<HttpOptions['client']>,
  name: string,
  { fault }: SecretSource,
): SealCertificate | null {
  // What is empty was told already.
  if (client.cert === '' || client.key === '' || client.passphrase === '') return null
  try {
    createSecureContext(client)
    const [own] = readPem(client.cert)
    if (own) return own.facts
    fault(`${name}: certFile holds no certificate`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    fault(`${name}: certFile and keyFile cannot be used together (${why})`)
  }
  return null
}

function authHeaders(
  auth: NonNullable<HttpSettings['auth']>,
  name: string,
  source: SecretSource,
): Readonly<Record<string, string>> {
  switch (auth.type) {
    case 'basic': {
      const password = readSecret(auth.password, `${name}: password`, source)
      return { Authorization: `Basic ${Buffer.from(`${auth.user}:${password}`, 'utf8').toString('base64')}` }
    }
    case 'bearer':
      return { Authorization: `Bearer ${readSecret(auth.token, `${name}: token`, source)}` }
    case 'header':
      return { [auth.header]: readSecret(auth.value, `${name}: ${auth.header}`, source) }
  }
}
