import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * The keys under which secrets lie in the storage (AES-256-GCM, NIST SP 800-38D). They come from outside the
 * database: whoever copies the database alone reads no secret.
 */
export interface SecretKeys {
  /** Name of the key that encrypts now. */
  readonly current: string
  readonly names: readonly string[]
  /**
   * Encrypts a text for one place: it cannot be read in another.
   * @param place whose secret it is; not secret itself
   */
  seal(text: string, place: string): string
  /**
   * @throws SecretUnreadable when the key is not in the ring, or the text was changed or moved
   */
  open(sealed: string, place: string): string
  /** Whether the text was sealed by another key than the current one. */
  isOld(sealed: string): boolean
}

/** A secret that this ring cannot open. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable'
}

/** A list of keys that is none; the message names lines, never keys. */
export class SecretKeysError extends Error {
  override readonly name = 'SecretKeysError'
}

const version = 'v1'
const keyLine = /^([a-z0-9-]{1,40}):([A-Za-z0-9+/_-]{43}=?)$/

/**
 * Reads a ring: one key a line as `name:key`, the key being 32 random bytes in Base64. The first line encrypts,
 * the others still decrypt. Empty lines and lines that begin with `#` are passed over.
 * @throws SecretKeysError
 */
export function readSecretKeys(text: string): SecretKeys {
  const keys = new Map<string, Buffer>()
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const [, name, key] = keyLine.exec(trimmed) ?? []
    if (name === undefined || key === undefined) {
      throw new SecretKeysError(`line ${index + 1} is not name:key with 32 bytes in Base64`)
    }
    if (keys.has(name)) throw new SecretKeysError(`line ${index + 1} repeats the name ${name}`)
    keys.set(name, Buffer.from(key, 'base64'))
  }
  const [current] = keys.keys()
  if (current === undefined) throw new SecretKeysError('there is no key')
  const key = (name: string): Buffer => {
    const found = keys.get(name)
    if (!found) throw new SecretUnreadable(`the key ${name} is not in the ring`)
    return found
  }
  return {
    current,
    names: [...keys.keys()],
    seal(secret, place) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key(current), nonce)
      cipher.setAAD(Buffer.from(`${version} ${current} ${place}`))
      const bytes = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [version, current, nonce.toString('base64url'), bytes.toString('base64url')].join('.')
    },
    open(sealed, place) {
      const [mark, name = '', nonce = '', text = ''] = sealed.split('.')
      const bytes = Buffer.from(text, 'base64url')
      if (mark !== version || bytes.length < 16) throw new SecretUnreadable('no secret of this software')
      const decipher = createDecipheriv('aes-256-gcm', key(name), Buffer.from(nonce, 'base64url'), {
        authTagLength: 16,
      })
      decipher.setAAD(Buffer.from(`${version} ${name} ${place}`))
      decipher.setAuthTag(bytes.subarray(-16))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
      } catch (error) {
        throw new SecretUnreadable('the secret was changed or moved', { cause: error })
      }
    },
    isOld: (sealed) => sealedBy(sealed) !== current,
  }
}

/** Name of the key that sealed a secret; empty for what is no secret of this software. */
export const sealedBy = (sealed: string): string => sealed.split('.')[1] ?? ''

/** A new line for a ring. */
export const newSecretKeyLine = (name: string, key: Uint8Array): string =>
  `${name}:${Buffer.from(key).toString('base64')}`
