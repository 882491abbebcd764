import { expect, it } from 'vitest'
import { DirectoryEntry } from '../directory/directoryEntry.ts'
import { isEnded } from './accountState.ts'

const now = Date.UTC(2026, 4, 4)
/** Milliseconds as Active Directory counts them. */
const fileTime = (ms: number) => String((BigInt(ms) + 11_644_473_600_000n) * 10_000n)

it.each([
  ['an ordinary account', { userAccountControl: '512', accountExpires: '0' }, false],
  ['one that never expires', { userAccountControl: '66048', accountExpires: '9223372036854775807' }, false],
  ['one without these attributes', {}, false],
  ['a disabled one', { userAccountControl: '514' }, true],
  ['one that expired a moment ago', { userAccountControl: '512', accountExpires: fileTime(now) }, true],
  ['one that expires in a moment', { userAccountControl: '512', accountExpires: fileTime(now + 1) }, false],
])('[AU7] tells whether %s of Active Directory has ended', (_case, attributes, ended) => {
  expect(isEnded(new DirectoryEntry({ dn: 'cn=a', ...attributes }), { preset: 'active-directory' }, now)).toBe(ended)
})

it.each([
  [{}, false],
  [{ pwdAccountLockedTime: '20260504000000Z' }, false],
  [{ pwdAccountLockedTime: '000001010000Z' }, true],
])('[AU7] tells a lock for good of OpenLDAP from one that passes: %j', (attributes, ended) => {
  expect(isEnded(new DirectoryEntry({ dn: 'cn=a', ...attributes }), { preset: 'openldap' }, now)).toBe(ended)
})
