import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { KeyStore, StoredKey } from './keyStore.ts'

/** The keys of access tokens: the newest signs, the others still prove what they signed. */
export interface KeyRing {
  readonly signing: { readonly kid: string; readonly key: KeyObject }
  /** The key to check a token by; `null` for a name that is not in the ring. */
  verifying(kid: string): KeyObject | null
  /**
   * Makes a new signing key. The one before stays until every token that it signed is too old,
   * and is forgotten by the first rotation after that.
   */
  rotate(now: number): Promise<void>
}

/** How long a replaced key is kept at least, in milliseconds; longer than any access token lives. */
const keptAfterReplaced = 15 * 60_000
/** Age at which {@link openKeyRing} replaces the signing key. */
const signingKeyAge = 30 * 24 * 60 * 60_000

/** Loads the ring; makes the first key when there is none, and a new one when the newest is 30 days old. */
export async function openKeyRing(store: KeyStore, now: number): Promise<KeyRing> {
  const ring = new StoredKeyRing(store, await store.load())
  if (ring.newestAt === null || now - ring.newestAt >= signingKeyAge) await ring.rotate(now)
  return ring
}

interface RingKey extends StoredKey {
  readonly signingKey: KeyObject
  readonly publicKey: KeyObject
}

class StoredKeyRing implements KeyRing {
  readonly #store: KeyStore
  /** Newest first. */
  #keys: readonly RingKey[]

  constructor(store: KeyStore, keys: readonly StoredKey[]) {
    this.#store = store
    this.#keys = keys.map(ringKey).toSorted((a, b) => b.createdAt - a.createdAt)
  }

  get newestAt(): number | null {
    return this.#keys[0]?.createdAt ?? null
  }

  get signing() {
    const [newest] = this.#keys
    if (newest === undefined) throw new Error('the key ring is empty')
    return { kid: newest.kid, key: newest.signingKey }
  }

  verifying(kid: string): KeyObject | null {
    return this.#keys.find((key) => key.kid === kid)?.publicKey ?? null
  }

  async rotate(now: number): Promise<void> {
    const kept = this.#keys.filter((_, i) => {
      const replacedAt = i === 0 ? now : (this.#keys[i - 1]?.createdAt ?? now)
      return now - replacedAt < keptAfterReplaced
    })
    const keys = [ringKey(newKey(now)), ...kept]
    await this.#store.save(keys.map(({ kid, privateKey, createdAt }) => ({ kid, privateKey, createdAt })))
    this.#keys = keys
  }
}

function newKey(now: number): StoredKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    kid: thumbprint(publicKey),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    createdAt: now,
  }
}

function ringKey(stored: StoredKey): RingKey {
  const signingKey = createPrivateKey(stored.privateKey)
  const publicKey = createPublicKey(signingKey)
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('a signing key must be on P-256')
  return { ...stored, signingKey, publicKey }
}

/** RFC 7638: the name of a key is the hash of its public half. */
function thumbprint(key: KeyObject): string {
  const { crv, kty, x, y } = key.export({ format: 'jwk' })
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
}
