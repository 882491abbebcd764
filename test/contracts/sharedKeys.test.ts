import { expect, it } from 'vitest'
import {
  checkSecretKeys,
  idleSecretKeys,
  keysSince,
  openKeyRing,
  readSecretKeys,
  resealSessionKeys,
  SecretUnreadable,
  sharedKeyStore,
} from '@glosa/auth'
import { instant } from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'

const noon = Date.UTC(2026, 4, 4, 10)
const day = 86_400_000
const keyOf = (letter: string) => Buffer.alloc(32, letter).toString('base64')
const one = readSecretKeys(`one:${keyOf('1')}`)

async function office() {
  const { factors } = await openMemoryStorage()
  const open = (now = noon, secretKeys = one) =>
    openKeyRing(
      sharedKeyStore(factors, secretKeys, () => instant(now)),
      now,
    )
  return { factors, open }
}

it('[SS10] several nodes that start at once sign by one key', async () => {
  const { open } = await office()
  const rings = await Promise.all([1, 2, 3, 4].map(() => open()))
  expect(new Set(rings.map(({ signing }) => signing.kid)).size).toBe(1)
})

it('[SS11] a key that one node makes is learnt by the others, and the one before still proves', async () => {
  const { open } = await office()
  const [here, there] = [await open(), await open()]
  const before = here.signing.kid
  const later = noon + 30 * day
  await here.renew(later - 1)
  expect(here.signing.kid).toBe(before)
  await here.renew(later)
  expect(here.signing.kid).not.toBe(before)
  expect(here.verifying(before)).not.toBeNull()
  expect(there.verifying(here.signing.kid)).toBeNull()
  expect(await there.learn(later)).toBe(true)
  expect(there.verifying(here.signing.kid)).not.toBeNull()
  expect(there.signing.kid).toBe(here.signing.kid)
  expect(await there.learn(later)).toBe(false)
})

it('[SS11] two nodes that renew at once come to one key', async () => {
  const { open } = await office()
  const rings = [await open(), await open(), await open()]
  await Promise.all(rings.map((ring) => ring.renew(noon + 31 * day)))
  expect(new Set(rings.map(({ signing }) => signing.kid)).size).toBe(1)
})

it('[IZ16] keys that are no longer trusted are forgotten by naming the time from which they count', async () => {
  const { factors, open } = await office()
  const before = (await open()).signing.kid
  const since = instant(noon + day)
  const store = () =>
    keysSince(
      sharedKeyStore(factors, one, () => since),
      since,
    )
  const [here, there] = [await openKeyRing(store(), since), await openKeyRing(store(), since)]
  expect(here.verifying(before)).toBeNull()
  expect(there.signing.kid).toBe(here.signing.kid)
  // Gone for good, also for a node that does not know of it, and not replaced again by the next start.
  const next = await open(since + day)
  expect(next.verifying(before)).toBeNull()
  expect(next.signing.kid).toBe(here.signing.kid)
  expect((await openKeyRing(store(), since + day)).signing.kid).toBe(here.signing.kid)
})

it('[SS12] the keys lie sealed in the storage, and are sealed anew by the newest key', async () => {
  const { factors, open } = await office()
  const { kid } = (await open()).signing
  const kept = JSON.stringify(await factors.all())
  expect(kept).not.toMatch(/PRIVATE KEY|BEGIN/)
  expect(kept).not.toContain(kid)
  const both = readSecretKeys(`two:${keyOf('2')}\none:${keyOf('1')}`)
  expect(await resealSessionKeys(factors, both)).toBe(1)
  expect(await resealSessionKeys(factors, both)).toBe(0)
  expect((await open(noon, readSecretKeys(`two:${keyOf('2')}`))).signing.kid).toBe(kid)
  await expect(open()).rejects.toThrow(SecretUnreadable)
})

it('[IZ14] [IZ15] it is told which keys nothing needs, and every one that is missing', async () => {
  const { factors, open } = await office()
  await open()
  const [both, two] = [`two:${keyOf('2')}\none:${keyOf('1')}`, `two:${keyOf('2')}`].map(readSecretKeys)
  if (!both || !two) throw new Error('rings have this form')
  await checkSecretKeys(factors, both)
  expect(await idleSecretKeys(factors, both)).toEqual([])
  await expect(checkSecretKeys(factors, two)).rejects.toThrow('keys are missing from the ring: one (needed by 1)')
  await resealSessionKeys(factors, both)
  expect(await idleSecretKeys(factors, both)).toEqual(['one'])
  await checkSecretKeys(factors, two)
  await expect(checkSecretKeys(factors, one)).rejects.toThrow('two (needed by 1)')
})
