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
  /** Makes a new signing key when the newest is thirty days old; for a server that runs on and on. */
  renew(now: number): Promise<void>
  /**
   * Looks for keys that other nodes made, once a second at most.
   * @returns whether there was one
   */
  learn(now: number): Promise<boolean>
}

/** How long a replaced key is kept at least, in milliseconds; longer than any access token lives. */
const keptAfterReplaced = 15 * 60_000
/** Age at which a signing key is replaced. */
const signingKeyAge = 30 * 24 * 60 * 60_000

/** Loads the ring; makes the first key when there is none, and a new one when the newest is 30 days old. */
export async function openKeyRing(store: KeyStore, now: number): Promise<KeyRing> {
  const ring = new StoredKeyRing(store, await store.load())
  await ring.renew(now)
  return ring
}

/** Milliseconds. */
const learnEvery = 1_000

interface RingKey extends StoredKey {
  readonly signingKey: KeyObject
  readonly publicKey: KeyObject
}

class StoredKeyRing implements KeyRing {
  readonly #store: KeyStore
  /** Newest first. */
  #keys: readonly RingKey[]
  #learntAt = -Infinity

  constructor(store: KeyStore, keys: readonly StoredKey[]) {
    this.#store = store
    this.#keys = keys.map(ringKey).toSorted((a, b) => b.createdAt - a.createdAt)
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
    const isKept = await this.#store.save(
      keys.map(({ kid, privateKey, createdAt }) => ({ kid, privateKey, createdAt })),
    )
    if (isKept) this.#keys = keys
    // Another node was faster, and its key is as new as ours would be.
    else this.#take(await this.#store.load())
  }

  async renew(now: number): Promise<void> {
    const isFresh = () => {
      const [newest] = this.#keys
      return newest !== undefined && now - newest.createdAt < signingKeyAge
    }
    if (isFresh()) return
    this.#take(await this.#store.load())
    if (!isFresh()) await this.rotate(now)
  }

  async learn(now: number): Promise<boolean> {
    if (now - this.#learntAt < learnEvery) return false
    this.#learntAt = now
    return this.#take(await this.#store.load())
  }

  /** Adds keys that are not in the ring. */
  #take(stored: readonly StoredKey[]): boolean {
    const fresh = stored.filter(({ kid }) => !this.#keys.some((key) => key.kid === kid))
    if (fresh.length === 0) return false
    this.#keys = [...this.#keys, ...fresh.map(ringKey)].toSorted((a, b) => b.createdAt - a.createdAt)
    return true
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
