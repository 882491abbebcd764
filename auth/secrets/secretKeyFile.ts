import { randomBytes } from 'node:crypto'
import { open, readFile, stat } from 'node:fs/promises'
import { newSecretKeyLine, readSecretKeys, SecretKeysError, type SecretKeys } from './secretKeys.ts'

/**
 * The ring in a file that only its owner may read; made with one key when there is no such file. For the demo and
 * for trying out: in production the keys are given from outside.
 * @throws SecretKeysError when others may read it, or when it holds anything but keys
 */
export async function ownSecretKeys(path: string): Promise<SecretKeys> {
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(`${newSecretKeyLine('own', randomBytes(32))}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0) throw new SecretKeysError(`${path} holds keys and must have mode 0600`)
  return readSecretKeys(await readFile(path, 'utf8'))
}
