import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { ProviderConfig } from '@glosa/auth'
import * as z from 'zod'

const variable = 'GLOSA_OIDC_FILE'
const worth = z.enum(['any', 'phishing-resistant'])
const value = z.string().trim().min(1).max(200)

const isIssuer = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, search, hash } = new URL(text)
  const isHere = hostname === 'localhost' || (isIP(hostname) > 0 && hostname.startsWith('127.'))
  return search === '' && hash === '' && (protocol === 'https:' || (protocol === 'http:' && isHere))
}

const provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().trim().min(1).max(80),
  issuer: z.string().refine(isIssuer, 'must be an https:// address'),
  clientId: value,
  clientSecretFile: z.string().min(1),
  scopes: z.array(value).default(['openid']),
  link: z.strictObject({ claim: value, to: z.enum(['login', 'email', 'id']) }),
  claimsFrom: z.enum(['id-token', 'userinfo']).default('id-token'),
  idTokenAlgorithm: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
  acrValues: z.array(value).default([]),
  trust: z
    .strictObject({
      acr: z.record(z.string(), worth).default({}),
      amr: z.record(z.string(), worth).default({}),
    })
    .default({ acr: {}, amr: {} }),
})
const file = z.strictObject({ providers: z.array(provider).min(1).max(20) })

/** Reads the identity providers of `GLOSA_OIDC_FILE`. @returns every fault as one sentence when it is not acceptable */
export function readProviders(path: string): readonly ProviderConfig[] | { readonly faults: readonly string[] } {
  const content = jsonOf(path)
  if (typeof content === 'string') return { faults: [content] }
  const parsed = file.safeParse(content.json)
  if (!parsed.success) {
    return { faults: parsed.error.issues.map(({ path: at, message }) => `${variable}: ${at.join('.')}: ${message}`) }
  }
  const { providers } = parsed.data
  const faults: string[] = []
  const ids = new Set(providers.map(({ id }) => id))
  if (ids.size < providers.length) faults.push(`${variable}: two providers have the same id`)
  const configs = providers.map(({ clientSecretFile, scopes, ...rest }): ProviderConfig => {
    const clientSecret = secretOf(clientSecretFile, rest.id, faults)
    return { ...rest, clientSecret, scopes: scopes.includes('openid') ? scopes : ['openid', ...scopes] }
  })
  return faults.length > 0 ? { faults } : configs
}

function jsonOf(path: string): { readonly json: unknown } | string {
  try {
    return { json: JSON.parse(readFileSync(path, 'utf8')) as unknown }
  } catch (error) {
    const why =
      error instanceof SyntaxError ? 'it is no JSON' : error instanceof Error && 'code' in error ? error.code : ''
    return `${variable}: ${path} cannot be read (${String(why)})`
  }
}

function secretOf(path: string, id: string, faults: string[]): string {
  try {
    const secret = readFileSync(path, 'utf8').trim()
    if (secret === '') faults.push(`${variable}: the secret of ${id} is empty`)
    return secret
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    faults.push(`${variable}: ${path} of ${id} cannot be read (${code})`)
    return ''
  }
}
