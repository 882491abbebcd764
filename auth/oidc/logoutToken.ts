import { instant, type Instant } from '@glosa/domain/model'
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import type { ServerMetadata } from 'openid-client'
import type { ProviderConfig } from './providerConfig.ts'

/** A logout message that its provider signed. */
export interface LogoutToken {
  readonly id: string
  readonly subject: string | null
  readonly session: string | null
  /** Until when the same message could come again. */
  readonly until: Instant
}

const event = 'http://schemas.openid.net/event/backchannel-logout'
/** Seconds that a message may be under way. */
const maxAge = 300
const tolerance = 30

const keySets = new Map<string, JWTVerifyGetKey>()

/**
 * Reads a logout token (OpenID Connect Back-Channel Logout 1.0, §2.6): signed by the provider, for us, young, with
 * the event, a name of its own and somebody it is about. An ID token, which has a nonce, is none.
 * @returns the reason as an Error when it is not acceptable
 */
export async function readLogoutToken(
  server: Readonly<ServerMetadata>,
  provider: Pick<ProviderConfig, 'clientId' | 'idTokenAlgorithm'>,
  token: string,
  now: Date,
): Promise<LogoutToken | Error> {
  const { issuer, jwks_uri: address } = server
  if (address === undefined) return new Error('the provider names no keys')
  const keys = keySets.get(address) ?? createRemoteJWKSet(new URL(address), { timeoutDuration: 8_000 })
  keySets.set(address, keys)
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: provider.clientId,
      algorithms: [provider.idTokenAlgorithm],
      requiredClaims: ['iat', 'jti', 'events'],
      maxTokenAge: maxAge,
      clockTolerance: tolerance,
      currentDate: now,
    })
    const { events, sub, sid, jti = '', iat = 0 } = payload
    const type = protectedHeader.typ?.toLowerCase()
    if (type !== undefined && type !== 'logout+jwt' && type !== 'jwt') return new Error('the token is of another type')
    if ('nonce' in payload) return new Error('a logout token has no nonce')
    if (typeof events !== 'object' || events === null || !(event in events)) return new Error('the event is missing')
    const subject = typeof sub === 'string' && sub !== '' ? sub : null
    const session = typeof sid === 'string' && sid !== '' ? sid : null
    if (subject === null && session === null) return new Error('the token is about nobody')
    return { id: jti, subject, session, until: instant((iat + maxAge + 2 * tolerance) * 1000) }
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return error
    throw error
  }
}
