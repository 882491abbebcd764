import { open, readFile, rename, stat, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'

/** The signing keys that are kept cannot be used as they are. */
export class SigningKeysError extends Error {
  override readonly name = 'SigningKeysError'
}

/** One signing key of the ring. */
export interface StoredKey {
  readonly kid: string
  /** PKCS #8 in PEM. */
  readonly privateKey: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** Keeps the signing keys of access tokens: secrets, readable by the service alone. */
export interface KeyStore {
  /** Every key kept; none when nothing was ever saved. */
  load(): Promise<readonly StoredKey[]>
  /**
   * Replaces what is kept, at once or not at all.
   * @returns false when another node changed it since it was last loaded: nothing is replaced
   */
  save(keys: readonly StoredKey[]): Promise<boolean>
}

/** Keeps the keys in one file that only its owner may read or write. */
export function fileKeyStore(path: string): KeyStore {
  return {
    /** @throws SigningKeysError when others may read the file, or when it holds anything but keys */
    async load() {
      let text: string
      try {
        text = await readFile(path, 'utf8')
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
        throw error
      }
      const { mode } = await stat(path)
      if ((mode & 0o077) !== 0) throw new SigningKeysError(`${path} holds signing keys and must have mode 0600.`)
      return parseKeys(text, path)
    },
    async save(keys) {
      const draft = join(dirname(path), `.${randomUUID()}.keys`)
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(JSON.stringify(keys, null, 2))
        await file.sync()
      } finally {
        await file.close()
      }
      try {
        await rename(draft, path)
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
      const folder = await open(dirname(path), 'r')
      try {
        await folder.sync()
      } finally {
        await folder.close()
      }
      return true
    },
  }
}

/** @throws SigningKeysError for a text that is no list of keys */
export function parseKeys(text: string, path: string): readonly StoredKey[] {
  const broken = () =>
    new SigningKeysError(
      `${path} does not hold signing keys: restore it from a backup, or remove it and everybody signs in again.`,
    )
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw broken()
    throw error
  }
  if (!Array.isArray(value)) throw broken()
  return value.map((key: unknown): StoredKey => {
    if (typeof key !== 'object' || key === null) throw broken()
    if (!('kid' in key) || typeof key.kid !== 'string') throw broken()
    if (!('privateKey' in key) || typeof key.privateKey !== 'string') throw broken()
    if (!('createdAt' in key) || typeof key.createdAt !== 'number') throw broken()
    return { kid: key.kid, privateKey: key.privateKey, createdAt: key.createdAt }
  })
}
