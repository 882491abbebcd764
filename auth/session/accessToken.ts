import jwt from 'jsonwebtoken'
import { parsePersonId, parseSessionId, type PersonId, type SessionId } from '@glosa/domain/model'
import type { KeyRing } from './keyRing.ts'

/**
 * The only file that makes or reads access tokens. jsonwebtoken is safe when everything is
 * pinned, and everything is: one algorithm, issuer, audience, type, key by name, required claims
 * and the greatest age. The token only points to the session; the session row is the truth.
 */
const algorithm = 'ES256'
const issuer = 'glosa'
const audience = 'glosa'
const type = 'at+jwt'
/** Seconds. */
const lifetime = 5 * 60
/** Seconds by which the clocks of two nodes may differ. */
const tolerance = 5

/** How long an access token is good for, in milliseconds. */
export const accessTokenLifetime = lifetime * 1000

export interface AccessClaims {
  readonly personId: PersonId
  readonly sessionId: SessionId
}

/** @param tokenId random, so that two tokens of one second differ */
export function signAccessToken(claims: AccessClaims, ring: KeyRing, now: number, tokenId: string): string {
  const issuedAt = Math.floor(now / 1000)
  const { kid, key } = ring.signing
  return jwt.sign({ sid: claims.sessionId, iat: issuedAt, exp: issuedAt + lifetime }, key, {
    algorithm,
    issuer,
    audience,
    subject: claims.personId,
    jwtid: tokenId,
    header: { alg: algorithm, typ: type, kid },
  })
}

/** Reads a token. @returns `null` for every token that this service did not make or that is too old */
export function readAccessToken(token: string, ring: KeyRing, now: number): AccessClaims | null {
  if (token.length > 4096) return null
  try {
    const head = jwt.decode(token, { complete: true })?.header
    if (head?.typ !== type || head.alg !== algorithm || typeof head.kid !== 'string') return null
    const key = ring.verifying(head.kid)
    if (key === null) return null
    const claims = jwt.verify(token, key, {
      algorithms: [algorithm],
      issuer,
      audience,
      maxAge: lifetime,
      clockTolerance: tolerance,
      clockTimestamp: Math.floor(now / 1000),
    })
    if (typeof claims === 'string' || claims.exp === undefined || claims.jti === undefined) return null
    const personId = parsePersonId(claims.sub)
    const sessionId = parseSessionId(claims['sid'])
    return personId === null || sessionId === null ? null : { personId, sessionId }
  } catch (error) {
    if (error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError) return null
    throw error
  }
}
