import { expect, it } from 'vitest'
import { DirectoryEntry } from '../directory/directoryEntry.ts'
import { accountState, isEnded } from './accountState.ts'

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

it.each([
  ['openldap', { pwdAccountLockedTime: '20260504000000Z' }, 'locked'],
  ['openldap', { pwdReset: 'TRUE' }, 'must-change'],
  ['openldap', { employeeType: 'Byvaly ' }, 'disabled'],
  ['openldap', { employeeType: 'jiny' }, 'usable'],
  ['active-directory', { userAccountControl: '512', pwdLastSet: '0' }, 'must-change'],
  ['active-directory', { 'msDS-User-Account-Control-Computed': '16' }, 'locked'],
  ['active-directory', { 'msDS-User-Account-Control-Computed': '8388608', pwdLastSet: '1' }, 'usable'],
  ['active-directory', { userAccountControl: '514', pwdLastSet: '0' }, 'disabled'],
  ['active-directory', { accountExpires: 'nikdy' }, 'usable'],
] as const)('[DR8] reads an account of %s with %j as %s', (preset, attributes, state) => {
  const account = { preset, endedWhen: { attribute: 'employeeType', values: ['byvaly'] } }
  expect(accountState(new DirectoryEntry({ dn: 'cn=a', ...attributes }), account, now)).toBe(state)
})
