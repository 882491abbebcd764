/** Whether an account of the office's directory may be used, and why not. */
export const accountStates = [
  'usable',
  /** Ended by the office. */
  'disabled',
  'expired',
  /** Locked by an administrator, until one unlocks it. */
  'locked-for-good',
  /** Locked for a while, by wrong passwords. */
  'locked',
  /** The password was set by an administrator and is good for changing it only. */
  'must-change',
] as const
export type AccountState = (typeof accountStates)[number]

/** What can be odd about the office's directory without being an error. */
export const findingCodes = [
  'person-without-id',
  'unit-without-id',
  'login-used-twice',
  'several-units',
  /** A member that is an entry, but neither a person nor a group that Glosa reads. */
  'unknown-member',
  /** A member that no entry has: whoever gets that DN later would get the rights. */
  'dead-member',
  'member-not-a-dn',
  /** A head or deputy of a unit that no entry has. */
  'dead-leader',
  'role-group-missing',
  /** A group named by DN: one that is deleted and made again by that name would give the role. */
  'role-group-by-dn',
  'unit-group-missing',
  /** Somebody new has the login or address of somebody who is gone: they are two people. */
  'login-taken-over',
] as const

/** Something in the directory that an administrator should look at. Names entries, never passwords. */
export interface DirectoryFinding {
  readonly code: (typeof findingCodes)[number]
  readonly subject: string
}
