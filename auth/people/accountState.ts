import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'

/** Attributes from which {@link isEnded} reads. */
export const accountAttributes = (preset: DirectoryConfig['preset']): readonly string[] =>
  preset === 'active-directory' ? ['userAccountControl', 'accountExpires'] : ['pwdAccountLockedTime']

const disabledBit = 2
/** `accountExpires` counts 100 ns from 1601-01-01. */
const fileTimeEpoch = -11_644_473_600_000
const neverExpires = ['', '0', '9223372036854775807']
/** By the password policy draft: locked by an administrator, until one unlocks it. */
const lockedForGood = '000001010000Z'

/** Whether the account was ended by the office: disabled, expired, or locked for good. */
export function isEnded(entry: DirectoryEntry, preset: DirectoryConfig['preset'], now: number): boolean {
  if (preset === 'openldap') return entry.text('pwdAccountLockedTime') === lockedForGood
  if ((Number(entry.text('userAccountControl') ?? 0) & disabledBit) !== 0) return true
  const expires = entry.text('accountExpires') ?? ''
  return !neverExpires.includes(expires) && Number(BigInt(expires) / 10_000n) + fileTimeEpoch <= now
}
