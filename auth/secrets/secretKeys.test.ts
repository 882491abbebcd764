import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownSecretKeys } from './secretKeyFile.ts'
import { newSecretKeyLine, readSecretKeys, SecretKeysError, SecretUnreadable } from './secretKeys.ts'

const line = (name: string, letter: string) => newSecretKeyLine(name, Buffer.alloc(32, letter))

describe('secret keys', () => {
  const ring = readSecretKeys(line('one', '1'))

  it('[SF9] open what they sealed, in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, place) => {
        const sealed = ring.seal(text, place)
        expect(ring.open(sealed, place)).toBe(text)
        expect(ring.seal(text, place)).not.toBe(sealed)
      }),
      { seed: 20_261_121 },
    )
  })

  it('[SF11] open nothing that was moved, changed or cut', () => {
    const sealed = ring.seal('JBSWY3DPEHPK3PXP', 'totp demo:a x')
    const [version, name, nonce = '', bytes = ''] = sealed.split('.')
    const flipped = Buffer.from(bytes, 'base64url')
    flipped.writeUInt8(flipped.readUInt8(0) ^ 1)
    for (const [text, place] of [
      [sealed, 'totp demo:b x'],
      [sealed, ''],
      [[version, name, nonce, flipped.toString('base64url')].join('.'), 'totp demo:a x'],
      [[version, name, nonce, bytes.slice(0, 10)].join('.'), 'totp demo:a x'],
      [[version, 'other', nonce, bytes].join('.'), 'totp demo:a x'],
      ['v2' + sealed.slice(2), 'totp demo:a x'],
      ['', 'totp demo:a x'],
    ] as const) {
      expect(() => ring.open(text, place)).toThrow(SecretUnreadable)
    }
  })

  it('[SF10] seal by the first key and open by every one', () => {
    const both = readSecretKeys(`# new one first\n${line('two', '2')}\n\n${line('one', '1')}\n`)
    expect(both.names).toEqual(['two', 'one'])
    const old = ring.seal('x', 'p')
    expect(both.open(old, 'p')).toBe('x')
    expect(both.isOld(old)).toBe(true)
    const fresh = both.seal('x', 'p')
    expect(both.isOld(fresh)).toBe(false)
    expect(() => ring.open(fresh, 'p')).toThrow(SecretUnreadable)
  })

  it.each([
    ['', 'there is no key'],
    ['# only words', 'there is no key'],
    ['tajemstvi', 'line 1'],
    [`one:${Buffer.alloc(16).toString('base64')}`, 'line 1'],
    [`${line('one', '1')}\n${line('one', '2')}`, 'line 2'],
    [`${line('one', '1')}\nTWO:${'A'.repeat(43)}`, 'line 2'],
  ])('[SF50] %j is no ring', (text, reason) => {
    expect(() => readSecretKeys(text)).toThrow(SecretKeysError)
    expect(() => readSecretKeys(text)).toThrow(reason)
    expect(() => readSecretKeys(text)).not.toThrow(/tajemstvi|AAAA|MTEx/)
  })

  it('[SF51] of one’s own are made once, and kept for their owner alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'glosa-keys-'))
    try {
      const path = join(folder, 'secret-keys')
      const sealed = (await ownSecretKeys(path)).seal('x', 'p')
      expect((await ownSecretKeys(path)).open(sealed, 'p')).toBe('x')
      expect((await stat(path)).mode & 0o777).toBe(0o600)
      await chmod(path, 0o640)
      await expect(ownSecretKeys(path)).rejects.toThrow(/0600/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
