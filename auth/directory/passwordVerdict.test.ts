import { BusyError, InvalidCredentialsError, UnwillingToPerformError } from 'ldapts'
import { expect, it } from 'vitest'
import { verdictOfFailure, verdictOfSuccess } from './passwordVerdict.ts'

const activeDirectory = (subCode: string) =>
  new InvalidCredentialsError(
    `80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data ${subCode}, v4563`,
  )

it.each([
  ['52e', 'wrong'],
  ['525', 'wrong'],
  ['530', 'not-usable'],
  ['531', 'not-usable'],
  ['532', 'must-change'],
  ['533', 'not-usable'],
  ['701', 'not-usable'],
  ['773', 'must-change'],
  ['775', 'locked'],
])('[AU19] reads data %s of Active Directory as %s', (subCode, verdict) => {
  expect(verdictOfFailure(activeDirectory(subCode), undefined)).toBe(verdict)
})

it.each([
  ['an expired password', new InvalidCredentialsError(''), { error: 0 }, 'must-change'],
  ['a locked account', new InvalidCredentialsError(''), { error: 1 }, 'locked'],
  ['a wrong password', new InvalidCredentialsError(''), undefined, 'wrong'],
  ['a refusal that may come without the right password', new UnwillingToPerformError(''), undefined, 'wrong'],
  ['a busy server', new BusyError(''), undefined, null],
  ['a lost connection', new Error('socket'), undefined, null],
])('[AU19] reads %s as what it is', (_case, error, policy, verdict) => {
  expect(verdictOfFailure(error, policy)).toBe(verdict)
})

it('[AU19] lets nobody in by a bind that is good for changing the password only', () => {
  expect(verdictOfSuccess({ error: 2 })).toBe('must-change')
  expect(verdictOfSuccess({ graceAuthNsRemaining: 3 })).toBe('must-change')
  expect(verdictOfSuccess({ timeBeforeExpiration: 100 })).toBe('right')
  expect(verdictOfSuccess(undefined)).toBe('right')
})
