import { readFileSync } from 'node:fs'
import type { HttpOptions } from '../http/outgoing.ts'
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
} {
  const { auth, client, caFile, timeoutMs } = settings
  return {
    headers: auth ? authHeaders(auth, name, source) : {},
    connect: {
      timeoutMs,
      ...(caFile ? { ca: readText(caFile, `${name}: caFile`, source) } : {}),
      ...(client
        ? {
            client: {
              cert: readText(client.certFile, `${name}: certFile`, source),
              key: readText(client.keyFile, `${name}: keyFile`, source),
              ...(client.passphrase
                ? { passphrase: readSecret(client.passphrase, `${name}: passphrase`, source) }
                : {}),
            },
          }
        : {}),
    },
  }
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
