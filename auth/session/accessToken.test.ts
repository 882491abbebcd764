import { generateKeyPairSync } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { describe, expect, it } from 'vitest'
import { parsePersonId, parseSessionId } from '@glosa/domain/model'
import { accessTokenLifetime, readAccessToken, signAccessToken } from './accessToken.ts'
import { openKeyRing } from './keyRing.ts'
import type { StoredKey } from './keyStore.ts'

const noon = Date.UTC(2026, 4, 4, 10)
const minute = 60_000

function memoryKeys() {
  let kept: readonly StoredKey[] = []
  return {
    load: async () => kept,
    async save(keys: readonly StoredKey[]) {
      kept = keys
      return true
    },
    kept: () => kept,
  }
}

const claims = () => {
  const personId = parsePersonId('demo:novakova')
  const sessionId = parseSessionId('abcdefghijklmnopqrst')
  if (personId === null || sessionId === null) throw new Error('ids')
  return { personId, sessionId }
}

const pinned = {
  algorithm: 'ES256',
  issuer: 'glosa',
  audience: 'glosa',
  subject: 'demo:novakova',
  jwtid: 'x',
} as const
const payload = { sid: 'abcdefghijklmnopqrst', iat: noon / 1000, exp: noon / 1000 + 300 }

describe('access token', () => {
  it('[AU50] is read back as what was signed, for five minutes', async () => {
    const ring = await openKeyRing(memoryKeys(), noon)
    const token = signAccessToken(claims(), ring, noon, 'x')
    expect(readAccessToken(token, ring, noon)).toEqual(claims())
    expect(readAccessToken(token, ring, noon + accessTokenLifetime)).toEqual(claims())
    expect(readAccessToken(token, ring, noon + accessTokenLifetime + 6_000)).toBeNull()
    expect(accessTokenLifetime).toBe(5 * minute)
  })

  it('[AU51] takes a token made by the same key with exactly the pinned fields', async () => {
    const ring = await openKeyRing(memoryKeys(), noon)
    const header = { alg: 'ES256', typ: 'at+jwt', kid: ring.signing.kid }
    expect(readAccessToken(jwt.sign(payload, ring.signing.key, { ...pinned, header }), ring, noon)).toEqual(claims())
  })

  it.each([
    ['another issuer', { ...pinned, issuer: 'jiny' }, payload, {}],
    ['another audience', { ...pinned, audience: 'jiny' }, payload, {}],
    ['another type', pinned, payload, { typ: 'JWT' }],
    ['an unknown key name', pinned, payload, { kid: 'jiny' }],
    ['a person that is no id', { ...pinned, subject: 'novakova' }, payload, {}],
    ['a session that is no id', pinned, { ...payload, sid: '../x' }, {}],
    ['a lifetime of a year', pinned, { ...payload, iat: payload.iat - 3600, exp: payload.exp + 31_536_000 }, {}],
    ['no end', pinned, { sid: payload.sid, iat: payload.iat }, {}],
    ['a start in the future', { ...pinned, notBefore: 3600 }, payload, {}],
  ])('[AU52] refuses a token with %s, though our key signed it', async (_case, options, body, head) => {
    const ring = await openKeyRing(memoryKeys(), noon)
    const header = { alg: 'ES256', typ: 'at+jwt', kid: ring.signing.kid, ...head }
    expect(readAccessToken(jwt.sign(body, ring.signing.key, { ...options, header }), ring, noon)).toBeNull()
  })

  it('[AU53] refuses other algorithms, other keys and texts that are no token', async () => {
    const ring = await openKeyRing(memoryKeys(), noon)
    const { kid } = ring.signing
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const publicPem = ring.verifying(kid)?.export({ type: 'spki', format: 'pem' }).toString() ?? ''
    const header = (alg: string) => ({ alg, typ: 'at+jwt', kid })
    const token = signAccessToken(claims(), ring, noon, 'x')
    const [head, body, signature] = token.split('.')
    const changed = Buffer.from(JSON.stringify({ ...payload, sub: 'demo:jiny' })).toString('base64url')
    const none = Buffer.from(JSON.stringify(header('none'))).toString('base64url')
    for (const forged of [
      jwt.sign(payload, other, { ...pinned, header: header('ES256') }),
      jwt.sign(payload, rsa, { ...pinned, algorithm: 'RS256', header: header('RS256') }),
      jwt.sign(payload, publicPem, { ...pinned, algorithm: 'HS256', header: header('HS256') }),
      `${none}.${body}.`,
      `${head}.${changed}.${signature}`,
      `${head}.${body}.`,
      '',
      'a.b.c',
      `${head}.%%%.${signature}`,
      token + 'x'.repeat(5_000),
    ]) {
      expect(readAccessToken(forged, ring, noon)).toBeNull()
    }
  })
})

describe('key ring', () => {
  it('[AU54] signs by the new key after a rotation and still reads what the old one signed', async () => {
    const ring = await openKeyRing(memoryKeys(), noon)
    const old = signAccessToken(claims(), ring, noon, 'x')
    await ring.rotate(noon + minute)
    const fresh = signAccessToken(claims(), ring, noon + minute, 'x')
    expect(readAccessToken(old, ring, noon + minute)).toEqual(claims())
    expect(readAccessToken(fresh, ring, noon + minute)).toEqual(claims())
    expect(jwt.decode(fresh, { complete: true })?.header.kid).not.toBe(jwt.decode(old, { complete: true })?.header.kid)
  })

  it('[AU55] forgets a key only when nothing it signed can be good any more', async () => {
    const store = memoryKeys()
    const ring = await openKeyRing(store, noon)
    const first = ring.signing.kid
    await ring.rotate(noon + minute)
    await ring.rotate(noon + 2 * minute)
    expect(ring.verifying(first)).not.toBeNull()
    await ring.rotate(noon + 30 * minute)
    expect(ring.verifying(first)).toBeNull()
    expect(store.kept()).toHaveLength(2)
  })

  it('[AU56] keeps its keys from one start to the next, and makes a new one every thirty days', async () => {
    const store = memoryKeys()
    const token = signAccessToken(claims(), await openKeyRing(store, noon), noon, 'x')
    const again = await openKeyRing(store, noon + minute)
    expect(readAccessToken(token, again, noon + minute)).toEqual(claims())
    const later = await openKeyRing(store, noon + 30 * 24 * 60 * minute)
    expect(later.signing.kid).not.toBe(again.signing.kid)
  })
})
