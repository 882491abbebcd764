import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openKeyRing } from './keyRing.ts'
import { fileKeyStore } from './keyStore.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glosa-keys-'))
})
afterEach(() => rm(folder, { recursive: true }))

const path = () => join(folder, 'session-keys.json')

it('[AU57] keeps the keys in a file that only its owner may read, and leaves no other file', async () => {
  const ring = await openKeyRing(fileKeyStore(path()), 1)
  await ring.rotate(2)
  expect((await stat(path())).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['session-keys.json'])
  const again = await openKeyRing(fileKeyStore(path()), 3)
  expect(again.signing.kid).toBe(ring.signing.kid)
})

it('[AU58] does not start with keys that others may read', async () => {
  await openKeyRing(fileKeyStore(path()), 1)
  await chmod(path(), 0o644)
  await expect(openKeyRing(fileKeyStore(path()), 2)).rejects.toThrow(/0600/)
})

it.each(['', '{}', '[{"kid":"a"}]', 'null'])('[AU59] does not replace a broken file by new keys: %j', async (text) => {
  await writeFile(path(), text, { mode: 0o600 })
  await expect(openKeyRing(fileKeyStore(path()), 1)).rejects.toThrow(/does not hold signing keys/)
})
