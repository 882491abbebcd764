import type { AccountState } from '@glosa/domain/model'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'

type Account = Pick<DirectoryConfig, 'preset' | 'endedWhen'>

/** Attributes from which {@link accountState} and {@link passwordMark} read. */
export const accountAttributes = ({ preset, endedWhen }: Account): readonly string[] => [
  ...(preset === 'active-directory'
    ? ['userAccountControl', 'accountExpires', 'pwdLastSet', 'msDS-User-Account-Control-Computed']
    : ['pwdAccountLockedTime', 'pwdChangedTime', 'pwdReset']),
  ...(endedWhen ? [endedWhen.attribute] : []),
]

const disabledBit = 0x2
const lockedOutBit = 0x10
/** `accountExpires` counts 100 ns from 1601-01-01. */
const fileTimeEpoch = -11_644_473_600_000
const neverExpires = ['0', '9223372036854775807']
/** By the password policy draft: locked by an administrator, until one unlocks it. */
const lockedForGood = '000001010000Z'

/** What the directory says of the account as of `now`, before any password is tried. */
export function accountState(entry: DirectoryEntry, account: Account, now: number): AccountState {
  const { endedWhen, preset } = account
  if (endedWhen && entry.texts(endedWhen.attribute).some((value) => sameValue(endedWhen.values, value)))
    return 'disabled'
  return preset === 'openldap' ? openLdapState(entry) : activeDirectoryState(entry, now)
}

/** Whether the account was ended by the office: disabled, expired, or locked for good. */
export const isEnded = (entry: DirectoryEntry, account: Account, now: number): boolean =>
  ['disabled', 'expired', 'locked-for-good'].includes(accountState(entry, account, now))

/**
 * When the password was set, in the directory's own notation: compared for equality only, so that
 * no clock matters. `null` when the directory does not say.
 */
export const passwordMark = (entry: DirectoryEntry, { preset }: Account): string | null =>
  preset === 'active-directory' ? entry.text('pwdLastSet') : entry.text('pwdChangedTime')

function openLdapState(entry: DirectoryEntry): AccountState {
  const locked = entry.text('pwdAccountLockedTime')
  if (locked === lockedForGood) return 'locked-for-good'
  if (entry.text('pwdReset')?.toUpperCase() === 'TRUE') return 'must-change'
  return locked === null ? 'usable' : 'locked'
}

function activeDirectoryState(entry: DirectoryEntry, now: number): AccountState {
  if (hasBit(entry.text('userAccountControl'), disabledBit)) return 'disabled'
  const expires = entry.text('accountExpires') ?? ''
  if (/^\d+$/.test(expires) && !neverExpires.includes(expires)) {
    if (Number(BigInt(expires) / 10_000n) + fileTimeEpoch <= now) return 'expired'
  }
  if (hasBit(entry.text('msDS-User-Account-Control-Computed'), lockedOutBit)) return 'locked'
  return entry.text('pwdLastSet') === '0' ? 'must-change' : 'usable'
}

const hasBit = (number: string | null, bit: number) => (Number(number ?? 0) & bit) !== 0

const sameValue = (values: readonly string[], value: string) =>
  values.some((one) => one.trim().toLowerCase() === value.trim().toLowerCase())
