import { PasswordPolicyError, ResultCodeError, type PasswordPolicyValue } from 'ldapts'

/** What the directory says to a password. Everything but `wrong` and `locked` proves that the password is right. */
export type PasswordVerdict = 'right' | 'wrong' | 'locked' | 'must-change' | 'not-usable'

/** constraintViolation, invalidCredentials, unwillingToPerform: the answers by which directories refuse a bind. */
const refusingCodes = [19, 49, 53]

/** Sub-codes in the text by which Active Directory refuses a bind; all but 775 come only with the right password. */
const activeDirectoryVerdicts: Readonly<Record<string, PasswordVerdict>> = {
  '530': 'not-usable',
  '531': 'not-usable',
  '532': 'must-change',
  '533': 'not-usable',
  '701': 'not-usable',
  '773': 'must-change',
  '775': 'locked',
}

/** A bind that succeeded: with a password policy it may be good for nothing but changing the password. */
export const verdictOfSuccess = (policy: PasswordPolicyValue | undefined): PasswordVerdict =>
  policy?.error === PasswordPolicyError.ChangeAfterReset || policy?.graceAuthNsRemaining !== undefined
    ? 'must-change'
    : 'right'

/** A bind that failed; `null` when the failure says nothing about the password. */
export function verdictOfFailure(error: unknown, policy: PasswordPolicyValue | undefined): PasswordVerdict | null {
  if (!(error instanceof ResultCodeError) || !refusingCodes.includes(error.code)) return null
  if (policy?.error === PasswordPolicyError.PasswordExpired) return 'must-change'
  if (policy?.error === PasswordPolicyError.AccountLocked) return 'locked'
  const subCode = /\bdata ([0-9a-f]{1,8})\b/i.exec(error.message)?.[1]?.toLowerCase()
  return (subCode === undefined ? undefined : activeDirectoryVerdicts[subCode]) ?? 'wrong'
}
